"""Who takes part in the discussion of a paper, under which name, and who is written to about it."""

from collections.abc import Iterable

from reviews.models import Assignment
from reviews.visibility.standing import Seen
from submissions.models import Submission
from want.accounts.models import User
from want.venues.models import Membership, Role


def signature_of(user: User, submission: Submission, seen: Seen) -> str:
    """Return the name under which this person speaks about the paper: never their own."""
    role = Role.AREA_CHAIR if seen.standing.is_assigned_area_chair else Role.REVIEWER
    assignment = submission.assignments.current().filter(reviewer=user, role=role).first()
    if assignment is None:
        return "Chair"
    return assignment.pseudonym if role == Role.REVIEWER else "Area chair"


def _taking_part(submission: Submission) -> Iterable[Assignment]:
    """Return the assignments of reviewers who have reviewed the paper, and of its area chairs."""
    assignments = Assignment.objects.current().filter(submission=submission).select_related("reviewer", "review")
    return [one for one in assignments.order_by("pseudonym") if one.role == Role.AREA_CHAIR or hasattr(one, "review")]


def to_be_told(submission: Submission) -> Iterable[User]:
    """Return whom a new comment is mailed to if they may read it: participants, and chairs who asked for it.

    Each said so, or not, for the role in which they would read it.
    """
    members = Membership.objects.filter(edition=submission.edition_id, user__is_active=True).select_related("user")
    choices = {(member.user_id, member.role): member for member in members.exclude(discussion_mail=None)}
    told: dict[int, User] = {}
    for assignment in _taking_part(submission):
        choice = choices.get((assignment.reviewer_id, assignment.role))
        if choice is None or choice.gets_discussion_mail:
            told[assignment.reviewer_id] = assignment.reviewer
    for (person, role), member in choices.items():
        if role == Role.CHAIR and member.gets_discussion_mail:
            told.setdefault(person, member.user)
    return told.values()
