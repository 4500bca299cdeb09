"""Release: one act, complete, with one letter a paper to each of its authors, whatever is clicked twice."""

import re

import pytest
from django.urls import reverse

from reviews.decisions.actions import ask_for_release, decide, release, send_letters
from reviews.decisions.letters import default_letters
from reviews.decisions.queries import decisions_to_release
from reviews.decisions.second_chair import digest_of
from reviews.models import Decision
from submissions.models import Author
from submissions.states import Status
from tests import cast
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Edition, MailTemplate, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(edition, author, coauthor, outsider):
    return [
        cast.make_submission(edition, author, coauthor),
        cast.make_submission(edition, coauthor),
        cast.make_submission(edition, outsider, author),
    ]


@pytest.fixture
def decided(during, papers, chair):
    during(Stage.DECIDING)
    for paper, outcome in zip(papers, ("oral", "poster", "reject"), strict=True):
        decide(paper, outcome, note="Well done, all of you." if outcome == "oral" else "", seen_version=0, by=chair)
    return papers


def letters_of(edition) -> dict[str, tuple[str, str]]:
    return default_letters(edition)


def test_release_makes_decisions_known_and_writes_to_each_author_of_each_paper_once(edition, decided, chair):
    released = release(edition, letters_of(edition), by=chair)

    for paper in decided:
        paper.refresh_from_db()
    edition = Edition.objects.get(pk=edition.pk)
    expected = {(paper.pk, author.email) for paper in decided for author in Author.objects.filter(submission=paper)}
    assert released == 3
    assert [(paper.status, paper.presentation) for paper in decided] == [
        (Status.ACCEPTED, "oral"),
        (Status.ACCEPTED, "poster"),
        (Status.REJECTED, ""),
    ]
    assert edition.released_at == clock.now()
    assert edition.moment().stage is Stage.RELEASED
    assert not Decision.objects.filter(released_at=None).exists()
    assert len(expected) == 5
    assert sorted(Message.objects.values_list("submission_id", "to")) == sorted(expected)
    assert Entry.objects.get(verb="decisions.released").detail == {"oral": 1, "poster": 1, "reject": 1}


def test_second_click_does_nothing(edition, decided, chair):
    release(edition, letters_of(edition), by=chair)
    counts = (Message.objects.count(), Entry.objects.count())

    again = release(edition, letters_of(edition), by=chair)

    assert again == 0
    assert (Message.objects.count(), Entry.objects.count()) == counts


def test_letter_is_filled_and_closes_the_gap_of_an_empty_note(edition, decided, author, coauthor, chair):
    release(edition, letters_of(edition), by=chair)

    oral = Message.objects.get(submission_id=decided[0].pk, to=author.email)
    poster = Message.objects.get(submission_id=decided[1].pk)
    assert oral.subject == f"ICML2024: paper {decided[0].number} is accepted for an oral presentation"
    assert f"Dear {author.name}," in oral.body
    assert "\n\nWell done, all of you.\n\n" in oral.body
    assert f"/icml2024/papers/{decided[0].code}/" in oral.body
    assert "\n\n\n" not in poster.body
    assert "{" not in oral.body + poster.body


def test_note_with_braces_stays_as_it_was_typed(edition, decided, chair, author):
    decide(decided[0], "oral", note="See {title} and $x_{i}$.", seen_version=1, by=chair)

    release(edition, letters_of(edition), by=chair)

    assert "See {title} and $x_{i}$." in Message.objects.get(submission_id=decided[0].pk, to=author.email).body


def test_release_waits_for_the_last_decision_and_names_what_is_missing(edition, decided, author, chair):
    late = cast.make_submission(edition, author, number=777)

    with pytest.raises(Refused, match="Without a decision is so far: 777"):
        release(edition, letters_of(edition), by=chair)

    assert Edition.objects.get(pk=edition.pk).released_at is None
    assert not Message.objects.exists()
    assert not Decision.objects.filter(submission=late).exists()


def test_paper_that_left_review_is_not_waited_for_and_not_released(edition, decided, chair):
    decided[0].status, decided[0].withdrawn_at = Status.WITHDRAWN, cast.at(50)
    decided[0].save()

    assert release(edition, letters_of(edition), by=chair) == 2
    assert not Message.objects.filter(submission_id=decided[0].pk).exists()
    assert Decision.objects.get(submission=decided[0]).released_at is None


def test_nothing_in_review_is_nothing_to_release(edition, chair, during):
    during(Stage.DECIDING)

    with pytest.raises(Refused, match="nothing to release"):
        release(edition, letters_of(edition), by=chair)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("Hello {nmae}", "Body"), r"\{nmae\} stands for nothing here. You can use"),
        (("", "Body"), "needs a subject"),
        (("Subject", " "), "needs a subject and a text"),
    ],
)
def test_letter_that_cannot_be_sent_stops_the_release_in_words(edition, decided, chair, change, sentence):
    letters = letters_of(edition) | {"poster": change}

    with pytest.raises(Refused, match=rf"“Accept \(poster\)” cannot be sent. .*{sentence}"):
        release(edition, letters, by=chair)

    assert not Message.objects.exists()


def test_changed_wording_is_kept_for_the_edition(edition, decided, chair):
    letters = letters_of(edition) | {"reject": ("About {number}", "Dear {name}, no. {link}")}

    release(edition, letters, by=chair)

    assert list(MailTemplate.objects.values_list("kind", "subject")) == [("decision_reject", "About {number}")]
    assert letters_of(edition)["reject"] == ("About {number}", "Dear {name}, no. {link}")


def test_conflicted_chair_releases_all_papers_blindly(edition, decided, chair):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(decided[0], conflicted)

    assert release(edition, letters_of(edition), by=conflicted) == 3


def test_missing_decision_on_a_paper_in_conflict_is_not_told_before_the_release_and_others_are(
    client, edition, decided, author, chair
):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    late = cast.make_submission(edition, author, number=777)
    cast.declare(late, conflicted)
    client.force_login(conflicted)
    url = reverse("desk:release", args=[edition.slug])
    page = client.get(url).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]
    assert "no decision" not in page

    for _ in range(2):
        answer = client.post(url, {"act": "release", "digest": digest, "has_looked": "1"}, follow=True)

    assert "777" not in answer.content.decode()
    assert "Nothing is released yet" in answer.content.decode()
    assert Edition.objects.get(pk=edition.pk).released_at is None
    assert [(one.to, one.is_personal) for one in Message.objects.all()] == [(chair.email, True)]
    for who, seen in ((conflicted, 0), (chair, 1)):
        client.force_login(who)
        outbox = client.get(reverse("desk:mail_message_changelist")).content.decode()
        assert outbox.count("the release waits for your decisions") == seen


@pytest.mark.parametrize("stage", [Stage.DISCUSSION, Stage.REBUTTAL])
def test_release_has_its_time(edition, decided, chair, during, stage):
    during(stage)

    with pytest.raises(Refused, match="when the discussion is over"):
        release(edition, letters_of(edition), by=chair)


def test_nobody_but_chairs_releases(edition, decided, area_chair):
    with pytest.raises(Refused, match="Only the chairs release"):
        release(edition, letters_of(edition), by=area_chair)


# Latecomers


def test_letters_reach_authors_added_later_and_nobody_twice(edition, decided, chair):
    release(edition, letters_of(edition), by=chair)
    before = Message.objects.count()
    Author.objects.create(submission=decided[0], position=9, name="Late Author", email="late@late.example")
    fresh = Edition.objects.get(pk=edition.pk)

    assert send_letters(fresh, by=chair) == 1
    assert send_letters(fresh, by=chair) == 0
    assert Message.objects.count() == before + 1
    assert Message.objects.latest("id").to == "late@late.example"


def test_log_of_a_wish_counts_no_outcomes(edition, decided, chair, outsider):
    cast.join(edition, outsider, Role.CHAIR)
    Edition.objects.filter(pk=edition.pk).update(four_eyes=True)

    ask_for_release(edition, letters_of(edition), by=chair)

    assert Entry.objects.get(verb="decisions.release_asked").detail == {}


def test_digest_cannot_be_made_without_the_secret(edition, decided, settings):
    decisions, letters = decisions_to_release(edition), letters_of(edition)
    ours = digest_of(decisions, letters)
    settings.SECRET_KEY = "somebody else's guess"

    assert digest_of(decisions, letters) != ours
