"""What a list or a file of papers is read into: papers, and a sentence for each entry that is none. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

MOST_PAPERS = 500
MOST_ENTRIES = 2_000  # read of one list, papers or not: what is no list at all must not keep the site busy
LONGEST_TITLE = 500
END = "the end"
LONGEST_ABSTRACT = 10_000
Entry = TypeVar("Entry")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """One paper, as a list names it."""

    title: str
    abstract: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that is no paper: which one, in the reader's words, and why."""

    where: str
    words: str


@dataclass(slots=True)
class Reading:
    """What was understood, and what was not."""

    source: str
    papers: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def first_of(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Give as many entries as are read, and say where the reading ends."""
        for number, entry in enumerate(entries):
            if number == MOST_ENTRIES:
                self.end(f"Only the first {MOST_ENTRIES:,} entries are read. Add the rest as a second file.")
                return
            yield entry

    def add(self, where: str, title: object, abstract: object = "", year: object = None) -> None:
        """Take an entry, or say why it is none."""
        words, about = tidy(title), tidy(abstract)
        if not words:
            self.problems.append(Problem(where, "It has no title."))
        elif len(words) > LONGEST_TITLE:
            self.problems.append(Problem(where, f"Its title is longer than {LONGEST_TITLE} characters."))
        elif len(self.papers) >= MOST_PAPERS:
            self.end(f"Only the first {MOST_PAPERS} papers are taken.")
        else:
            self.papers.append(Found(words, about[:LONGEST_ABSTRACT], year_of(year)))

    def end(self, words: str) -> None:
        """Say why no more is taken, before all else: of long lists of problems the first are shown."""
        if not self.problems or self.problems[0].where != END:
            self.problems.insert(0, Problem(END, words))

    def refuse(self, where: str, words: str) -> None:
        """Note an entry that cannot be read."""
        self.problems.append(Problem(where, words))


def tidy(value: object) -> str:
    """Return a text on one line; nothing for what is no text."""
    return SPACE.sub(" ", value.replace("\0", "")).strip() if isinstance(value, str) else ""


def year_of(value: object) -> int | None:
    """Return the year that a field names, if it names a likely one."""
    found = re.search(r"(?<!\d)(19|20)\d\d(?!\d)", str(value or ""))
    return int(found.group()) if found else None


def key_of(title: str) -> str:
    """Return the letters and digits of a title: what two spellings of one paper share."""
    return "".join(sign for sign in title.casefold() if sign.isalnum())[:LONGEST_TITLE] or title.casefold()
