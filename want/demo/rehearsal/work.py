"""A paper of the play: who writes it and what becomes of it. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from want.demo.papers import Paper
from want.demo.people import Figure


class Fate(StrEnum):
    """What happens to a paper on its way to the deadline."""

    PLAIN = "submitted and left alone"
    EDITED = "submitted, then its words changed"
    REPLACED = "submitted, then its PDF replaced"
    REORDERED = "submitted, then an author added and the order changed"
    WITHDRAWN = "submitted, then withdrawn"
    TURNED_AWAY = "submitted, then rejected without review"
    UNFINISHED = "left as a draft"


@dataclass(frozen=True, slots=True)
class OtherAddress(Figure):
    """Somebody of the play as a paper lists them by another of their addresses than the one they sign in with."""

    main: str = ""


def main_address(figure: Figure) -> str:
    """Return the address by which the play knows a person."""
    return figure.main if isinstance(figure, OtherAddress) else figure.email


@dataclass(eq=False, slots=True)
class Work:
    """A paper of the play. `path`, `code` and `number` are read off its receipt; `title` changes with edits."""

    place: int
    paper: Paper
    authors: list[Figure]
    fate: Fate
    joining: Figure | None = None  # who becomes its first author later
    title: str = ""
    code: str = ""
    number: int = 0
    track: str = ""

    def __str__(self) -> str:
        return f"paper {self.number or f'in place {self.place}'}"

    @property
    def contact(self) -> Figure:
        """Return who hands it in."""
        return self.authors[0]

    @property
    def is_under_review(self) -> bool:
        """Tell whether the committee will work on it."""
        return self.fate not in {Fate.WITHDRAWN, Fate.UNFINISHED, Fate.TURNED_AWAY}

    @property
    def addresses(self) -> list[str]:
        """Return where mails to its authors go."""
        return [author.email for author in self.authors]
