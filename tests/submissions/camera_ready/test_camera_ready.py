"""The final version of an accepted paper: handed in, replaced, and said to be publishable or not."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from submissions.camera_ready.actions import NO_FILE, hand_in
from submissions.manuscripts import workbench
from submissions.manuscripts.queries import versions
from submissions.models import CameraReady
from submissions.models.manuscript import Kind
from tests import cast
from tests.submissions import papers
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.asks import asked_of
from want.venues.stages import Stage

WORDS = {"title": "Final title", "abstract": "Final $x$.", "code_url": "https://code.example/x", "consents": True}


@pytest.fixture(autouse=True)
def open_for_final_versions(edition, during):
    during(Stage.CAMERA_READY)


@pytest.fixture
def accepted(edition, author, coauthor):
    return cast.make_submission(edition, author, coauthor, status="accepted", presentation="oral")


@pytest.fixture
def page(accepted):
    return reverse("camera_ready:hand_in", args=["icml2024", accepted.code])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_final_version_is_kept_with_who_and_when(accepted, coauthor):
    final = hand_in(accepted, **WORDS, upload=papers.upload(), by=coauthor)

    assert (final.title, final.consents, final.submitted_by, final.submitted_at) == (
        "Final title", True, coauthor, cast.at(60),
    )  # fmt: skip
    assert [file.version for file in versions(accepted, Kind.CAMERA_READY)] == [1]
    accepted.refresh_from_db()
    assert accepted.title == "Title 101"


def test_all_authors_get_a_receipt(accepted, author, coauthor):
    hand_in(accepted, **WORDS, upload=papers.upload(), by=author)

    letters = Message.objects.filter(key__startswith="camera-ready:")
    assert {letter.to for letter in letters} == {author.email, coauthor.email}
    assert accepted.manuscripts.get().sha256 in letters[0].body
    assert "may be published with the names" in letters[0].body


def test_handing_in_the_same_again_changes_nothing(accepted, author):
    for _ in range(2):
        final = hand_in(accepted, **WORDS, upload=papers.upload(), by=author)

    assert final.version == 1
    assert Entry.objects.filter(verb="camera_ready.handed_in").count() == 1
    assert Message.objects.filter(key__startswith="camera-ready:").count() == 2


def test_words_may_change_without_the_file(accepted, author):
    hand_in(accepted, **WORDS, upload=papers.upload(), by=author)

    final = hand_in(accepted, **WORDS | {"title": "Better"}, upload=None, by=author)

    assert (final.title, final.version, accepted.manuscripts.count()) == ("Better", 2, 1)


def test_file_alone_may_change(accepted, author):
    hand_in(accepted, **WORDS, upload=papers.upload(), by=author)

    final = hand_in(accepted, **WORDS, upload=papers.upload("corrected"), by=author)

    assert (final.version, accepted.manuscripts.count()) == (2, 2)


def test_without_a_final_file_nothing_is_handed_in(accepted, author):
    with pytest.raises(Refused, match=re.escape(NO_FILE)):
        hand_in(accepted, **WORDS, upload=None, by=author)

    assert not CameraReady.objects.exists()


def test_older_form_shows_what_a_coauthor_handed_in(accepted, author, coauthor):
    hand_in(accepted, **WORDS, upload=papers.upload(), by=author, seen_version=0)
    hand_in(accepted, **WORDS | {"title": "Theirs"}, upload=None, by=coauthor, seen_version=1)

    with pytest.raises(EditedMeanwhile) as meanwhile:
        hand_in(accepted, **WORDS | {"title": "Mine"}, upload=None, by=author, seen_version=1)

    assert meanwhile.value.theirs == {"title": "Theirs"}


def test_file_that_comes_with_a_stale_form_is_not_published_by_the_consent_of_another(accepted, author, coauthor):
    hand_in(accepted, **WORDS, upload=papers.upload("theirs"), by=coauthor, seen_version=0)
    hand_in(accepted, **WORDS | {"title": "Theirs"}, upload=None, by=coauthor, seen_version=1)
    mine = WORDS | {"consents": False}

    with pytest.raises(EditedMeanwhile):
        hand_in(accepted, **mine, upload=papers.upload("mine, for nobody"), by=author, seen_version=1)

    assert accepted.manuscripts.filter(kind=Kind.CAMERA_READY).count() == 1


def test_consent_given_while_a_file_is_looked_at_is_not_given_to_that_file(accepted, author, coauthor, monkeypatch):
    silent = WORDS | {"consents": False}
    hand_in(accepted, **silent, upload=papers.upload("theirs"), by=coauthor, seen_version=0)
    look = workbench.examine

    def consenting(path: Path, blind_copy: Path) -> int:
        hand_in(accepted, **WORDS, upload=None, by=coauthor, seen_version=1)
        return look(path, blind_copy)

    monkeypatch.setattr(workbench, "examine", consenting)
    with pytest.raises(EditedMeanwhile):
        hand_in(accepted, **silent, upload=papers.upload("mine, for nobody"), by=author, seen_version=1)

    assert CameraReady.objects.get().consents
    assert accepted.manuscripts.filter(kind=Kind.CAMERA_READY).count() == 1


def test_others_cannot_hand_in(accepted, outsider):
    with pytest.raises(Refused, match="Only the authors"):
        hand_in(accepted, **WORDS, upload=papers.upload(), by=outsider)


def test_rejected_paper_has_no_final_version(edition, author):
    paper = cast.make_submission(edition, author, status="rejected")

    with pytest.raises(Refused, match="Only accepted papers"):
        hand_in(paper, **WORDS, upload=papers.upload(), by=author)


def test_page_hands_in_and_says_so(client, author, accepted, page):
    client.force_login(author)
    sent = {**WORDS, "consents": "on", "version": 0, "pdf": papers.upload()}

    response = client.post(page, sent, follow=True)

    assert CameraReady.objects.get().title == "Final title"
    assert "Handed in by Ada Author" in text_of(response)


def test_page_says_what_is_wrong_and_keeps_what_was_typed(client, author, page):
    client.force_login(author)
    upload = papers.upload()
    upload.file.seek(0)
    upload.file.write(b"PK\x03\x04")
    upload.file.seek(0)

    response = client.post(page, {**WORDS, "title": "Kept", "version": 0, "pdf": upload})

    assert "a Word document or an archive" in text_of(response)
    assert 'value="Kept"' in response.content.decode()


def test_page_of_a_paper_without_consent_says_what_follows(client, author, accepted, page):
    hand_in(accepted, **WORDS | {"consents": False}, upload=papers.upload(), by=author)
    client.force_login(author)

    assert "Nobody has said yet that it may be published" in text_of(client.get(page))


@pytest.mark.parametrize("who", ["outsider", "chair", "reviewer"])
def test_page_is_missing_for_everybody_else(client, request, page, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(page).status_code == 404


def test_page_says_why_it_is_closed(client, author, page, during):
    during(Stage.RELEASED)
    client.force_login(author)

    response = client.get(page)

    assert "Final versions are taken from" in text_of(response)
    assert '<form method="post" enctype' not in response.content.decode()


def test_what_is_sent_too_late_is_not_saved_and_not_lost(client, author, accepted, page, edition):
    client.force_login(author)
    was_due = edition.calendar.windows[Stage.CAMERA_READY].closes_at

    with clock.frozen(was_due + timedelta(hours=1)):
        response = client.post(page, {**WORDS, "title": "Late title", "version": 0, "pdf": papers.upload()})

    assert not CameraReady.objects.exists()
    assert "Final versions were due on" in text_of(response)
    shown = text_of(response).split("What you typed")[1]
    assert all(words in shown for words in ("Late title", WORDS["abstract"], WORDS["code_url"]))


def test_it_is_asked_of_authors_until_it_is_handed_in(accepted, author):
    assert [(ask.verb, ask.due) for ask in asked_of(author, cast.at(60))] == [
        ("Hand in the final version", cast.at(70)),
    ]

    hand_in(accepted, **WORDS, upload=papers.upload(), by=author)

    assert asked_of(author, cast.at(60)) == []
