"""What conflicts of interest are derived from, and what comes of it: plain records, without the database."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody must keep away from a paper; the strongest first."""

    AUTHOR = "author"
    COAUTHOR = "coauthor"
    AFFILIATION = "affiliation"
    DOMAIN = "domain"
    NAMED = "named"
    OWN = "own"
    DECLARED = "declared"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody, or an institution, that a person named as a conflict of their own, with the words for chairs."""

    words: str
    name: str = ""
    about: str = ""  # an address, or the domain of an institution
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: verified addresses in lower case, and where they say they are."""

    id: int
    emails: frozenset[str]
    affiliations: frozenset[str]
    country: str = ""  # its code; makes no conflict, but plans can spread reviewers over countries
    ties: tuple[Tie, ...] = ()
    late: frozenset[str] = frozenset()  # those of the addresses that do not tell where the person is

    @property
    def telling(self) -> frozenset[str]:
        """Return the addresses that tell where the person is."""
        return self.emails - self.late


@dataclass(frozen=True, slots=True)
class AuthorEntry:
    """An author as a paper lists them, with or without an account."""

    person_id: int | None
    email: str
    affiliation: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the authors named as being in conflict: an address, or a domain with all who have addresses there."""

    about: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A submission, its authors, and whom they named."""

    id: int
    authors: tuple[AuthorEntry, ...]
    is_draft: bool = False  # or as good as one: what it says of people holds for it alone
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedConflict:
    """A person who must keep away from a paper, and why, as a sentence for chairs and for the authors."""

    paper_id: int
    person_id: int
    reason: Reason
    because: str
