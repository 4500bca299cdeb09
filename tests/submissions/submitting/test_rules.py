"""Who may do what with a paper when, in words."""

import pytest

from submissions.camera_ready.rules import may_hand_in
from submissions.submitting.rules import MAX_DRAFTS, may_delete, may_edit, may_start, may_withdraw
from tests import cast
from want.venues.stages import Stage

S = Stage


def moment_in(edition, stage):
    return edition.moment(cast.play_to(edition, stage))


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        (S.UPCOMING, "Submission opens on 26 Apr 2024"),
        (S.SUBMISSION, ""),
        (S.CHECKS, "Papers were due on 28 May 2024"),
        (S.PUBLISHED, "Papers were due on 28 May 2024"),
    ],
)
def test_papers_are_begun_while_the_window_is_open(edition, stage, says):
    verdict = may_start(edition, moment_in(edition, stage))

    assert bool(verdict) == (not says)
    assert says in verdict.reason


@pytest.mark.parametrize(("days", "says"), [(1, "write to the chairs at once"), (30, "write to the chairs.")])
def test_haste_is_asked_for_while_it_helps(edition, days, says):
    moment = edition.moment(cast.at(cast.DAYS[S.SUBMISSION][1] + days))

    assert says in may_start(edition, moment).reason


def test_without_dates_nothing_is_begun(edition):
    edition.windows.all().delete()

    assert "The dates are not settled yet" in may_start(edition, edition.moment()).reason


def test_whoever_has_many_drafts_finishes_one_first(edition):
    verdict = may_start(edition, moment_in(edition, S.SUBMISSION), drafts=MAX_DRAFTS)

    assert verdict.reason.startswith("You have 20 unfinished papers.")


def test_grace_counts_but_the_announced_end_is_said(edition):
    late = edition.moment(cast.at(cast.DAYS[S.SUBMISSION][1]) + edition.windows.first().as_window().grace / 2)

    assert may_start(edition, late)


@pytest.mark.parametrize(
    ("status", "stage", "says"),
    [
        ("draft", S.SUBMISSION, ""),
        ("submitted", S.SUBMISSION, ""),
        ("draft", S.REVIEWING, "This draft was not submitted, and no longer can be."),
        ("submitted", S.REVIEWING, "you may only withdraw it"),
        ("withdrawn", S.SUBMISSION, "The paper is withdrawn."),
        ("desk_rejected", S.SUBMISSION, "without review"),
        ("accepted", S.CAMERA_READY, "handed in as the camera-ready paper"),
        ("rejected", S.RELEASED, "was not accepted"),
    ],
)
def test_papers_change_until_the_deadline(edition, author, status, stage, says):
    paper = cast.make_submission(edition, author, status=status)

    verdict = may_edit(paper, moment_in(edition, stage))

    assert bool(verdict) == (not says)
    assert says in verdict.reason


def test_who_comes_too_late_reads_whom_to_write_to(edition, author):
    edition.contact = "chairs@want.example"
    paper = cast.make_submission(edition, author, status="draft")

    assert "chairs@want.example" in may_edit(paper, moment_in(edition, S.REVIEWING)).reason


@pytest.mark.parametrize(
    ("status", "stage", "allowed"),
    [
        ("draft", S.SUBMISSION, False),
        ("submitted", S.SUBMISSION, True),
        ("submitted", S.DECIDING, True),
        ("accepted", S.CAMERA_READY, True),
        ("accepted", S.PUBLISHED, False),
        ("rejected", S.RELEASED, False),
        ("withdrawn", S.REVIEWING, False),
    ],
)
def test_papers_are_withdrawn_until_decided_or_published(edition, author, status, stage, allowed):
    paper = cast.make_submission(edition, author, status=status)

    verdict = may_withdraw(paper, moment_in(edition, stage))

    assert bool(verdict) is allowed
    assert allowed or verdict.reason.endswith(".")


def test_drafts_alone_are_deleted(edition, author):
    moment = moment_in(edition, S.REVIEWING)

    assert may_delete(cast.make_submission(edition, author, status="draft"), moment)
    assert not may_delete(cast.make_submission(edition, author), moment)


@pytest.mark.parametrize(
    ("status", "stage", "says"),
    [
        ("accepted", S.CAMERA_READY, ""),
        ("accepted", S.RELEASED, "Final versions are taken from"),
        ("accepted", S.PUBLISHED, "The programme is published."),
        ("rejected", S.CAMERA_READY, "Only accepted papers"),
    ],
)
def test_camera_ready_is_taken_of_accepted_papers_in_its_window(edition, author, status, stage, says):
    paper = cast.make_submission(edition, author, status=status)

    verdict = may_hand_in(paper, moment_in(edition, stage))

    assert bool(verdict) == (not says)
    assert says in verdict.reason


def test_camera_ready_after_its_deadline_says_so(edition, author):
    paper = cast.make_submission(edition, author, status="accepted")
    cast.play_to(edition, S.CAMERA_READY)

    assert "were due on" in may_hand_in(paper, edition.moment(cast.at(70.5))).reason
