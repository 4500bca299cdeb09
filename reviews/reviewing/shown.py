"""The reviews of a paper as one viewer may read them: the only place where review rows become something to show.

The pages of a paper, of its author response and of its meta-review all show what `reviews_shown` returns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from reviews.models import Assignment, Review, ReviewVersion
from reviews.models.review import CONFIDENCE, OVERALL, QUALITY, ReviewContent
from reviews.visibility.facts import Fact
from reviews.visibility.standing import Seen, Viewer
from submissions.models import Submission
from want.venues.models import Role
from want.venues.stages import Stage

# Field, what it is called, and what its values mean; the order in which they are shown.
SCALES: tuple[tuple[str, str, dict[int, str]], ...] = (
    ("overall", "Overall", dict(OVERALL)),
    ("confidence", "Confidence", dict(CONFIDENCE)),
    ("soundness", "Soundness", dict(QUALITY)),
    ("presentation", "Presentation", dict(QUALITY)),
    ("contribution", "Contribution", dict(QUALITY)),
)
TEXTS = (("strengths", "Strengths"), ("weaknesses", "Weaknesses"), ("questions", "Questions"))
ANYTHING_OF_A_REVIEW = (
    Fact.REVIEW_TEXT_OWN,
    Fact.REVIEW_TEXT_OTHERS,
    Fact.REVIEW_COUNT_PROGRESS,
    Fact.REVIEWER_IDENTITY,
)


@dataclass(frozen=True, slots=True)
class Score:
    """A number with what it means; `was` is the one given before the author response, where it has changed."""

    label: str
    value: int
    best: int
    meaning: str
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One part of a review; `was` is what stood there before the author response, where it has changed."""

    label: str
    text: str
    was: str | None = None


@dataclass(frozen=True, slots=True)
class ShownReview:
    """One review. What the viewer may not see is empty."""

    signature: str
    anchor: str
    is_own: bool
    scores: tuple[Score, ...]
    texts: tuple[Text, ...]
    confidential: str = ""
    reviewer: str = ""
    affiliation: str = ""
    email: str = ""
    submitted_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def has_changed(self) -> bool:
        """Tell whether the review was revised after the author response and the viewer may know."""
        return any(part.was is not None for part in (*self.scores, *self.texts))


@dataclass(frozen=True, slots=True)
class Awaited:
    """A review that is still to come; the name and address only for those who may know them."""

    signature: str
    reviewer: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ShownReviews:
    """All reviews of a paper for one viewer, with how many are in and how the scores lie where that may be seen."""

    reviews: tuple[ShownReview, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    are_in: int | None = None
    are_due: int | None = None
    overall: tuple[int, ...] | None = None  # None: not for this viewer

    def __bool__(self) -> bool:
        return bool(self.reviews)


def reviews_shown(submission: Submission, seen: Seen, viewer: Viewer) -> ShownReviews:
    """Return the reviews of the paper that the viewer may read now, in the order of their pseudonyms.

    Authors read what stood when their response began, until decisions are released; the committee reads the latest.
    """
    if not any(seen.may(fact) for fact in ANYTHING_OF_A_REVIEW):
        return ShownReviews()
    assignments = sorted(_assignments(submission, seen, viewer), key=_in_order_of_pseudonyms)
    before = _before_the_response(submission, seen)
    written = [(a, _content(a, seen, before)) for a in assignments]
    shown = [
        _shown(a, content, seen, is_own=a.reviewer_id == viewer.pk, before=before.get(a.pk))
        for a, content in written
        if content is not None and _may_read(a, seen, viewer)
    ]
    counts = seen.may(Fact.REVIEW_COUNT_PROGRESS)
    aggregates = seen.may(Fact.SCORE_AGGREGATES)
    return ShownReviews(
        reviews=tuple(shown),
        awaited=tuple(_awaited(assignments, seen)) if seen.may(Fact.REVIEWER_IDENTITY) else (),
        are_in=sum(content is not None for _, content in written) if counts else None,
        are_due=len(assignments) if counts else None,
        overall=tuple(content.overall for _, content in written if content) if aggregates else None,
    )


def _assignments(submission: Submission, seen: Seen, viewer: Viewer) -> "QuerySet[Assignment]":
    """Fetch no row that the viewer may not know of: not those without a review, nor those of others' reviews."""
    names = ["reviewer"] if seen.may(Fact.REVIEWER_IDENTITY) else []
    rows = submission.assignments.current().filter(role=Role.REVIEWER)
    if not (names or seen.may(Fact.REVIEW_COUNT_PROGRESS)):
        rows = rows.exclude(review=None)
        if not (seen.may(Fact.REVIEW_TEXT_OTHERS) or seen.may(Fact.SCORE_AGGREGATES)):
            rows = rows.filter(reviewer=viewer.pk)
    return rows.select_related("review", *names)


def _in_order_of_pseudonyms(assignment: Assignment) -> tuple[int, str]:
    return len(assignment.pseudonym), assignment.pseudonym  # 2 before 10


def _before_the_response(submission: Submission, seen: Seen) -> dict[int, ReviewVersion]:
    """Return, by assignment, the version of each review that the authors are asked to answer.

    It is the one that stood when the response opened; of a late review the first, if it came while they could answer.
    """
    response = seen.moment.calendar.windows.get(Stage.REBUTTAL)
    if response is None or seen.moment.at < response.opens_at:
        return {}
    if not (seen.standing.is_author or seen.may(Fact.REVIEW_EDITS_AFTER_REBUTTAL)):
        return {}
    until = response.closes_at + response.grace
    versions = ReviewVersion.objects.filter(review__assignment__submission=submission, at__lt=until)
    answered: dict[int, ReviewVersion] = {}
    for version in versions.select_related("review").order_by("number"):
        key = version.review.assignment_id
        if key not in answered or version.at < response.opens_at:
            answered[key] = version
    return answered


def _content(assignment: Assignment, seen: Seen, before: dict[int, ReviewVersion]) -> ReviewContent | None:
    if _reads_frozen(seen):
        return before.get(assignment.pk)
    return _review_of(assignment)


def _reads_frozen(seen: Seen) -> bool:
    return (
        seen.standing.is_author
        and Stage.REBUTTAL in seen.moment.calendar.windows
        and not seen.may(Fact.REVIEW_EDITS_AFTER_REBUTTAL)
    )


def _review_of(assignment: Assignment) -> Review | None:
    return getattr(assignment, "review", None)


def _may_read(assignment: Assignment, seen: Seen, viewer: Viewer) -> bool:
    is_own = assignment.reviewer_id == viewer.pk
    return seen.may(Fact.REVIEW_TEXT_OWN if is_own else Fact.REVIEW_TEXT_OTHERS)


def _shown(
    assignment: Assignment, content: ReviewContent, seen: Seen, *, is_own: bool, before: ReviewVersion | None
) -> ShownReview:
    was = before if seen.may(Fact.REVIEW_EDITS_AFTER_REBUTTAL) else None
    named = seen.may(Fact.REVIEWER_IDENTITY)
    timed = _review_of(assignment) if is_own or seen.may(Fact.REVIEW_TIMESTAMPS) else None
    return ShownReview(
        signature=assignment.pseudonym,
        anchor=assignment.pseudonym.lower().replace(" ", "-"),
        is_own=is_own,
        scores=tuple(_scores(content, was)) if is_own or seen.may(Fact.REVIEW_SCORES) else (),
        texts=tuple(_texts(content, was)),
        confidential=content.confidential if is_own or seen.may(Fact.CONFIDENTIAL_COMMENTS) else "",
        reviewer=assignment.reviewer.name if named else "",
        affiliation=assignment.reviewer.affiliation if named else "",
        email=assignment.reviewer.email if named and seen.may(Fact.REVIEWER_EMAILS) else "",
        submitted_at=timed.submitted_at if timed else None,
        updated_at=timed.updated_at if timed else None,
    )


def _scores(content: ReviewContent, was: ReviewVersion | None) -> Iterable[Score]:
    for field, label, meanings in SCALES:
        value = getattr(content, field)
        if value is None:
            continue  # imported from a system that did not ask for it
        words = meanings.get(value, "").partition(": ")[2]
        yield Score(label, value, max(meanings), words, _earlier(field, value, was))


def _texts(content: ReviewContent, was: ReviewVersion | None) -> Iterable[Text]:
    for field, label in TEXTS:
        text = getattr(content, field)
        earlier = _earlier(field, text, was)
        if text or earlier:
            yield Text(label, text, earlier)


def _earlier(field: str, value: Any, was: ReviewVersion | None) -> Any:
    earlier = value if was is None else getattr(was, field)
    return None if earlier == value else earlier


def _awaited(assignments: Sequence[Assignment], seen: Seen) -> Iterable[Awaited]:
    for assignment in assignments:
        if _review_of(assignment) is None:
            email = assignment.reviewer.email if seen.may(Fact.REVIEWER_EMAILS) else ""
            yield Awaited(assignment.pseudonym, assignment.reviewer.name, email)
