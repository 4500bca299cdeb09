"""Write a review: keep its draft, submit it, revise it; or hand the paper back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from reviews.bidding.rules import may_declare_conflict
from reviews.models import Assignment, Review, ReviewDraft, ReviewVersion
from reviews.reviewing.content import FIELDS, Content, cleaned, latest
from reviews.reviewing.notifications import letters_about_handing_back
from reviews.reviewing.rules import may_decline, may_write
from reviews.visibility.standing import Seen, see
from submissions.conflicts.actions import declare_conflict
from submissions.models import Submission
from want.accounts.models import User
from want.audit import actions as audit
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_stale
from want.mail.actions import enqueue


def save_draft(
    assignment: Assignment, content: Mapping[str, Any], *, seen_version: int | None, by: User
) -> ReviewDraft:
    """Keep what was typed, as typed; nobody but its writer reads it.

    `seen_version` is the version that the form was opened with (0: there was none). Raises EditedMeanwhile when
    something else was saved or submitted since, unless it is the very same text.
    """
    with transaction.atomic():
        seen = _begin(assignment, by)
        require(may_write(seen.case, seen.moment))
        draft = ReviewDraft.objects.filter(assignment=assignment).first()
        typed = cleaned(content)
        if draft is not None and draft.content == typed:
            return draft
        _refuse_stale(assignment, draft, seen_version)
        return _keep(assignment, draft, typed)


def submit_review(
    assignment: Assignment, answers: Mapping[str, Any], *, by: User, seen_version: int | None = None
) -> Review:
    """Hand the review in, or a revision of it; each time a version is kept, and the draft has served its purpose.

    A second click, with the very answers that are in already, changes nothing.
    """
    with transaction.atomic():
        seen = _begin(assignment, by)
        draft = ReviewDraft.objects.filter(assignment=assignment).first()
        if (same := _in_already(assignment, draft, answers)) is not None:
            return same
        require(may_write(seen.case, seen.moment))
        _refuse_stale(assignment, draft, seen_version)
        review = _write(assignment, {field: answers.get(field) for field in FIELDS})
        _keep(assignment, draft, {})
        audit.record(
            "review.submitted" if review.version == 1 else "review.revised",
            by=by,
            edition=assignment.submission.edition.slug,
            submission_id=assignment.submission_id,
            version=review.version,
        )
    return review


def decline(assignment: Assignment, *, reason: str, by: User) -> None:
    """Hand a paper back before reviewing it; those who look after it are told, so that they find somebody else."""
    with transaction.atomic():
        seen = _begin(assignment, by)
        require(may_decline(seen.case, seen.moment))
        _hand_back(assignment, reason, by, seen)


def step_back(assignment: Assignment, *, because: str, by: User) -> None:
    """Take the person off a paper with which they turn out to have a conflict of interest, and declare it.

    Holds for area chairs too, and for reviewers who have written already: their review does not count any more.
    """
    with transaction.atomic():
        seen = _begin(assignment, by)
        require(may_declare_conflict(seen.case, seen.moment))
        _hand_back(assignment, f"Conflict of interest: {because}", by, seen)
        declare_conflict(assignment.submission, by, because, by=by)


def _hand_back(assignment: Assignment, reason: str, by: User, seen: Seen) -> None:
    """End the assignment and tell those who look after the paper."""
    Assignment.objects.filter(pk=assignment.pk, removed_at=None).update(removed_at=clock.now(), removal_reason=reason)
    submission = assignment.submission
    audit.record("assignment.declined", by=by, edition=submission.edition.slug, submission_id=submission.pk)
    enqueue(letters_about_handing_back(assignment, reason, seen.moment))


def _begin(assignment: Assignment, by: User) -> Seen:
    """Lock the assignment, so that two tabs take turns, and return how its reviewer stands to the paper now."""
    rows = Assignment.objects.current().filter(pk=assignment.pk, reviewer=by)
    if not rows.order_by().select_for_update(no_key=True).values_list("pk", flat=True):
        raise Refused("You are not asked to review this paper.")
    submission: Submission = assignment.submission
    return see(by, submission, submission.edition.moment(clock.now()))


def _in_already(assignment: Assignment, draft: ReviewDraft | None, answers: Mapping[str, Any]) -> Review | None:
    """Return the submitted review if it says just this and nothing unsubmitted was typed since."""
    review = Review.objects.filter(assignment=assignment).first()
    if review is None or (draft is not None and draft.content):
        return None
    return review if all(getattr(review, field) == answers.get(field) for field in FIELDS) else None


def _refuse_stale(assignment: Assignment, draft: ReviewDraft | None, seen_version: int | None) -> None:
    present = draft.version if draft else 0
    if is_stale(seen_version, present):
        review = Review.objects.filter(assignment=assignment).first()
        raise EditedMeanwhile(latest(draft, review), version=present)


def _keep(assignment: Assignment, draft: ReviewDraft | None, content: Content) -> ReviewDraft:
    """Store the draft and count it; an empty one says that nothing is unsubmitted. The count never begins anew."""
    if draft is None:
        return ReviewDraft.objects.create(assignment=assignment, content=content, saved_at=clock.now())
    draft.content, draft.saved_at, draft.version = content, clock.now(), draft.version + 1
    draft.save(update_fields=["content", "saved_at", "version"])
    return draft


def _write(assignment: Assignment, answers: dict[str, Any]) -> Review:
    moment = clock.now()
    review = Review.objects.filter(assignment=assignment).first()
    if review is None:
        review = Review.objects.create(assignment=assignment, submitted_at=moment, updated_at=moment, **answers)
    else:
        for field, answer in answers.items():
            setattr(review, field, answer)
        review.updated_at, review.version = moment, review.version + 1
        review.save()
    ReviewVersion.objects.create(review=review, number=review.version, at=moment, **answers)
    return review
