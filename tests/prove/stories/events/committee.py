"""Bids, loads, plans, assignments, invitations."""

from typing import Any

from reviews.assignment.actions import apply_plan, assign, compute, make_plan, unassign
from reviews.assignment.options import Options
from reviews.bidding.actions import place_bid
from reviews.committee.actions import change_service, invite
from reviews.committee.answering import accept
from reviews.committee.parsing import Candidate
from reviews.late.actions import ask_outside, stop_serving
from reviews.models import AssignmentPlan
from reviews.reviewing.actions import decline, step_back
from reviews.visibility.facts import Fact
from tests.prove.secrets.secret import CHAIRS
from tests.prove.stories.events.event import BIDS, OPEN, PLAN, TALK, event
from tests.prove.worlds import World
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message, MessageState
from want.venues.models import Membership, Role

STRANGER = Candidate("greta@guest.example", "Greta Guest")


def member(world: World, name: str) -> Membership:
    return Membership.objects.get(edition=world.edition, user=world.people[name])


def given_to(world: World, name: str) -> None:
    """Let another chair give the paper to somebody."""
    assign(world.paper, world.people[name], by=world.people["second_chair"])


def given_to_the_bidder(world: World) -> None:
    given_to(world, "bidder")


@event(
    "the paper is given to this reviewer or another",
    f"{PLAN} {OPEN} {TALK}",
    Fact.REVIEWER_IDENTITY,
    other=given_to_the_bidder,
)
def given_to_the_listed(world: World) -> None:
    given_to(world, "listed")


@event(
    "the paper is given to one reviewer more or not",
    f"{PLAN} {OPEN} {TALK}",
    Fact.REVIEWER_IDENTITY,
    Fact.REVIEW_COUNT_PROGRESS,
    scene="more",
)
def given_to_one_more(world: World) -> None:
    given_to(world, "bidder")


@event(
    "the area chair is taken off or not",
    f"{PLAN} {OPEN} {TALK}",
    Fact.AC_IDENTITY,
    but=("ac_assigned",),
    scene="fewer",
)
def without_area_chair(world: World) -> None:
    unassign(world.assignments["ac_assigned"], reason="Has fallen ill.", by=world.people["second_chair"])


@event(
    "a reviewer is taken off or not",
    PLAN,
    Fact.REVIEWER_IDENTITY,
    Fact.REVIEW_COUNT_PROGRESS,
    scene="fewer",
)
def taken_off(world: World) -> None:
    unassign(world.assignments["other_open"], reason="Has fallen ill.", by=world.people["second_chair"])


@event(
    "a reviewer hands the paper back or not", OPEN, Fact.REVIEWER_IDENTITY, Fact.REVIEW_COUNT_PROGRESS, scene="fewer"
)
def handed_back(world: World) -> None:
    decline(world.assignments["other_open"], reason="No time.", by=world.people["other_open"])


@event(
    "a reviewer turns out to be in conflict or not",
    TALK,
    Fact.REVIEWER_IDENTITY,
    Fact.DECLARED_CONFLICTS,
    Fact.REVIEW_COUNT_PROGRESS,
    scene="fewer",
)
def stepped_back(world: World) -> None:
    step_back(world.assignments["other_open"], because="My student's paper.", by=world.people["other_open"])


def drops_out(world: World) -> None:
    """Let somebody drop out whom all chairs know to serve."""
    stop_serving(member(world, "bidder"), reason="Is ill.", by=world.people["bidder"])


@event(
    "who drops out had the paper or not",
    f"{OPEN} {TALK}",
    Fact.REVIEWER_IDENTITY,
    Fact.REVIEW_COUNT_PROGRESS,
    then=drops_out,
    scene="fewer",
)
def given_to_who_drops_out(world: World) -> None:
    given_to_the_bidder(world)


def letter_arrives(world: World, **came: Any) -> None:
    """Let the letter about the new assignment be sent."""
    given_to_the_listed(world)
    letters = Message.objects.filter(to=world.people["listed"].email, submission_id=world.paper.pk)
    assert letters.update(**(came or {"state": MessageState.SENT, "sent_at": clock.now()})) == 1


@event(
    "a letter to a reviewer of the paper arrives or fails",
    f"{PLAN} {OPEN}",
    Fact.EMAIL_LOG,
    other=letter_arrives,
    scene="more",
)
def letter_fails(world: World) -> None:
    letter_arrives(world, state=MessageState.FAILED, last_error="550 no such user")


@event("another bids or not", BIDS, Fact.BIDS_OTHERS)
def another_bid(world: World) -> None:
    place_bid(world.paper, "eager", by=world.people["listed"])


@event(
    "another's bid becomes eager or unwilling",
    BIDS,
    Fact.BIDS_OTHERS,
    other=lambda world: place_bid(world.paper, "not_willing", by=world.people["bidder"]),
)
def bid_changes(world: World) -> None:
    place_bid(world.paper, "eager", by=world.people["bidder"])


@event("a member takes fewer papers or not", f"{BIDS} {PLAN} {OPEN} {TALK}", but=(*CHAIRS, "site_admin"))
def smaller_load(world: World) -> None:
    bidder = member(world, "bidder")
    topics = list(bidder.topics.all())
    change_service(bidder, max_load=3, topics=topics, is_listed=bidder.is_listed, by=bidder.user)


def planned_with(world: World, name: str) -> AssignmentPlan:
    """Let another chair plan with somebody pinned to the paper."""
    chair, pair = world.people["second_chair"], (world.paper.pk, world.people[name].pk)
    plan = make_plan(world.edition, role=Role.REVIEWER, demand=5, by=chair, options=Options(pinned=(pair,)))
    compute(plan.pk)
    plan.refresh_from_db()
    proposed = set(plan.pairs.values_list("submission", "reviewer"))
    if pair not in proposed:
        raise Refused(f"The plan is not what it was made for: {plan.state}. {plan.why}")
    return plan


@event(
    "another chair's plan proposes this reviewer or another",
    PLAN,
    Fact.AFFINITY_SCORES,
    Fact.REVIEWER_IDENTITY,
    other=lambda world: planned_with(world, "bidder") and None,
    scene="planned",
)
def planned_with_the_listed(world: World) -> None:
    planned_with(world, "listed")


@event(
    "another chair's plan gives the paper to this reviewer or another",
    PLAN,
    Fact.AFFINITY_SCORES,
    Fact.REVIEWER_IDENTITY,
    scene="applied",
    other=lambda world: apply_plan(planned_with(world, "bidder"), by=world.people["second_chair"]) and None,
)
def plan_applied(world: World) -> None:
    apply_plan(planned_with(world, "listed"), by=world.people["second_chair"])


def invited(world: World) -> None:
    invite(world.edition, Role.REVIEWER, [STRANGER], by=world.people["second_chair"])


@event(
    "somebody is invited for this paper, or to the committee",
    f"{OPEN} {TALK}",
    Fact.REVIEW_COUNT_PROGRESS,
    other=invited,
)
def invited_for_the_paper(world: World) -> None:
    ask_outside(world.paper, STRANGER, by=world.people["second_chair"])


@event(
    "who was invited for this paper says yes or not",
    f"{OPEN} {TALK}",
    Fact.REVIEW_COUNT_PROGRESS,
    but=(*CHAIRS, "site_admin"),
    other=invited_for_the_paper,
    scene="more",
)
def invitation_accepted(world: World) -> None:
    invitation = ask_outside(world.paper, STRANGER, by=world.people["second_chair"])
    accept(invitation, name=STRANGER.name)
