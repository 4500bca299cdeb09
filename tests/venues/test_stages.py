"""The stage follows from dates and the clock; decisions, publication and the archive from the chairs' acts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from want.venues.stages import Calendar, Stage, Window, moment_of, stage_at

T0 = datetime(2024, 4, 26, tzinfo=UTC)
GRACE = timedelta(minutes=15)
DAYS = {
    Stage.SUBMISSION: (0, 30),
    Stage.BIDDING: (31, 33),
    Stage.REVIEWING: (35, 45),
    Stage.REBUTTAL: (45, 47),
    Stage.DISCUSSION: (47, 49),
    Stage.CAMERA_READY: (54, 70),
}


def at(days: float) -> datetime:
    return T0 + timedelta(days=days)


def calendar(*, without: frozenset[Stage] = frozenset(), **acts: datetime) -> Calendar:
    windows = {s: Window(at(a), at(b), GRACE) for s, (a, b) in DAYS.items() if s not in without}
    return Calendar(windows, **acts)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (-1, Stage.UPCOMING),
        (0, Stage.SUBMISSION),
        (30.005, Stage.SUBMISSION),  # within the grace
        (30.5, Stage.CHECKS),
        (31, Stage.BIDDING),
        (34, Stage.ASSIGNMENT),
        (40, Stage.REVIEWING),
        (45, Stage.REBUTTAL),
        (48, Stage.DISCUSSION),
        (50, Stage.DECIDING),
        (60, Stage.DECIDING),  # the camera-ready window alone releases nothing
        (400, Stage.DECIDING),
    ],
)
def test_dates_alone_lead_up_to_the_decisions(day: float, stage: Stage) -> None:
    assert stage_at(calendar(), at(day)) is stage


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (51, Stage.DECIDING),
        (52, Stage.RELEASED),
        (54, Stage.CAMERA_READY),
        (71, Stage.PUBLISHED),
        (80, Stage.ARCHIVED),
    ],
)
def test_acts_lead_on_from_there(day: float, stage: Stage) -> None:
    acts = calendar(released_at=at(52), published_at=at(71), archived_at=at(80))

    assert stage_at(acts, at(day)) is stage


def test_edition_without_bids_goes_from_the_deadline_to_the_assignment() -> None:
    assert stage_at(calendar(without=frozenset({Stage.BIDDING})), at(30.5)) is Stage.ASSIGNMENT


def test_edition_without_a_response_goes_from_reviewing_to_the_decisions() -> None:
    later = frozenset({Stage.REBUTTAL, Stage.DISCUSSION})

    assert stage_at(calendar(without=later), at(46)) is Stage.DECIDING


def test_extended_deadline_holds_the_next_stage_back_only_while_it_is_the_later_one() -> None:
    windows = dict(calendar().windows)
    windows[Stage.SUBMISSION] = replace(windows[Stage.SUBMISSION], closes_at=at(30.8))

    assert stage_at(Calendar(windows), at(30.5)) is Stage.SUBMISSION


def test_request_counts_until_the_grace_is_over() -> None:
    open_until = moment_of(calendar(), at(30) + GRACE - timedelta(seconds=1))
    closed_from = moment_of(calendar(), at(30) + GRACE)

    assert (open_until.is_open(Stage.SUBMISSION), closed_from.is_open(Stage.SUBMISSION)) == (True, False)
    assert open_until.closes_at(Stage.SUBMISSION) == at(30)


def test_moment_knows_what_it_has_reached() -> None:
    moment = moment_of(calendar(), at(40))

    assert moment.has_reached(Stage.BIDDING)
    assert moment.has_reached(Stage.REVIEWING)
    assert not moment.has_reached(Stage.REBUTTAL)
