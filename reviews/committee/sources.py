"""Where people to invite come from beside a pasted list: an earlier committee, authors who volunteered, people whom
those who declined suggested, and people who offered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from reviews.committee.knowing import Known, known_of
from reviews.committee.parsing import Candidate, Line
from reviews.committee.queries import Fate, fates_of
from reviews.models import Candidacy, Invitation
from reviews.models.candidacy import CandidacyKind
from reviews.models.invitation import InvitationState
from reviews.visibility.facts import Fact
from submissions.models import Author, Volunteer
from submissions.states import RECEIVED
from want.core.timewords import day
from want.desk.sight import sight_of
from want.venues.models import Edition, Membership, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who could be invited, and why they stand in the list."""

    candidate: Candidate
    notes: tuple[str, ...] = ()
    is_doubtful: bool = False  # not ticked by itself


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what would happen to it and what is known of the person."""

    entry: Entry
    fate: Fate
    known: Known = field(default_factory=lambda: Known(()))


def rows_of(edition: Edition, viewer: Any, role: Role, entries: Iterable[Entry]) -> list[Row]:
    """Return the entries with their fates; a number of queries that does not grow with them."""
    entries = list(entries)
    fates = fates_of(edition, role, [Line(place, one.candidate) for place, one in enumerate(entries, start=1)])
    known = known_of(edition, viewer, [one.candidate for one in entries])
    return [Row(one, fate, known[one.candidate.email]) for one, fate in zip(entries, fates, strict=True)]


def earlier_editions(edition: Edition, viewer: Any) -> QuerySet[Edition]:
    """Return the other editions whose committee this chair may see with its addresses: those that they chaired."""
    chaired = Membership.objects.filter(user=viewer, role=Role.CHAIR).values("edition")
    return Edition.objects.filter(pk__in=chaired).exclude(pk=edition.pk)


def earlier_committee(old: Edition, roles: Iterable[str]) -> list[Entry]:
    """Return who served then, and who was asked then and declined, marked as such; each person once."""
    found: dict[str, Entry] = {}
    members = old.memberships.filter(role__in=list(roles), user__is_active=True).select_related("user")
    for member in members.order_by("user__name", "pk"):
        user = member.user
        one = Candidate(user.email, user.name, user.affiliation)
        notes = found[one.email].notes if one.email in found else ()
        words = f"{member.get_role_display()} of {old.name}"
        stopped = (f"stopped on {day(member.stopped_at)}",) if member.stopped_at else ()
        found[one.email] = Entry(one, (*notes, words, *stopped), is_doubtful=member.stopped_at is not None)
    declined = old.invitations.filter(role__in=list(roles), state=InvitationState.DECLINED)
    for row in declined.order_by("name", "email"):
        said = Entry(Candidate(row.email, row.name, row.affiliation), (f"declined for {old.name}",), is_doubtful=True)
        found.setdefault(row.email, said)
    return list(found.values())


def volunteers_of(edition: Edition, viewer: Any) -> list[Entry]:
    """Return the authors who ticked that they would review, with how many papers of theirs this chair may know of."""
    volunteers = Volunteer.objects.filter(edition=edition, user__is_active=True).select_related("user")
    papers: dict[int, int] = {}
    here = sight_of(viewer, edition).papers(Fact.AUTHOR_IDENTITY).filter(status__in=RECEIVED)
    written = Author.objects.current().filter(submission__in=here, user__in=volunteers.values("user"))
    for user in written.values_list("user_id", flat=True):
        papers[user] = papers.get(user, 0) + 1
    return [
        Entry(
            Candidate(one.user.email, one.user.name, one.user.affiliation),
            (f"volunteered on {day(one.since)}", _papers_here(papers.get(one.user_id, 0))),
        )
        for one in volunteers.order_by("user__name", "pk")
    ]


def _papers_here(number: int) -> str:
    return "one submitted paper here" if number == 1 else f"{number} submitted papers here"


def candidacies_of(edition: Edition, kind: CandidacyKind) -> list[Entry]:
    """Return who was suggested, or who offered, and was not set aside."""
    rows = edition.candidacies.filter(kind=kind, set_aside_at=None).select_related("suggested_by")
    return [_entry(row) for row in rows]


def waiting(edition: Edition) -> dict[str, int]:
    """Count the people of each list who were not invited yet, for the links to the lists."""
    asked = Invitation.objects.filter(edition=edition, role=Role.REVIEWER).exclude(state=InvitationState.REVOKED)
    addresses = asked.values("email")
    rows = edition.candidacies.filter(set_aside_at=None).exclude(email__in=addresses)
    counted = {"suggested": 0, "offered": 0}
    for kind in rows.values_list("kind", flat=True):
        counted[kind] += 1
    volunteers = Volunteer.objects.filter(edition=edition, user__is_active=True)
    serving = Membership.objects.filter(edition=edition, role=Role.REVIEWER).values("user")
    counted["volunteers"] = volunteers.exclude(user__email__in=addresses).exclude(user__in=serving).count()
    return counted


def _entry(row: Candidacy) -> Entry:
    by = row.suggested_by
    how = f"suggested by {by.name or by.email}" if by else "offered to review"
    proved = () if by else ("signed in, so the address is proved",) if row.user_id else ("address not proved",)
    words = (f"“{row.words}”",) if row.words else ()
    one = Candidate(row.email, row.name, row.affiliation, row.max_load)
    return Entry(one, (f"{how} on {day(row.made_at)}", *proved, *words), is_doubtful=True)
