"""What stands on a reviewer's desk: one paper, the last words written about it, and until when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from reviews.models import Assignment
from reviews.reviewing.content import Content, latest
from reviews.reviewing.rules import may_decline, may_write
from reviews.reviewing.shown import SCALES
from reviews.visibility.doors import Opened
from reviews.visibility.facts import Fact
from want.core.verdict import Verdict
from want.venues.stages import Stage

LABELS = {field: label for field, label, _ in SCALES} | {
    "strengths": "Strengths",
    "weaknesses": "Weaknesses",
    "questions": "Questions",
    "confidential": "Confidential remarks",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One paper before its reviewer. `content` is the draft, or the review as submitted when there is none."""

    pseudonym: str
    number: int
    title: str
    abstract: str
    pdf_url: str
    page_url: str
    draft_url: str
    decline_url: str
    verdict: Verdict
    content: Content
    version: int
    saved_at: datetime | None
    submitted_at: datetime | None
    updated_at: datetime | None
    closes_at: datetime | None
    in_discussion: bool

    @property
    def is_in(self) -> bool:
        """Tell whether a review is submitted."""
        return self.submitted_at is not None


def desk_for(paper: Opened, assignment: Assignment) -> Desk:
    """Return the desk of the assignment's reviewer, who has been let in to the paper."""
    submission, seen, moment = paper.submission, paper.seen, paper.moment
    draft, review = getattr(assignment, "draft", None), getattr(assignment, "review", None)
    address = [paper.edition.slug, submission.code]
    in_discussion = moment.stage is Stage.DISCUSSION and review is not None
    return Desk(
        pseudonym=assignment.pseudonym,
        number=submission.number,
        title=submission.title,
        abstract=submission.abstract,
        pdf_url=reverse("papers:pdf", args=address) if seen.may(Fact.PDF) else "",
        page_url=reverse("papers:page", args=address),
        draft_url=reverse("reviewing:draft", args=address),
        decline_url=reverse("reviewing:decline", args=address) if may_decline(seen.case, moment) else "",
        verdict=may_write(seen.case, moment),
        content=latest(draft, review),
        version=draft.version if draft else 0,
        saved_at=draft.saved_at if draft and draft.content else None,
        submitted_at=review.submitted_at if review else None,
        updated_at=review.updated_at if review else None,
        closes_at=moment.closes_at(Stage.DISCUSSION if in_discussion else Stage.REVIEWING),
        in_discussion=in_discussion,
    )


def differences(typed: Content, theirs: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return, with its label, what is stored otherwise than it was typed."""
    return [(LABELS[field], theirs.get(field, "")) for field in LABELS if typed.get(field, "") != theirs.get(field, "")]
