"""The page of the release: counts, letters, the second chair, and what it tells a chair in conflict."""

import re

import pytest

from reviews.decisions.actions import decide
from submissions.models import Submission
from submissions.states import Status
from tests import cast
from tests.reviews.decisions.asked import RELEASE, seated, text_of
from want.mail.models import Message
from want.venues.models import Edition, MailTemplate, Role

pytestmark = pytest.mark.usefixtures("deciding")


def ready(edition, author, chair, count=2) -> list[Submission]:
    papers = [cast.make_submission(edition, author) for _ in range(count)]
    for paper in papers:
        decide(paper, "poster", note="", seen_version=0, by=chair)
    return papers


def digest_on(page) -> str:
    return re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]


def test_release_page_shows_counts_a_real_letter_and_releases(desk, edition, author, chair):
    papers = ready(edition, author, chair)
    page = desk.get(RELEASE)

    answer = desk.post(RELEASE, {"act": "release", "digest": digest_on(page), "has_looked": "1"}, follow=True)

    assert '<b class="num">2</b> Accept (poster)' in text_of(page)
    assert f"Dear {author.name}," in text_of(page)
    assert "2 decisions are released" in text_of(answer)
    assert Submission.objects.get(pk=papers[0].pk).status == Status.ACCEPTED
    assert Message.objects.count() == 2


def test_release_needs_the_tick_and_the_present_state(desk, edition, author, chair):
    papers = ready(edition, author, chair)
    digest = digest_on(desk.get(RELEASE))

    unticked = desk.post(RELEASE, {"act": "release", "digest": digest}, follow=True)
    decide(papers[0], "oral", seen_version=1, by=chair)
    outdated = desk.post(RELEASE, {"act": "release", "digest": digest, "has_looked": "1"}, follow=True)

    assert "Please confirm that you have looked" in text_of(unticked)
    assert "have changed since this page was loaded" in text_of(outdated)
    assert Edition.objects.get(pk=edition.pk).released_at is None


def test_undecided_paper_stands_in_place_of_the_button(desk, edition, author, chair):
    ready(edition, author, chair)
    cast.make_submission(edition, author, number=999)

    page = text_of(desk.get(RELEASE))

    assert "Without a decision is so far: 999." in page
    assert 'value="release"' not in page


def test_letter_with_an_unknown_place_is_shown_with_its_error_and_text(desk, edition):
    fields = {}
    for outcome in ("oral", "poster", "reject"):
        fields |= {f"{outcome}_subject": "About {number}", f"{outcome}_body": "Dear {name}, {link}"}

    bad = desk.post(RELEASE, fields | {"act": "letters", "oral_body": "Dear {nmae}, my text"})
    good = desk.post(RELEASE, fields | {"act": "letters"})

    assert "{nmae} stands for nothing here. You can use {name}" in text_of(bad)
    assert "my text" in text_of(bad)
    assert good.status_code == 302
    assert MailTemplate.objects.count() == 3


def test_preview_shows_no_paper_in_conflict(client, submission, edition, chair, conflicted_chair):
    decide(submission, "oral", note="Secret note.", seen_version=0, by=chair)
    assert "Secret note." in text_of(seated(client, chair).get(RELEASE))

    page = text_of(seated(client, conflicted_chair).get(RELEASE))

    assert "Secret note." not in page
    assert '<b class="num">0</b> Accept (oral)' in page


def test_second_chair_finds_the_wish_and_confirms_it(client, edition, author, chair):
    edition.four_eyes = True
    edition.save()
    ready(edition, author, chair)
    second = cast.make_user("Susan Second")
    cast.join(edition, second, Role.CHAIR)

    page = seated(client, chair).get(RELEASE)
    client.post(RELEASE, {"act": "ask", "digest": digest_on(page), "has_looked": "1"})
    waiting = text_of(client.get(RELEASE))
    page = seated(client, second).get(RELEASE)
    client.post(RELEASE, {"act": "release", "digest": digest_on(page), "has_looked": "1"})

    assert "It waits for a second chair" in waiting
    assert "Carl Chair asked" in text_of(page)
    assert Edition.objects.get(pk=edition.pk).released_at is not None


def test_mark_of_the_page_does_not_move_with_a_decision_in_conflict(client, submission, author, edition, chair):
    tied = cast.make_user("Connie Conflicted")
    cast.join(edition, tied, Role.CHAIR)
    cast.declare(submission, tied)
    open_paper = cast.make_submission(edition, author)
    for paper in (submission, open_paper):
        decide(paper, "poster", note="", seen_version=0, by=chair)
    before, whole = digest_on(seated(client, tied).get(RELEASE)), digest_on(seated(client, chair).get(RELEASE))

    decide(submission, "reject", note="Not yet.", seen_version=1, by=chair)

    assert digest_on(seated(client, tied).get(RELEASE)) == before
    assert digest_on(seated(client, chair).get(RELEASE)) != whole
    decide(open_paper, "reject", seen_version=1, by=chair)
    assert digest_on(seated(client, tied).get(RELEASE)) != before
