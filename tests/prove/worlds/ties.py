"""Who is tied to the paper, bids on it and gets it, and what the office keeps of it."""

from reviews.models import Assignment, AssignmentPlan, Bid, PlannedAlternate, PlannedPair
from reviews.visibility.facts import Fact
from submissions.models import Conflict, NamedConflict, PersonalConflict, Submission
from submissions.states import Status
from tests import cast
from tests.prove.worlds.world import CONFLICTED, REVIEWERS, World, takes_part
from want.audit.actions import record
from want.mail.models import Message, MessageState
from want.venues.models import Role


def tie(world: World) -> None:
    for name in CONFLICTED:
        Conflict.objects.create(
            submission=world.paper,
            user=world.people[name],
            reason="declared",
            because=f"They share {world.word(Fact.DECLARED_CONFLICTS, f'conflict of {name}')}.",
            declared_by=world.people["author_contact"],
        )

    because = world.word(Fact.DECLARED_CONFLICTS, "reason that the authors give")
    about = world.word(Fact.DECLARED_CONFLICTS, "address that the authors name")
    NamedConflict.objects.create(submission=world.paper, about=f"{about}@college.example", because=because)
    PersonalConflict.objects.create(user=world.people["bidder"], kind="adviser", name="Somebody of Long Ago")


def keep_office(world: World) -> None:
    """Write a line of the log and a letter about the paper."""
    writer = world.people["author_contact"]
    record(
        "submission.submitted",
        by=writer,
        edition=world.edition.slug,
        submission_id=world.paper.pk,
        remark=world.word(Fact.AUDIT_LOG, "remark in the log"),
    )
    Message.objects.create(
        key="about-the-subject",
        to=writer.email,
        subject=f"About {world.word(Fact.EMAIL_LOG, 'subject of a letter')}",
        body=f"Dear author, {world.word(Fact.EMAIL_LOG, 'body of a letter')}.",
        edition=world.edition.slug,
        submission_id=world.paper.pk,
        state=MessageState.SENT,
        sent_at=cast.at(13),
        created_at=cast.at(13),
    )


def bid(world: World) -> None:
    for name, value in (("reviewer_unassigned", "eager"), ("bidder", "willing"), ("ac_unassigned", "willing")):
        Bid.objects.create(submission=world.paper, user=world.people[name], value=value, placed_at=cast.at(34.2))
    for name in ("reviewer_unassigned", "ac_unassigned"):
        value = "eager" if name == "reviewer_unassigned" else "willing"
        chosen = rf'name="bid-{world.paper.code}"[^>]*value="{value}"[^>]*checked'
        kept = rf'id="own-{world.paper.code}" class="bid-{value}"'
        for where, pattern in (("", chosen), (", to read", kept)):
            world.canaries.pattern(Fact.BIDS_OTHERS, f"bid of {name}{where}", pattern, owner=name, own=Fact.BID_OWN)
    for name in ("listed", "reviewer_author", "chair_author", "chair_conflicted"):
        Bid.objects.create(submission=world.papers["neighbour"], user=world.people[name], value="in_a_pinch")
    if world.setting.status is not Status.SUBMITTED:
        return
    plan = AssignmentPlan.objects.create(
        edition=world.edition,
        state="ready",
        demand=2,
        total=1.2,
        upper_bound=1.2,
        created_by=world.people["second_chair"],
    )
    because = world.word(Fact.AFFINITY_SCORES, "why a reviewer matches")
    bidder, listed = world.people["bidder"], world.people["listed"]
    PlannedPair.objects.create(plan=plan, submission=world.paper, reviewer=bidder, score=0.61, because=because)
    PlannedPair.objects.create(plan=plan, submission=world.papers["neighbour"], reviewer=listed, score=0.2)
    why = world.word(Fact.AFFINITY_SCORES, "why an alternate matches")
    PlannedAlternate.objects.create(
        plan=plan, submission=world.paper, reviewer=listed, place=1, score=0.33, because=why
    )


def assign_all(world: World) -> None:
    paper = world.paper
    names = [name for name in REVIEWERS if takes_part(world, name)]
    for place, name in enumerate(names):
        _assign(world, paper, name, Role.REVIEWER, f"Reviewer {7301 + place}")
    if "reviewer_removed" in world.assignments:
        Assignment.objects.filter(pk=world.assignments["reviewer_removed"].pk).update(
            removed_at=cast.at(38), removal_reason="Has left."
        )
    if "ac_assigned" in world.setting.rows:
        _assign(world, paper, "ac_assigned", Role.AREA_CHAIR, "Area chair 1")
    for name in ("listed", "reviewer_unassigned", "reviewer_author", "reviewer_conflicted"):
        Assignment.objects.create(
            submission=world.papers["second"],
            reviewer=world.people[name],
            role=Role.REVIEWER,
            pseudonym=f"Reviewer {world.papers['second'].assignments.count() + 1}",
            assigned_at=cast.at(36),
        )
    for name in ("reviewer_assigned_done", "other_done"):
        if name in world.assignments:
            world.canaries.pattern(
                Fact.REVIEW_COUNT_PROGRESS,
                f"pseudonym of {name}",
                rf"\b{world.assignments[name].pseudonym[9:]}\b",
                owner=name,
                own=None,
            )


def _assign(world: World, paper: Submission, name: str, role: Role, pseudonym: str) -> None:
    world.assignments[name] = Assignment.objects.create(
        submission=paper, reviewer=world.people[name], role=role, pseudonym=pseudonym, assigned_at=cast.at(35.2)
    )
