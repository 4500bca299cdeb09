"""When a stage opens, the people concerned are told: once, in time, and nobody else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from want.audit.models import Entry
from want.core import clock
from want.mail.models import Message
from want.venues.models import Role
from want.venues.openings.actions import tell_of_openings
from want.venues.scheduling import extend_deadline
from want.venues.stages import Stage


def told(edition, stage, *, after=timedelta(minutes=1)):
    """Let the worker look some time after a stage opened, and return who has been written to."""
    with clock.frozen(edition.calendar.windows[stage].opens_at + after):
        tell_of_openings()
    return sorted(
        Message.objects.filter(key__startswith=f"stage-open:{edition.slug}:{stage}:").values_list("to", flat=True)
    )


def test_readers_are_told_that_bidding_opened_once_however_often_the_worker_looks(
    edition, submission, reviewer, area_chair, chair
):
    first = told(edition, Stage.BIDDING)
    again = told(edition, Stage.BIDDING, after=timedelta(hours=1))

    assert first == again == sorted([reviewer.email, area_chair.email])
    letter = Message.objects.get(to=reviewer.email)
    assert letter.subject == "ICML2024: which papers would you like to review?"
    assert "http://127.0.0.1:8000/icml2024/bids/" in letter.body
    assert Entry.objects.get(verb="stage.told").detail == {"stage": "bidding"}


def test_nobody_is_told_before_a_stage_opens(edition, reviewer):
    assert told(edition, Stage.BIDDING, after=timedelta(minutes=-1)) == []


def test_worker_that_stood_still_for_a_day_tells_nobody(edition, reviewer):
    assert told(edition, Stage.BIDDING, after=timedelta(hours=25)) == []


@pytest.mark.parametrize("state", [{"is_public": False}, {"archived_at": cast.at(1)}])
def test_edition_that_is_hidden_or_archived_tells_nobody(edition, reviewer, state):
    type(edition).objects.filter(pk=edition.pk).update(**state)

    assert told(edition, Stage.BIDDING) == []


def test_chair_switches_the_letter_off_and_changes_its_words(client, edition, reviewer, chair, during):
    page = "/desk/e/icml2024/dates/{}/letter/"
    client.force_login(chair)
    during(Stage.SUBMISSION)

    client.post(page.format("bidding"), {"subject": "S", "body": "{link}"})
    client.post(page.format("discussion"), {"is_announced": "on", "subject": "Let us talk", "body": "Now: {link}"})
    refused = client.post(page.format("reviewing"), {"is_announced": "on", "subject": "S", "body": "{password}"})

    assert told(edition, Stage.BIDDING) == []
    assert "stands for nothing" in refused.content.decode()
    assert edition.mail_templates.get(kind="opens_discussion").subject == "Let us talk"
    assert "Nobody is told when it opens" in client.get("/desk/e/icml2024/dates/").content.decode()


def test_only_those_assigned_before_are_told_that_reviewing_opened(
    edition, submission, reviewer, second_reviewer, chair
):
    early, late = cast.assign(submission, reviewer), cast.assign(submission, second_reviewer)
    type(early).objects.filter(pk=early.pk).update(assigned_at=cast.at(35.5))
    type(late).objects.filter(pk=late.pk).update(assigned_at=cast.at(36) + timedelta(seconds=30))

    assert told(edition, Stage.REVIEWING) == [reviewer.email]
    assert (
        Message.objects.get().submission_id == submission.pk
    )  # so that whoever wrote it does not find it in the outbox


def test_letter_about_reviewing_names_no_paper(edition, submission, reviewer):
    type(cast.assign(submission, reviewer)).objects.update(assigned_at=cast.at(35.5))

    told(edition, Stage.REVIEWING)

    letter = Message.objects.get()
    assert submission.title not in letter.body + letter.subject
    assert str(submission.number) not in letter.body + letter.subject


def test_authors_of_papers_in_review_are_told_of_the_response_once_for_all_their_papers(edition, author, coauthor):
    papers = [cast.make_submission(edition, author, coauthor), cast.make_submission(edition, author)]
    cast.make_submission(edition, author, status="withdrawn")
    cast.make_submission(edition, author, status="draft")

    assert told(edition, Stage.REBUTTAL) == sorted([author.email, coauthor.email])
    letter = Message.objects.get(to=author.email)
    assert letter.papers == [paper.pk for paper in papers]
    assert [line for line in letter.body.splitlines() if line.startswith("10")] == ["101  Title 101", "102  Title 102"]


def test_reviewers_who_have_reviewed_and_area_chairs_are_told_of_the_discussion(
    edition, submission, reviewer, second_reviewer, area_chair
):
    cast.review(cast.assign(submission, reviewer))
    cast.assign(submission, second_reviewer)
    cast.assign(submission, area_chair, Role.AREA_CHAIR)

    assert told(edition, Stage.DISCUSSION) == sorted([reviewer.email, area_chair.email])


def test_whoever_no_longer_serves_is_told_of_nothing(edition, submission, reviewer):
    cast.review(cast.assign(submission, reviewer))
    edition.memberships.all().delete()

    assert told(edition, Stage.DISCUSSION) == []


def test_authors_of_accepted_papers_are_told_of_the_final_version(edition, author, coauthor, outsider):
    cast.play_to(edition, Stage.RELEASED)
    cast.make_submission(edition, author, status="accepted", presentation="oral")
    cast.make_submission(edition, outsider, status="rejected")

    assert told(edition, Stage.CAMERA_READY) == [author.email]


def test_decisions_that_came_after_the_opening_have_told_of_it(edition, author):
    cast.make_submission(edition, author, status="accepted", presentation="oral")
    early = told(edition, Stage.CAMERA_READY)
    edition.released_at = edition.calendar.windows[Stage.CAMERA_READY].opens_at + timedelta(hours=1)
    edition.save()

    assert early == told(edition, Stage.CAMERA_READY, after=timedelta(hours=2)) == []
    assert edition.windows.get(stage="camera_ready").told_at is not None


def test_extending_a_deadline_tells_nobody_again_that_the_stage_opened(edition, submission, reviewer, chair):
    told(edition, Stage.BIDDING)
    Message.objects.all().delete()
    with clock.frozen(edition.calendar.windows[Stage.BIDDING].opens_at + timedelta(minutes=5)):
        extend_deadline(edition, Stage.BIDDING, cast.at(35.5), by=chair)

    assert told(edition, Stage.BIDDING, after=timedelta(hours=2)) == []


def test_thirty_papers_cost_no_more_queries_than_three(edition):
    edition.calendar  # noqa: B018 (asked for once)

    def queries(papers, stage):
        for number in range(papers):
            cast.make_submission(edition, cast.make_user(f"Writer {papers} {number}"))
        with CaptureQueriesContext(connection) as asked:
            told(edition, stage)
        return len(asked)

    few = queries(3, Stage.REBUTTAL)
    edition.windows.update(told_at=None)
    Message.objects.all().delete()

    assert queries(30, Stage.REBUTTAL) == few
    assert Message.objects.count() == 33


def test_the_worker_tells(edition, reviewer):
    with clock.frozen(edition.calendar.windows[Stage.BIDDING].opens_at):
        call_command("work", "--once", stdout=(said := StringIO()))

    assert said.getvalue() == "1 mails sent.\n"
