"""What the page of a paper's conflicts shows: who is kept away, why, and whether they have the paper all the same."""

from dataclasses import dataclass, field

from reviews.models import Assignment
from submissions.conflicts.records import Reason
from submissions.models import Conflict, Submission
from want.accounts.models import User
from want.core.sealed import seal
from want.venues.models import Edition, Membership, Role


@dataclass(frozen=True, slots=True)
class KeptAway:
    """Somebody of the committee and the reasons; `assignment` is the one they still have."""

    person: User
    reasons: list[Conflict] = field(default_factory=list)
    assignment: Assignment | None = None


def kept_away_from(submission: Submission) -> list[KeptAway]:
    """Return everybody in conflict with the paper by name, those who still have it first; two queries."""
    present = submission.assignments.filter(removed_at=None)  # type: ignore[attr-defined]
    assigned = {one.reviewer_id: one for one in present}
    found: dict[int, KeptAway] = {}
    for conflict in submission.conflicts.select_related("user", "declared_by").order_by("user__name", "pk"):
        entry = KeptAway(conflict.user, assignment=assigned.get(conflict.user_id))
        found.setdefault(conflict.user_id, entry).reasons.append(conflict)
    return sorted(found.values(), key=lambda one: one.assignment is None)


def listed_members(submission: Submission) -> list[User]:
    """Return who of the committee the paper lists as an author."""
    members = Membership.objects.filter(edition=submission.edition_id).values("user")
    listed = submission.authors.current().filter(user__in=members).values("user")
    return list(User.objects.filter(pk__in=listed).order_by("name"))


def still_has(submission: Submission, person: User) -> Assignment | None:
    """Return the assignment that this person has on the paper now."""
    present = Assignment.objects.current().filter(submission=submission, reviewer=person)
    return present.order_by("role").first()


def choices_for(submission: Submission, edition: Edition) -> list[tuple[str, str]]:
    """Return everybody of the committee for whom nothing is declared yet, to choose from."""
    declared = submission.conflicts.filter(reason=Reason.DECLARED.value).values("user")
    members = Membership.objects.filter(edition=edition).exclude(user__in=declared).select_related("user")
    roles: dict[int, list[str]] = {}
    people: dict[int, User] = {}
    for member in members.order_by("user__name", "role"):
        people[member.user_id] = member.user
        roles.setdefault(member.user_id, []).append(Role(member.role).label.lower())
    return [
        (seal(key, "person"), ", ".join(filter(None, [person.name, person.affiliation, *roles[key]])))
        for key, person in people.items()
    ]
