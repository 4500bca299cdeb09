"""Read what people say of their own conflicts of interest: a person or an institution a line, perhaps with years. Pure.

The counterpart of naming.py, in which authors name for one paper whom they must not be reviewed by: who is named here
is kept away from nothing; whoever named them is kept from their papers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from submissions.conflicts.institutions import institutions
from submissions.conflicts.naming import ADDRESS, DOMAIN, EDGES, CannotBeRead, plain_lines, shared_by_none
from submissions.conflicts.records import Tie

MOST = 60  # of a kind
LONGEST_NAME = 120
YEARS_AFTER = 3  # a tie that is over counts so long

YEARS = re.compile(
    r"(?<![\w.])(?P<word>since|from|until|to)?\s*(?P<first>(?:19|20)\d\d)"
    r"(?:\s*(?P<dash>[-\u2013\u2014]|to\b|until\b)\s*(?P<last>(?:19|20)\d\d|now\b|today\b)?)?(?![\w.])",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What somebody, or an institution, is to the person who names them."""

    INSTITUTION = "institution"
    ADVISER = "adviser"
    ADVISEE = "advisee"
    COLLABORATOR = "collaborator"
    FAMILY = "family"


AS = {
    Kind.INSTITUTION: "former institution",
    Kind.ADVISER: "adviser",
    Kind.ADVISEE: "advisee",
    Kind.COLLABORATOR: "collaborator",
    Kind.FAMILY: "family or close friend",
}
FADING = frozenset({Kind.INSTITUTION, Kind.COLLABORATOR})  # the others count for good


@dataclass(frozen=True, slots=True)
class Stated:
    """One line: a name, an address or a domain, or both; and from when to when, as far as it was said."""

    kind: Kind
    name: str = ""
    about: str = ""
    first_year: int | None = None
    last_year: int | None = None

    def counts_in(self, year: int) -> bool:
        """Tell whether it makes a conflict in an edition of this year."""
        return self.kind not in FADING or self.last_year is None or self.last_year + YEARS_AFTER >= year

    def tie(self) -> Tie:
        """Return it as derive.py compares it with papers."""
        words = f"{self.name or self.about} as {AS[self.kind]}"
        return Tie(words, name=self.name, about=self.about, is_place=self.kind is Kind.INSTITUTION)


def read_stated(kind: Kind, text: str) -> list[Stated]:
    """Return what the lines say, each once, in their order; raise CannotBeRead for the first that says nothing."""
    found: dict[tuple[str, str], Stated] = {}
    for number, line in plain_lines(text):
        stated = _read_line(kind, number, line)
        found.setdefault((stated.name.casefold(), stated.about), stated)
    if len(found) > MOST:
        raise CannotBeRead(f"These are {len(found)}; name the {MOST} that matter most.")
    return list(found.values())


def write_stated(stated: Iterable[Stated]) -> str:
    """Return the lines as somebody would type them."""
    return "\n".join(map(_write_line, stated))


def _write_line(one: Stated) -> str:
    about = f"<{one.about}>" if one.name and one.about else one.about
    return ", ".join(filter(None, [f"{one.name} {about}".strip(), _years_in_words(one)]))


def _read_line(kind: Kind, number: int, line: str) -> Stated:
    is_place, rest, about = kind is Kind.INSTITUTION, line, ""
    if found := (DOMAIN if is_place else ADDRESS).search(line):
        about = found[0].lstrip("@").lower()
        rest = f"{line[: found.start()]}\n{line[found.end() :]}"
    elif stray := (ADDRESS if is_place else DOMAIN).search(line):
        wanted = "the name or the domain of the institution" if is_place else "the person's name or address"
        raise CannotBeRead(f"Line {number}: write {wanted} here, not “{stray[0][:40]}”.")
    first, last, rest = _years(number, rest)
    name = " ".join(", ".join(filter(None, (part.strip(EDGES) for part in rest.split("\n")))).split())[:LONGEST_NAME]
    if is_place:
        if about:
            shared_by_none(number, about)
        elif not institutions(name):
            raise CannotBeRead(f"Line {number} names no institution: “{line.strip()[:40]}”.")
    elif not about and len(name.split()) < 2:
        raise CannotBeRead(f"Line {number}: write the whole name, or the address: “{line.strip()[:40]}”.")
    return Stated(kind, name, about, first, last)


def _years(number: int, text: str) -> tuple[int | None, int | None, str]:
    """Return the first and the last year of a line, and the line without them; the last mention counts."""
    mentions = list(YEARS.finditer(text))
    if not mentions:
        return None, None, text
    found = mentions[-1]
    rest = f"{text[: found.start()]}\n{text[found.end() :]}"
    year, end = int(found["first"]), found["last"] or ""
    if (found["word"] or "").lower() in {"until", "to"}:
        return None, year, rest
    if end.isdigit():
        if int(end) < year:
            raise CannotBeRead(f"Line {number}: {end} is before {year}.")
        return year, int(end), rest
    is_going_on = bool(found["word"] or found["dash"])
    return year, None if is_going_on else year, rest


def _years_in_words(one: Stated) -> str:
    first, last = one.first_year, one.last_year
    if first and last:
        return str(first) if first == last else f"{first}-{last}"
    return f"since {first}" if first else f"until {last}" if last else ""
