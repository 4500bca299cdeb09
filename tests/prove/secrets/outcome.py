"""What follows the reviews, up to the final version."""

from reviews.models import Comment, Decision, MetaReview, Rebuttal
from reviews.visibility.facts import Fact
from submissions.models import CameraReady, Manuscript, Submission
from tests import cast
from tests.prove.secrets.secret import TALK, secret
from tests.prove.worlds import World


@secret("the authors have answered or not", f"{TALK} rebuttal-submitted", Fact.REBUTTAL)
def without_response(world: World) -> None:
    Rebuttal.objects.all().delete()


@secret("somebody has commented or not", f"{TALK} deciding-submitted", Fact.DISCUSSION)
def without_comments(world: World) -> None:
    Comment.objects.all().delete()


@secret("a comment says this or that", TALK, Fact.DISCUSSION)
def other_comment(world: World) -> None:
    Comment.objects.update(text="Something else altogether.")


@secret("a meta-review is there or not", f"{TALK} deciding-submitted", Fact.META_REVIEW)
def without_meta_review(world: World) -> None:
    MetaReview.objects.all().delete()


@secret("a meta-review recommends this or that", f"{TALK} deciding-submitted", Fact.META_REVIEW)
def other_recommendation(world: World) -> None:
    MetaReview.objects.update(recommendation="reject", text="All in all, no.")


@secret("a decision is prepared or not", f"{TALK} deciding-submitted", Fact.DECISION_BEFORE_RELEASE)
def without_decision(world: World) -> None:
    Decision.objects.filter(submission=world.paper).delete()


@secret("accept or reject is prepared", f"{TALK} deciding-submitted", Fact.DECISION_BEFORE_RELEASE)
def prepared_rejection(world: World) -> None:
    Decision.objects.filter(submission=world.paper).update(outcome="reject", note="Sorry.")


@secret("what the chairs write to the authors", "released-accepted released-rejected", Fact.DECISION_AFTER_RELEASE)
def other_note(world: World) -> None:
    Decision.objects.filter(submission=world.paper).update(note="In other words.")


@secret("the paper was accepted or rejected", "released-accepted", Fact.DECISION_AFTER_RELEASE)
def rejected_instead(world: World) -> None:
    Decision.objects.filter(submission=world.paper).update(outcome="reject")
    Submission.objects.filter(pk=world.paper.pk).update(status="rejected", presentation="")


@secret("the final version is in or not", "camera_ready-accepted", Fact.CAMERA_READY_FILES)
def without_final_version(world: World) -> None:
    CameraReady.objects.all().delete()
    Manuscript.objects.filter(kind="camera_ready").delete()


@secret("the paper is under review or withdrawn", "submission-submitted checks-submitted", Fact.EXISTENCE)
def withdrawn_instead(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(
        status="withdrawn", withdrawn_at=cast.at(9), withdrawn_early=True, withdrawal_reason="We found a fault."
    )


@secret("the paper was turned away or not", "checks-submitted", Fact.DECISION_AFTER_RELEASE, Fact.EXISTENCE)
def turned_away(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(status="desk_rejected", withdrawn_at=None, withdrawal_reason="")
