"""Read what authors type about conflicts of interest: an address or a domain a line, and perhaps a reason. Pure."""

import re
from collections.abc import Iterator

from submissions.conflicts.institutions import mail_house
from submissions.conflicts.records import Named

MOST = 20
LONGEST_LINE = 500  # signs; more is no name with an address and a few words
LONGEST_REASON = 150

ADDRESS = re.compile(r"[^\s<>()\[\],;:@]+@(?:[\w-]+\.)+[^\W\d_][\w-]+")
DOMAIN = re.compile(r"(?<![\w@.])@?((?:[\w-]+\.)+[^\W\d_][\w-]+)(?![\w@])")
EDGES = " \t,;:-()<>\u2013"


class CannotBeRead(Exception):  # noqa: N818 (it is for the person who typed, not for us)
    """A line says nothing that can be compared with people; `str(error)` tells which and what to do."""


def read_named(text: str) -> list[Named]:
    """Return what the lines name, each once, in their order; raise CannotBeRead for the first that names nobody."""
    found: dict[str, Named] = {}
    for number, line in plain_lines(text):
        named = _read_line(number, line)
        found.setdefault(named.about, named)
    if len(found) > MOST:
        raise CannotBeRead(f"These are {len(found)}; name the {MOST} that matter most.")
    return list(found.values())


def write_named(named: list[Named]) -> str:
    """Return the lines as somebody would type them."""
    return "\n".join(f"{one.about} {one.because}".strip() for one in named)


def plain_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers and single blanks; raise CannotBeRead for endless ones."""
    for number, line in enumerate(text.splitlines(), start=1):
        plain = " ".join(line.split())
        if len(plain) > LONGEST_LINE:
            raise CannotBeRead(f"Line {number} is longer than {LONGEST_LINE} signs. Name one of them a line.")
        if plain:
            yield number, plain


def shared_by_none(number: int, domain: str) -> None:
    """Raise CannotBeRead for a domain at which anybody can have an address: it says of nobody where they are."""
    if not mail_house(f"somebody@{domain}"):
        raise CannotBeRead(f"Line {number}: anybody can have an address of {domain}. Write whole addresses instead.")


def _read_line(number: int, line: str) -> Named:
    found = ADDRESS.search(line) or DOMAIN.search(line)
    if found is None:
        raise CannotBeRead(f"Line {number} has no address and no domain: “{line.strip()[:40]}”.")
    about = found[0].lstrip("@").lower()
    if "@" not in about:
        shared_by_none(number, about)
    rest = [part.strip(EDGES) for part in (line[: found.start()], line[found.end() :])]
    return Named(about, " ".join(", ".join(filter(None, rest)).split())[:LONGEST_REASON])
