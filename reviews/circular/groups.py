"""To whom a chair can write. Every group is found among the papers that this very chair may know of.

Groups of the committee follow from roles alone. Groups of authors follow from the released state of papers, which any
chair knows. Reviewers who are still due are those of papers whose reviewing the chair follows, and nobody else: so
neither their number nor a name tells of a paper that is hidden from the chair.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from reviews.progress.queries import papers_followed, reviews_missing
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Author
from submissions.states import RECEIVED, Status
from submissions.submitting.completeness import is_address
from want.venues.models import Role
from want.venues.openings.registry import Concerned, by_person


class Group(StrEnum):
    """The groups, in the order in which they are offered."""

    AUTHORS = "authors"
    CONTACTS = "contacts"
    ACCEPTED = "accepted"
    DRAFTS = "drafts"
    REVIEWERS = "reviewers"
    DUE = "due"
    AREA_CHAIRS = "area_chairs"
    COMMITTEE = "committee"

    @property
    def label(self) -> str:
        """Return the words for people."""
        return LABELS[self]


LABELS = {
    Group.AUTHORS: "All authors of submitted papers",
    Group.CONTACTS: "Contact authors of submitted papers",
    Group.ACCEPTED: "Contact authors of accepted papers",
    Group.DRAFTS: "Contact authors of drafts",
    Group.REVIEWERS: "Reviewers",
    Group.DUE: "Reviewers whose reviews are still due",
    Group.AREA_CHAIRS: "Area chairs",
    Group.COMMITTEE: "Everybody in the committee",
}


@dataclass(frozen=True, slots=True)
class _Authors:
    """Authors of papers in these released states."""

    statuses: Collection[Status]
    contacts_only: bool

    def __call__(self, sight: Sight) -> Iterator[Concerned]:
        known = sight.papers(Fact.TITLE_ABSTRACT, Fact.AUTHOR_IDENTITY).filter(status__in=self.statuses)
        lines = Author.objects.current().filter(submission__in=known.order_by().values("pk"))
        if self.contacts_only:
            lines = lines.filter(is_contact=True)
        rows = lines.order_by("email", "submission__number").values_list(
            "email", "name", "submission", "submission__number", "submission__title"
        )
        return by_person(
            (email, name, paper, f"{number}  {title}")
            for email, name, paper, number, title in rows
            if is_address(email)
        )


@dataclass(frozen=True, slots=True)
class _Serving:
    """Everybody in these roles."""

    roles: Collection[Role]

    def __call__(self, sight: Sight) -> Iterator[Concerned]:
        members = sight.edition.memberships.filter(role__in=self.roles, user__is_active=True)
        for email, name in members.values_list("user__email", "user__name").order_by("user__email").distinct():
            yield Concerned(name, email)


def _still_due(sight: Sight) -> Iterator[Concerned]:
    missing = reviews_missing(papers_followed(sight)).filter(reviewer__is_active=True)
    rows = missing.order_by("reviewer__email", "submission__number").values_list(
        "reviewer__email", "reviewer__name", "submission", "submission__number", "submission__title"
    )
    return by_person((email, name, paper, f"{number}  {title}") for email, name, paper, number, title in rows)


FINDERS: dict[Group, Callable[[Sight], Iterator[Concerned]]] = {
    Group.AUTHORS: _Authors(RECEIVED, contacts_only=False),
    Group.CONTACTS: _Authors(RECEIVED, contacts_only=True),
    Group.ACCEPTED: _Authors([Status.ACCEPTED], contacts_only=True),
    Group.DRAFTS: _Authors([Status.DRAFT], contacts_only=True),
    Group.REVIEWERS: _Serving([Role.REVIEWER]),
    Group.DUE: _still_due,
    Group.AREA_CHAIRS: _Serving([Role.AREA_CHAIR]),
    Group.COMMITTEE: _Serving([Role.REVIEWER, Role.AREA_CHAIR, Role.CHAIR]),
}


def people_in(group: Group, sight: Sight) -> list[Concerned]:
    """Return the people of a group as this chair may know it, each address once, in alphabetical order."""
    return sorted(FINDERS[group](sight), key=attrgetter("name", "email"))
