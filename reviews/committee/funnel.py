"""How the asking goes, role by role: from invited to ready, as numbers and as a drawing. Whether somebody opened the
letter is not among them: nothing of ours watches that.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from reviews.models import ExpertisePaper
from reviews.models.invitation import InvitationState
from want.mail.models import Message, MessageState
from want.venues.models import Edition, Membership, MembershipTopic, Role, Topic

ROW, LABEL, WIDTH = 22, 72, 240  # of the drawing


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the drawing."""

    label: str
    number: int
    y: int
    width: float

    @property
    def middle(self) -> int:
        """Return where the words of the bar stand."""
        return self.y + 9


@dataclass(frozen=True, slots=True)
class Funnel:
    """How the asking goes in one role."""

    role: Role
    invited: int
    accepted: int
    declined: int
    pending: int
    bounced: int = 0
    signed_in: int = 0
    ready: int = 0

    @property
    def answered(self) -> int:
        """Count those who have answered."""
        return self.accepted + self.declined

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """Return the steps to a committee that can work, each a part of the one before; chairs need no profile."""
        found = [("Invited", self.invited), ("Answered", self.answered), ("Accepted", self.accepted)]
        return found if self.role == Role.CHAIR else [*found, ("Ready", self.ready)]

    @property
    def steps(self) -> list[Step]:
        """Return the bars; the first is as long as the drawing."""
        return list(self._steps())

    @property
    def height(self) -> int:
        """Return how high the drawing is."""
        return ROW * len(self.numbers)

    @property
    def says(self) -> str:
        """Say what the drawing shows."""
        return ", ".join(f"{label.lower()} {number}" for label, number in self.numbers)

    def _steps(self) -> Iterator[Step]:
        room = WIDTH - LABEL - 32
        for place, (label, number) in enumerate(self.numbers):
            yield Step(label, number, place * ROW, round(room * number / (self.invited or 1), 1))


def funnels_of(edition: Edition) -> list[Funnel]:
    """Return how the asking goes, a role a line; invitations that were taken back do not count."""
    ready = ready_members(edition).filter(user=OuterRef("user"), role=OuterRef("role"))
    by_state = {state.value: Count("pk", filter=Q(state=state)) for state in InvitationState if state != "revoked"}
    rows = (
        edition.invitations.exclude(state=InvitationState.REVOKED)
        .order_by()
        .values("role")
        .annotate(
            **by_state,
            signed_in=Count("pk", filter=Q(user__last_login__isnull=False)),
            ready=Count("pk", filter=Exists(ready)),
        )
    )
    bounced, counted = bounces_of(edition), {row["role"]: row for row in rows}
    return [
        _funnel(role, counted[role], bounced)
        for role in (Role.REVIEWER, Role.AREA_CHAIR, Role.CHAIR)
        if role in counted
    ]


def ready_members(edition: Edition) -> QuerySet[Membership]:
    """Return the members of whom the assignment knows enough: where they work, and a topic or a paper of theirs."""
    knows = Exists(MembershipTopic.objects.filter(membership=OuterRef("pk")))
    wrote = Exists(ExpertisePaper.objects.filter(user=OuterRef("user"), counts=True))
    rows = Membership.objects.filter(edition=edition).exclude(user__affiliation="")
    if not Topic.objects.filter(edition=edition).exists():
        return rows
    return rows.filter(knows | wrote)


def bounces_of(edition: Edition) -> dict[str, set[int]]:
    """Return the unanswered invitations of which a letter could not be delivered, by role."""
    failed = Message.objects.filter(edition=edition.slug, state=MessageState.FAILED, key__startswith="invitation")
    letters = {tuple(key.split(":")[1:3]) for key in failed.values_list("key", flat=True)}
    if not letters:
        return {}
    found: dict[str, set[int]] = defaultdict(set)
    pending = edition.invitations.filter(state=InvitationState.PENDING, pk__in=[int(pk) for pk, _ in letters])
    for pk, role, token in pending.values_list("pk", "role", "token"):
        if (str(pk), token[:12]) in letters:
            found[role].add(pk)
    return found


def _funnel(role: Role, row: dict[str, int], bounced: dict[str, set[int]]) -> Funnel:
    accepted, declined, pending = (row[state] for state in ("accepted", "declined", "pending"))
    return Funnel(
        role,
        invited=accepted + declined + pending,
        accepted=accepted,
        declined=declined,
        pending=pending,
        bounced=len(bounced.get(role, ())),
        signed_in=row["signed_in"],
        ready=row["ready"],
    )
