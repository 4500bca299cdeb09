"""Who takes part in the discussion of a paper, and under which name."""

from collections.abc import Iterable

from reviews.models import Assignment
from reviews.visibility.standing import Seen
from submissions.models import Submission
from want.accounts.models import User
from want.venues.models import Role


def signature_of(user: User, submission: Submission, seen: Seen) -> str:
    """Return the name under which this person speaks about the paper: never their own."""
    role = Role.AREA_CHAIR if seen.standing.is_assigned_area_chair else Role.REVIEWER
    assignment = submission.assignments.current().filter(reviewer=user, role=role).first()
    if assignment is None:
        return "Chair"
    return assignment.pseudonym if role == Role.REVIEWER else "Area chair"


def participants(submission: Submission) -> Iterable[User]:
    """Return the reviewers who have reviewed the paper, and its area chairs."""
    assignments = Assignment.objects.current().filter(submission=submission).select_related("reviewer", "review")
    for assignment in assignments.order_by("pseudonym"):
        if assignment.role == Role.AREA_CHAIR or hasattr(assignment, "review"):
            yield assignment.reviewer
