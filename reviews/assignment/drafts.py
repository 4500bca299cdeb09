"""Let whoever gets a paper again find the draft that they had begun when it was taken from them."""

from collections.abc import Iterable

from reviews.models import Assignment, ReviewDraft


def give_drafts_back(made: Iterable[Assignment]) -> None:
    """Move drafts from assignments that have ended, and have no review, to those that are new."""
    new = {(one.submission_id, one.reviewer_id): one for one in made}
    papers, people = {paper for paper, _ in new}, {person for _, person in new}
    left = ReviewDraft.objects.filter(assignment__submission__in=papers, assignment__reviewer__in=people)
    left = left.filter(assignment__review=None).exclude(assignment__removed_at=None)
    for draft in left.select_related("assignment").order_by("-assignment"):
        one = new.pop((draft.assignment.submission_id, draft.assignment.reviewer_id), None)
        if one is not None and one.role == draft.assignment.role:
            draft.assignment = one
            draft.save(update_fields=["assignment"])
