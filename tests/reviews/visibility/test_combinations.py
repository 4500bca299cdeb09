"""What the table of facts leaves open: people who are several things at once, moments it does not list."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from reviews.visibility.policy import PUBLIC, AssignmentState, Case, Fact, Standing, Terms, visible_facts
from submissions.states import Status
from tests.reviews.visibility.matrix import terms_where
from want.venues.stages import Stage

STRANGER = Standing(is_signed_in=True)
AUTHOR = replace(STRANGER, is_author=True)
REVIEWER = replace(STRANGER, is_reviewer=True)
ASSIGNED = replace(REVIEWER, assignment=AssignmentState.OPEN)
DONE = replace(REVIEWER, assignment=AssignmentState.DONE)
REMOVED = replace(REVIEWER, assignment=AssignmentState.REMOVED)
AREA_CHAIR = replace(STRANGER, is_area_chair=True)
ASSIGNED_AREA_CHAIR = replace(AREA_CHAIR, is_assigned_area_chair=True)
CHAIR = replace(STRANGER, is_chair=True)
BREAKER_OF_GLASS = replace(STRANGER, is_superuser=True, has_broken_glass=True)
EVERY_ROLE = replace(
    BREAKER_OF_GLASS,
    is_chair=True,
    is_area_chair=True,
    is_reviewer=True,
    is_assigned_area_chair=True,
    assignment=AssignmentState.DONE,
)

COMMITTEE = [REVIEWER, ASSIGNED, DONE, REMOVED, AREA_CHAIR, ASSIGNED_AREA_CHAIR, CHAIR, EVERY_ROLE]

GENEROUS = terms_where(field.upper() for field in Terms.__dataclass_fields__)
MOMENTS = [(status, stage) for status in Status for stage in Stage]

# Facts that the reviewing of a paper makes: whoever has a conflict learns none of them.
OF_THE_REVIEWING = set(Fact) - {
    Fact.EXISTENCE,
    Fact.TITLE_ABSTRACT,
    Fact.AUTHOR_IDENTITY,
    Fact.AUTHOR_EMAILS,
    Fact.DECLARED_CONFLICTS,
    Fact.DECISION_AFTER_RELEASE,
    Fact.CAMERA_READY_FILES,
    Fact.PC_ROSTER,
}


def seen(
    standing: Standing,
    *,
    status: Status = Status.SUBMITTED,
    stage: Stage = Stage.DISCUSSION,
    terms: Terms = GENEROUS,
) -> frozenset[Fact]:
    return visible_facts(Case(standing, status, stage, terms))


def everything_seen(standing: Standing, terms: Terms = GENEROUS) -> dict[tuple[Status, Stage], frozenset[Fact]]:
    return {(status, stage): seen(standing, status=status, stage=stage, terms=terms) for status, stage in MOMENTS}


def union(*standings: Standing) -> dict[tuple[Status, Stage], frozenset[Fact]]:
    views = [everything_seen(standing) for standing in standings]
    return {moment: frozenset().union(*(view[moment] for view in views)) for moment in MOMENTS}


def conflicted(standing: Standing) -> Standing:
    return replace(standing, is_conflicted=True)


def unverified_author(standing: Standing) -> Standing:
    return replace(standing, is_unverified_author=True)


def former_author(standing: Standing) -> Standing:
    return replace(standing, is_former_author=True)


def random_standings(count: int) -> list[Standing]:
    dice = random.Random(20240726)
    flags = [name for name in Standing.__dataclass_fields__ if name != "assignment"]
    return [
        Standing(
            **{name: dice.random() < 0.4 for name in flags},
            assignment=dice.choice(list(AssignmentState)),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("standing", [*COMMITTEE, AUTHOR, BREAKER_OF_GLASS])
def test_disabled_account_sees_what_the_public_sees(standing: Standing) -> None:
    assert everything_seen(standing) != everything_seen(PUBLIC)

    assert everything_seen(replace(standing, is_active=False)) == everything_seen(PUBLIC)


@pytest.mark.parametrize("standing", [*COMMITTEE, AUTHOR, BREAKER_OF_GLASS])
def test_nobody_signed_in_is_the_public_whatever_else_is_claimed(standing: Standing) -> None:
    assert everything_seen(replace(standing, is_signed_in=False)) == everything_seen(PUBLIC)


@pytest.mark.parametrize("standing", COMMITTEE)
def test_author_with_a_role_sees_the_paper_as_author_only(standing: Standing) -> None:
    with_terms = terms_where({"PC_BROWSE", "AC_BROWSE", "BID_PDF", "AC_SEES_DECISION", "SCORES_TO_AUTHORS"})
    as_author = everything_seen(AUTHOR, with_terms)

    view = everything_seen(replace(standing, is_author=True), with_terms)

    assert view == {moment: facts | {Fact.PC_ROSTER} for moment, facts in as_author.items()}


def test_authorship_beats_a_conflict() -> None:
    assert everything_seen(replace(AUTHOR, is_conflicted=True)) == everything_seen(AUTHOR)


@pytest.mark.parametrize("closeness", [conflicted, unverified_author, former_author])
@pytest.mark.parametrize("standing", [*COMMITTEE, BREAKER_OF_GLASS])
def test_conflict_hides_the_whole_reviewing(standing: Standing, closeness: Callable[[Standing], Standing]) -> None:
    assert any(facts & OF_THE_REVIEWING for facts in everything_seen(standing).values())

    view = everything_seen(closeness(standing))

    assert not any(facts & OF_THE_REVIEWING for facts in view.values())


@pytest.mark.parametrize("standing", [REVIEWER, DONE, AREA_CHAIR, ASSIGNED_AREA_CHAIR, BREAKER_OF_GLASS])
def test_conflict_leaves_everybody_but_chairs_with_the_public_view(standing: Standing) -> None:
    assert everything_seen(replace(standing, is_conflicted=True)) == everything_seen(PUBLIC)


def test_conflicted_person_of_many_roles_sees_what_a_conflicted_chair_sees() -> None:
    conflicted_chair = everything_seen(replace(CHAIR, is_conflicted=True))

    assert everything_seen(replace(EVERY_ROLE, is_conflicted=True)) == conflicted_chair


def test_conflicted_standings_of_any_kind_see_nothing_of_the_reviewing() -> None:
    standings = [replace(one, is_conflicted=True, is_author=False) for one in random_standings(400)]

    leaks = [
        (standing, status, stage)
        for standing in standings
        for status, stage in MOMENTS
        if seen(standing, status=status, stage=stage) & OF_THE_REVIEWING
    ]

    assert leaks == []


@pytest.mark.parametrize(
    ("together", "apart"),
    [
        (
            replace(ASSIGNED_AREA_CHAIR, is_reviewer=True, assignment=AssignmentState.OPEN),
            [ASSIGNED_AREA_CHAIR, ASSIGNED],
        ),
        (replace(AREA_CHAIR, is_reviewer=True, assignment=AssignmentState.DONE), [AREA_CHAIR, DONE]),
        (replace(CHAIR, is_reviewer=True, assignment=AssignmentState.OPEN), [CHAIR, ASSIGNED]),
        (replace(AREA_CHAIR, is_reviewer=True, assignment=AssignmentState.REMOVED), [AREA_CHAIR, REMOVED]),
        (replace(CHAIR, is_superuser=True), [CHAIR]),
        (replace(BREAKER_OF_GLASS, is_chair=True), [BREAKER_OF_GLASS, CHAIR]),
        (replace(AUTHOR, is_superuser=True), [AUTHOR]),
        (replace(REVIEWER, is_author_elsewhere=True), [REVIEWER]),
        (replace(REVIEWER, has_declined_invitation=True), [REVIEWER]),
        (replace(AREA_CHAIR, has_pending_invitation=True), [AREA_CHAIR]),
    ],
)
def test_several_roles_see_together_what_they_see_apart(together: Standing, apart: list[Standing]) -> None:
    assert everything_seen(together) == union(*apart)


def test_removed_assignment_is_not_made_good_by_browsing() -> None:
    assert Fact.EXISTENCE in seen(REVIEWER)

    assert Fact.EXISTENCE not in seen(REMOVED)


def test_author_who_has_broken_the_glass_still_sees_as_an_author() -> None:
    assert everything_seen(replace(BREAKER_OF_GLASS, is_author=True)) == everything_seen(AUTHOR)


def test_glass_breaks_for_superusers_only() -> None:
    assert everything_seen(replace(STRANGER, has_broken_glass=True)) == everything_seen(PUBLIC)


@pytest.mark.parametrize(
    "stale",
    [
        replace(STRANGER, assignment=AssignmentState.OPEN),
        replace(STRANGER, assignment=AssignmentState.DONE),
        replace(STRANGER, is_assigned_area_chair=True),
    ],
)
def test_assignment_without_a_role_is_worth_nothing(stale: Standing) -> None:
    assert everything_seen(stale) == everything_seen(PUBLIC)


def test_reviewer_is_no_area_chair_by_an_assignment_alone() -> None:
    assert everything_seen(replace(REVIEWER, is_assigned_area_chair=True)) == everything_seen(REVIEWER)


def test_before_the_opening_everybody_sees_as_during_submission() -> None:
    for standing in [PUBLIC, AUTHOR, *COMMITTEE]:
        for status in Status:
            upcoming = seen(standing, status=status, stage=Stage.UPCOMING)

            assert upcoming == seen(standing, status=status, stage=Stage.SUBMISSION)


@pytest.mark.parametrize("stage", list(Stage))
def test_draft_is_seen_by_its_authors_and_the_chairs_at_every_stage_and_by_nobody_else(stage: Stage) -> None:
    public = seen(PUBLIC, status=Status.DRAFT, stage=stage)

    assert Fact.PDF in seen(AUTHOR, status=Status.DRAFT, stage=stage)
    assert Fact.PDF in seen(CHAIR, status=Status.DRAFT, stage=stage)
    for standing in [REVIEWER, ASSIGNED, DONE, REMOVED, AREA_CHAIR, ASSIGNED_AREA_CHAIR]:
        assert seen(standing, status=Status.DRAFT, stage=stage) == public | {Fact.PC_ROSTER}


@pytest.mark.parametrize("stage", [Stage.DISCUSSION, Stage.DECIDING])
def test_without_an_author_response_reviews_wait_for_the_release(stage: Stage) -> None:
    without = replace(GENEROUS, rebuttal_has_begun=False)
    reviews = {Fact.REVIEW_TEXT_OTHERS, Fact.REVIEW_SCORES, Fact.REVIEW_COUNT_PROGRESS}
    assert reviews <= seen(AUTHOR, stage=stage)

    assert not reviews & seen(AUTHOR, stage=stage, terms=without)
    assert reviews <= seen(AUTHOR, status=Status.REJECTED, stage=Stage.RELEASED, terms=without)


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.ARCHIVED])
def test_accepted_papers_of_a_programme_that_was_never_published_are_not_public(stage: Stage) -> None:
    never = replace(GENEROUS, is_published=False)
    accepted = {"status": Status.ACCEPTED, "stage": stage}
    assert {Fact.TITLE_ABSTRACT, Fact.AUTHOR_IDENTITY} <= seen(PUBLIC, **accepted)

    assert seen(PUBLIC, **accepted, terms=never) == seen(PUBLIC, status=Status.REJECTED, stage=stage)
    assert Fact.PDF not in seen(REVIEWER, **accepted, terms=never)


@pytest.mark.parametrize("standing", [REVIEWER, AREA_CHAIR])
def test_browsing_ends_with_the_release(standing: Standing) -> None:
    assert Fact.TITLE_ABSTRACT in seen(standing, stage=Stage.DECIDING)

    assert Fact.TITLE_ABSTRACT not in seen(standing, stage=Stage.RELEASED)


def test_area_chair_assigned_while_bids_are_taken_handles_the_paper_only_afterwards() -> None:
    assert Fact.AUTHOR_IDENTITY in seen(ASSIGNED_AREA_CHAIR, stage=Stage.ASSIGNMENT)

    assert Fact.AUTHOR_IDENTITY not in seen(ASSIGNED_AREA_CHAIR, stage=Stage.BIDDING)


@pytest.mark.parametrize("standing", [REVIEWER, REMOVED, AREA_CHAIR])
def test_own_bid_is_seen_from_the_first_day_of_bidding(standing: Standing) -> None:
    assert Fact.BID_OWN in seen(standing, stage=Stage.BIDDING)

    assert Fact.BID_OWN not in seen(standing, stage=Stage.SUBMISSION)


@pytest.mark.parametrize("standing", [CHAIR, ASSIGNED_AREA_CHAIR])
def test_decision_in_preparation_is_none_any_more_once_decisions_are_out(standing: Standing) -> None:
    assert Fact.DECISION_BEFORE_RELEASE in seen(standing, stage=Stage.DECIDING)

    assert Fact.DECISION_BEFORE_RELEASE not in seen(standing, stage=Stage.RELEASED)


def test_everybody_sees_at_least_what_the_public_sees() -> None:
    public = everything_seen(PUBLIC)

    for standing in random_standings(300):
        view = everything_seen(standing)
        assert all(public[moment] <= view[moment] for moment in MOMENTS), standing


def test_whoever_may_not_know_of_a_paper_knows_nothing_about_it() -> None:
    harmless = {Fact.PC_ROSTER, Fact.BID_OWN}

    for standing in random_standings(400):
        for moment, facts in everything_seen(standing).items():
            assert Fact.EXISTENCE in facts or facts <= harmless, (standing, moment)
