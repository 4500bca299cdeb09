"""The tables of the reading side, one noun a file."""

from reviews.models.assignment import Assignment, AssignmentPlan, PlannedAlternate, PlannedPair
from reviews.models.bid import Bid
from reviews.models.candidacy import Candidacy
from reviews.models.collusion import CollusionReport
from reviews.models.comment import Comment
from reviews.models.decision import Decision, MetaReview
from reviews.models.expertise import Absence, ExpertisePaper
from reviews.models.glass import GlassSession
from reviews.models.invitation import Invitation
from reviews.models.late import LateAsk
from reviews.models.matching import (
    BiddingLock,
    MatchFormula,
    TextBlock,
    TextRow,
    TextTable,
    TextTerms,
    TextVector,
    UploadedScore,
)
from reviews.models.rebuttal import Rebuttal
from reviews.models.release import ReleaseRequest
from reviews.models.review import Review, ReviewDraft, ReviewVersion

__all__ = [
    "Absence",
    "Assignment",
    "AssignmentPlan",
    "Bid",
    "BiddingLock",
    "Candidacy",
    "CollusionReport",
    "Comment",
    "Decision",
    "ExpertisePaper",
    "GlassSession",
    "Invitation",
    "LateAsk",
    "MatchFormula",
    "MetaReview",
    "PlannedAlternate",
    "PlannedPair",
    "Rebuttal",
    "ReleaseRequest",
    "Review",
    "ReviewDraft",
    "ReviewVersion",
    "TextBlock",
    "TextRow",
    "TextTable",
    "TextTerms",
    "TextVector",
    "UploadedScore",
]
