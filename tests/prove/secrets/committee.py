"""Bids, plans, assignments, invitations."""

from reviews.models import AssignmentPlan, Bid, Invitation, PlannedAlternate, PlannedPair
from reviews.visibility.facts import Fact
from tests import cast
from tests.prove.secrets.secret import BIDS, CHAIRS, PLAN, TALK, secret
from tests.prove.worlds import World
from want.venues.models import Membership, Role


@secret("another's bid is eager or not", f"{TALK} {BIDS} {PLAN}", Fact.BIDS_OTHERS)
def other_bid(world: World) -> None:
    Bid.objects.filter(submission=world.paper, user=world.people["bidder"]).update(value="not_willing")


@secret("another's bid is there or not", f"{TALK} {BIDS} {PLAN}", Fact.BIDS_OTHERS)
def without_bid(world: World) -> None:
    Bid.objects.filter(submission=world.paper, user=world.people["bidder"]).delete()


@secret("how well a reviewer matches", f"{PLAN} {TALK}", Fact.AFFINITY_SCORES)
def other_score(world: World) -> None:
    PlannedPair.objects.filter(submission=world.paper).update(score=0.11, because="Quite another reason.")


@secret("a plan proposes this reviewer or another", f"{PLAN} {TALK}", Fact.AFFINITY_SCORES)
def other_pair(world: World) -> None:
    PlannedPair.objects.filter(submission=world.paper).update(reviewer=world.people["other_open"])


@secret("somebody stands by for a paper of a plan or not", f"{PLAN} {TALK}", Fact.AFFINITY_SCORES)
def without_alternate(world: World) -> None:
    PlannedAlternate.objects.filter(submission=world.paper).delete()


@secret("a plan of assignments exists or not", PLAN, Fact.AFFINITY_SCORES, but=CHAIRS)
def without_plan(world: World) -> None:
    AssignmentPlan.objects.all().delete()


@secret("a reviewer is this or another", f"{TALK} {PLAN} released-accepted", Fact.REVIEWER_IDENTITY)
def other_reviewer(world: World) -> None:
    world.paper.assignments.filter(reviewer=world.people["other_done"]).update(reviewer=world.people["bidder"])


@secret("there is one reviewer more or not", f"{TALK} {PLAN}", Fact.REVIEWER_IDENTITY, Fact.REVIEW_COUNT_PROGRESS)
def without_reviewer(world: World) -> None:
    world.paper.assignments.filter(reviewer=world.people["other_open"]).delete()


@secret("a reviewer was taken off or never was", TALK, Fact.REVIEWER_IDENTITY, but=("reviewer_removed",))
def without_removed(world: World) -> None:
    world.paper.assignments.exclude(removed_at=None).delete()


@secret(
    "the area chair is this or another", f"{TALK} {PLAN} released-accepted", Fact.AC_IDENTITY, but=("ac_unassigned",)
)
def other_area_chair(world: World) -> None:
    world.paper.assignments.filter(role=Role.AREA_CHAIR).update(reviewer=world.people["ac_unassigned"])


@secret("somebody's load", f"{TALK} {PLAN} {BIDS}", but=(*CHAIRS, "reviewer_unassigned"))
def other_load(world: World) -> None:
    Membership.objects.filter(user=world.people["bidder"]).update(max_load=1)


@secret("somebody's topics", f"{TALK} {BIDS}", but=CHAIRS)
def other_topics(world: World) -> None:
    Membership.objects.get(user=world.people["bidder"]).topics.clear()


@secret("an invitation is open, or was declined", f"{TALK} {BIDS}", but=(*CHAIRS, "reviewer_invited"))
def declined_invitation(world: World) -> None:
    Invitation.objects.filter(state="pending").update(state="declined", answered_at=cast.at(33))


@secret("somebody was invited or not", f"{TALK} {BIDS}", but=(*CHAIRS, "reviewer_invited"))
def without_invitation(world: World) -> None:
    Invitation.objects.filter(state="pending").delete()
