"""Every act with an effect that must not happen twice, and how somebody does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from reviews.models import Assignment, Decision
from submissions.models import CameraReady, Submission
from submissions.models.manuscript import Kind
from tests import cast
from tests.access.world import World, keep_file
from want.core import clock
from want.venues.stages import Stage


@dataclass(frozen=True, slots=True)
class Click:
    """A person opens a page, fills in a form and presses a button; `changed` tables must have changed by it."""

    name: str  # of the page's URL
    stage: Stage
    person: str
    button: str  # or how it begins
    changed: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)
    before: Callable[[World], Any] = lambda _: None
    preview: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.button}"


def make_draft(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(status="draft", submitted_at=None)


def decide_all(world: World) -> None:
    for paper in Submission.objects.exclude(pk=world.paper.pk):
        Decision.objects.create(submission=paper, outcome="reject", decided_by=world.people["chair"])


def assign_other(world: World) -> None:
    cast.assign(world.paper, world.people["other_reviewer"])


def in_need(world: World) -> None:
    type(world.edition).objects.filter(pk=world.edition.pk).update(assigned_at=cast.at(36), reviews_per_paper=1)
    cast.declare(world.paper, world.people["reviewer"])


def unassigned(world: World) -> None:
    Assignment.objects.all().delete()


def age_invitations(world: World) -> None:
    world.edition.invitations.update(written_at=clock.now() - timedelta(days=3))


def age_memberships(world: World) -> None:
    world.edition.memberships.update(since=clock.now() - timedelta(days=3))


def final_file(world: World) -> None:
    keep_file(world.paper, Kind.CAMERA_READY)
    CameraReady.objects.create(
        submission=world.paper, title="T", abstract="A", consents=True, submitted_by=world.people["author"]
    )


MAIL, LOG = "mail_message", "audit_entry"
PAPER = "submissions_submission"

CLICKS = [
    Click("submissions:start", Stage.SUBMISSION, "newcomer", "Save as draft", (PAPER, LOG), {"title": "Mine"}),
    Click("submissions:edit", Stage.SUBMISSION, "author", "Submit the paper", (PAPER, LOG, MAIL), before=make_draft),
    Click("submissions:edit", Stage.SUBMISSION, "author", "Save changes", (PAPER, LOG), {"title": "Another title"}),
    Click("submissions:withdraw", Stage.REVIEWING, "author", "Withdraw", (PAPER, LOG, MAIL), {"reason": "Broken."}),
    Click("submissions:delete", Stage.SUBMISSION, "author", "Delete", (PAPER, LOG, MAIL), before=make_draft),
    Click(
        "reviewing:review",
        Stage.REVIEWING,
        "reviewer",
        "Submit the revision",
        ("reviews_review", "reviews_reviewversion", LOG),
        {"strengths": "Much clearer."},
    ),
    Click(
        "reviewing:decline",
        Stage.REVIEWING,
        "other_reviewer",
        "Hand the paper back",
        ("reviews_assignment", LOG, MAIL),
        {"reason": "No time."},
        before=assign_other,
    ),
    Click("rebuttal:write", Stage.REBUTTAL, "author", "Save", ("reviews_rebuttal", LOG), {"text": "We did that."}),
    Click("papers:page", Stage.DISCUSSION, "reviewer", "Post", ("reviews_comment", LOG, MAIL), {"text": "Hm."}),
    Click("metareview:write", Stage.DISCUSSION, "area_chair", "Save", ("reviews_metareview", LOG), {"text": "Fine."}),
    Click("bidding:home", Stage.BIDDING, "reviewer", "Save the bids", ("reviews_bid", LOG), {"bid-CODE": "eager"}),
    Click(
        "desk:invite",
        Stage.SUBMISSION,
        "chair",
        "Send 2 invitations",
        ("reviews_invitation", LOG, MAIL),
        {"people": "zoe@zoo.example\nyan@zoo.example", "role": "reviewer"},
        preview="Show what will happen",
    ),
    Click(
        "desk:remind",
        Stage.SUBMISSION,
        "chair",
        "Send 1 reminder",
        ("reviews_invitation", LOG, MAIL),
        before=age_invitations,
    ),
    Click(
        "desk:remind_unready",
        Stage.SUBMISSION,
        "chair",
        "Send 3 reminders",
        ("venues_membership", LOG, MAIL),
        before=age_memberships,
    ),
    Click("committee:answer", Stage.SUBMISSION, "anonymous", "I will serve", (LOG, MAIL), {"name": "Ivo Invited"}),
    Click("desk:decision", Stage.DECIDING, "chair", "Save the decision", ("reviews_decision", LOG), {"note": "Well."}),
    Click(
        "desk:decisions",
        Stage.DECIDING,
        "chair",
        "Save decisions",
        ("reviews_decision", LOG),
        {"outcome-CODE": "oral"},
    ),
    Click(
        "desk:release",
        Stage.DECIDING,
        "chair",
        "Release",
        ("reviews_decision", PAPER, LOG, MAIL),
        {"has_looked": "ticked"},
        before=decide_all,
    ),
    Click("desk:assignment", Stage.ASSIGNMENT, "chair", "", ("reviews_assignmentplan", LOG)),
    Click("desk:plan_apply", Stage.REVIEWING, "chair", "Assign, and tell", ("reviews_assignment", LOG, MAIL)),
    Click(
        "desk:late",
        Stage.REVIEWING,
        "chair",
        "Replace",
        ("reviews_assignment", LOG, MAIL),
        before=in_need,
    ),
    Click(
        "desk:late_outside",
        Stage.REVIEWING,
        "chair",
        "Send the invitation",
        ("reviews_invitation", "reviews_lateask", LOG, MAIL),
        {"name": "Zoe Zoo", "email": "zoe@zoo.example"},
        preview="Show the letter",
    ),
    Click(
        "desk:drop_out",
        Stage.REVIEWING,
        "chair",
        "Take the papers back",
        ("venues_membership", LOG, MAIL),
        {"reason": "They wrote to us."},
    ),
    Click(
        "late:stop",
        Stage.REVIEWING,
        "other_reviewer",
        "Give all",
        ("reviews_assignment", "venues_membership", LOG, MAIL),
        {"reviewer-reason": "Ill."},
        before=assign_other,
    ),
    Click(
        "desk:publish_confirm", Stage.CAMERA_READY, "chair", "Publish", ("venues_edition", LOG), {"is_sure": "ticked"}
    ),
    Click("desk:archive", Stage.PUBLISHED, "chair", "Put", ("venues_edition", LOG), {"is_sure": "ticked"}),
    Click("desk:archive", Stage.ARCHIVED, "chair", "Take", ("venues_edition", LOG), {"is_sure": "ticked"}),
    Click("desk:remind_reviewers", Stage.REVIEWING, "chair", "Send", (LOG, MAIL), before=assign_other),
    Click("desk:remind_authors", Stage.CAMERA_READY, "chair", "Send", (LOG, MAIL)),
    Click(
        "camera_ready:hand_in",
        Stage.CAMERA_READY,
        "author",
        "Replace the final version",
        ("submissions_cameraready", LOG, MAIL),
        {"title": "The final title"},
        before=final_file,
    ),
    Click(
        "desk:desk_reject",
        Stage.CHECKS,
        "chair",
        "Reject and tell",
        (PAPER, LOG, MAIL),
        {"reason": "Too long."},
        preview="Show the letter",
    ),
    Click(
        "desk:extend",
        Stage.SUBMISSION,
        "chair",
        "Extend and tell",
        ("venues_stagewindow", LOG, MAIL),
        {"closes_at": "2024-05-28T06:00"},
        preview="Show who will be told",
    ),
    Click("desk:settings", Stage.REVIEWING, "chair", "Save settings", ("venues_edition", LOG), {"tagline": "New."}),
    Click("desk:dates", Stage.SUBMISSION, "chair", "Set", (LOG,), {"submission_closes": "2024-05-28T01:00"}),
    Click("desk:list", Stage.REVIEWING, "chair", "Save the list", ("venues_topic", LOG), {"form-3-name": "A new one"}),
    Click("desk:opening", Stage.SUBMISSION, "chair", "Keep", ("venues_mailtemplate", LOG), {"body": "Come: {link}\n"}),
    Click(
        "conflicts:own",
        Stage.REVIEWING,
        "reviewer",
        "Save",
        ("submissions_personalconflict", LOG),
        {"adviser": "Ada Lovelace <ada@away.example>"},
    ),
    Click("profile", Stage.REVIEWING, "author", "Save", ("accounts_user",), {"affiliation": "Elsewhere"}),
    Click(
        "desk:member_service", Stage.SUBMISSION, "chair", "Save", ("venues_membership", LOG, MAIL), {"max_load": "9"}
    ),
    Click(
        "committee:profile",
        Stage.SUBMISSION,
        "reviewer",
        "Save",
        ("venues_membership", LOG),
        {"reviewer-max_load": "9"},
    ),
]
