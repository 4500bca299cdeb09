"""The tables of the reading side, one noun a file."""

from reviews.models.assignment import Assignment, AssignmentPlan, PlannedPair
from reviews.models.bid import Bid
from reviews.models.comment import Comment
from reviews.models.decision import Decision, MetaReview
from reviews.models.glass import GlassSession
from reviews.models.invitation import Invitation
from reviews.models.rebuttal import Rebuttal
from reviews.models.release import ReleaseRequest
from reviews.models.review import Review, ReviewDraft, ReviewVersion

__all__ = [
    "Assignment",
    "AssignmentPlan",
    "Bid",
    "Comment",
    "Decision",
    "GlassSession",
    "Invitation",
    "MetaReview",
    "PlannedPair",
    "Rebuttal",
    "ReleaseRequest",
    "Review",
    "ReviewDraft",
    "ReviewVersion",
]
