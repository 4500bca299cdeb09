"""What chairs may know of somebody whom they could invite: who they are, and how many papers they could review.

An account counts only where it has shown itself to these chairs: as a member of a committee that they may see, as an
author here, or by offering to review. Whether any other address has an account stays its owner's own matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q

from reviews.committee.parsing import Candidate
from reviews.models import Candidacy
from reviews.visibility.facts import Fact
from submissions.conflicts.derive import derive_conflicts
from submissions.conflicts.institutions import is_known_house, mail_house
from submissions.conflicts.lookalikes import looks_like
from submissions.conflicts.queries import papers_with_authors, people
from submissions.conflicts.records import Person
from submissions.models import Author, Conflict, Volunteer
from submissions.states import Status
from want.accounts.models import User
from want.desk.sight import sight_of
from want.venues.models import Edition, Membership, Role

Badge = tuple[str, str]  # words and tone
SERVED_SHOWN = 3
UNKNOWN = " (not known here)"  # as an institution; the page says it whole


@dataclass(frozen=True, slots=True)
class Room:
    """How many of the edition's papers somebody could not review for a conflict, and how many remain."""

    conflicts: int
    remaining: int

    def __str__(self) -> str:
        return f"{self.conflicts} in conflict, {self.remaining} remain"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one candidate."""

    badges: tuple[Badge, ...]
    room: Room | None = None


def known_of(edition: Edition, viewer: Any, candidates: Iterable[Candidate]) -> dict[str, Known]:
    """Return what this chair may know of each candidate, by address; a fixed number of queries."""
    wanted = {one.email: one for one in candidates}
    accounts = accounts_known(edition, viewer, wanted)
    badges = badges_of(edition, viewer, set(accounts.values()))
    rooms = rooms_of(edition, viewer, wanted, accounts)
    return {
        email: Known((*_badges_of_address(email, accounts), *badges.get(accounts.get(email, 0), ())), rooms.get(email))
        for email in wanted
    }


def accounts_known(edition: Edition, viewer: Any, emails: Collection[str]) -> dict[str, int]:
    """Return the accounts behind these proved addresses, of those people who have shown themselves to the chairs."""
    owners = dict(EmailAddress.objects.filter(email__in=emails, verified=True).values_list("email", "user_id"))
    users = set(owners.values())
    shown = set(services(viewer, users).values_list("user_id", flat=True))
    here = sight_of(viewer, edition).papers(Fact.AUTHOR_IDENTITY)
    for rows in (
        Author.objects.current().filter(user__in=users, submission__in=here),
        Volunteer.objects.filter(user__in=users, edition=edition),
        Candidacy.objects.filter(user__in=users, edition=edition),
    ):
        shown |= set(rows.values_list("user_id", flat=True))
    return {email: user for email, user in owners.items() if user in shown}


def badges_of(edition: Edition, viewer: Any, users: Collection[int]) -> dict[int, list[Badge]]:
    """Say of each person: an address at an institution, an ORCID iD, earlier service, papers accepted here."""
    found: dict[int, list[Badge]] = defaultdict(list)
    houses: dict[int, set[str]] = defaultdict(set)
    for user, email in EmailAddress.objects.filter(user__in=users, verified=True).values_list("user_id", "email"):
        houses[user].add(mail_house(email))
    for user in users:
        found[user] += [_badge_of_house(house) for house in sorted(houses[user] - {""})]
    for user, orcid in User.objects.filter(pk__in=users).exclude(orcid="").values_list("pk", "orcid"):
        found[user].append((f"ORCID {orcid}, as they say", "info"))
    _say_service(found, edition, viewer, users)
    accepted: dict[int, set[int]] = defaultdict(set)
    public = Author.objects.current().filter(
        user__in=users, submission__status=Status.ACCEPTED, submission__edition__venue=edition.venue_id
    )
    published = public.filter(submission__edition__published_at__isnull=False, submission__edition__is_public=True)
    for user, paper in published.values_list("user_id", "submission_id"):
        accepted[user].add(paper)
    for user, papers in accepted.items():
        found[user].append((f"{len(papers)} {'paper' if len(papers) == 1 else 'papers'} accepted here", "info"))
    return found


def rooms_of(
    edition: Edition, viewer: Any, candidates: dict[str, Candidate], accounts: dict[str, int]
) -> dict[str, Room]:
    """Count each candidate's conflicts among the submitted papers whose conflicts this chair may follow."""
    facts = (Fact.AUTHOR_IDENTITY, Fact.DECLARED_CONFLICTS, Fact.AUDIT_LOG)
    there = set(sight_of(viewer, edition).papers(*facts).filter(status=Status.SUBMITTED).values_list("pk", flat=True))
    if not there or not candidates:
        return {}
    found = conflicts_of(edition, there, candidates, accounts)
    return {email: Room(len(papers), len(there) - len(papers)) for email, papers in found.items()}


def conflicts_of(
    edition: Edition, there: Collection[int], candidates: dict[str, Candidate], accounts: dict[str, int]
) -> dict[str, set[int]]:
    """Return with which of these papers each candidate would have a conflict, by what is known of them."""
    papers = papers_with_authors(edition, there)
    strangers = {email: -place for place, email in enumerate(candidates, start=1) if email not in accounts}
    keys = accounts | strangers
    authors = {entry.person_id for paper in papers for entry in paper.authors if entry.person_id is not None}
    persons = people(edition, set(accounts.values()) | authors)
    persons += [
        Person(key, frozenset({email}), frozenset({candidates[email].affiliation} - {""}))
        for email, key in strangers.items()
    ]
    conflicts: dict[int, set[int]] = defaultdict(set)
    for one in derive_conflicts(persons, papers, among=set(keys.values())):
        conflicts[one.person_id].add(one.paper_id)
    kept = Conflict.objects.filter(submission__in=there, user__in=accounts.values())
    for user, paper in kept.values_list("user_id", "submission_id"):
        conflicts[user].add(paper)
    return {email: conflicts[key] for email, key in keys.items()}


def services(viewer: Any, users: Collection[int]) -> Any:
    """Return the memberships that this chair may know of: of editions they chair, of rosters that are public."""
    chaired = Membership.objects.filter(user=viewer, role=Role.CHAIR).values("edition")
    public = Q(edition__public_roster=True, edition__is_public=True, is_listed=True)
    return Membership.objects.filter(Q(edition__in=chaired) | public, user__in=users)


def _say_service(found: dict[int, list[Badge]], edition: Edition, viewer: Any, users: Collection[int]) -> None:
    served: dict[int, list[str]] = defaultdict(list)
    rows = services(viewer, users).exclude(edition=edition).order_by("-edition__held_on", "edition__slug", "role")
    for user, name, role in rows.values_list("user_id", "edition__name", "role"):
        served[user].append(f"{name} ({Role(role).label.lower()})")
    for user, names in served.items():
        more = f" and {len(names) - SERVED_SHOWN} more" if len(names) > SERVED_SHOWN else ""
        found[user].append((f"Served: {', '.join(names[:SERVED_SHOWN])}{more}", "info"))


def _badge_of_house(house: str) -> Badge:
    """Say where an address is proved to be; green only where the name of the domain tells an institution."""
    if is_known_house(house):
        return (f"Verified address at {house}", "good")
    if known := looks_like(house):
        return (f"Verified address at {house}, which looks like {known} and is another domain", "warn")
    return (f"Verified address at {house}{UNKNOWN}", "neutral")


def _badges_of_address(email: str, accounts: dict[str, int]) -> list[Badge]:
    """Say what the address itself tells; a free-mail address is named and not judged."""
    house = mail_house(email)
    if not house:
        return [("Free-mail address", "neutral")]
    if email in accounts:
        return []
    badges: list[Badge] = [(f"Address at {house}, not proved here", "neutral")]
    if known := looks_like(house):
        badges.append((f"Looks like {known} and is another domain", "warn"))
    return badges
