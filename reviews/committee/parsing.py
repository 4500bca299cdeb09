"""Read people to invite from what chairs paste or upload, whatever sane form it has; say line by line what is wrong.

Nothing here knows the database. Lines are counted from 1, as an editor shows them.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from want.core.combining import normalised

LONGEST_TEXT = 300_000
MOST_LINES = 3000
LONGEST_NAME = 120
LONGEST_AFFILIATION = 200
MOST_PAPERS = 100

WORD = re.compile(r"[^\s<>,;:()\[\]\"']+")  # one that holds an @ is meant as an address; linear, whatever comes
TRAILING_NUMBER = re.compile(r"(?<![,;\s])(?=[^\S\t]*+[,;\t])[\s,;]*+(\d{1,3})\s*+$")  # each gap is tried once
COLUMNS = {
    "email": ("email", "e-mail", "mail", "address", "e-mail address", "email address"),
    "name": ("name", "full name", "fullname", "reviewer"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "family name", "surname"),
    "affiliation": ("affiliation", "institution", "organisation", "organization", "university", "company"),
    "tracks": ("tracks", "track"),
    "max_load": ("max_load", "max load", "load", "papers", "max papers", "quota"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be invited."""

    email: str
    name: str = ""
    affiliation: str = ""
    max_load: int | None = None
    tracks: tuple[str, ...] = ()  # their names; none means all

    def __str__(self) -> str:
        """Return the line that reads as this candidate."""
        who = f'"{self.name}" <{self.email}>' if self.name else self.email
        tracks = f"[{' | '.join(self.tracks)}]" if self.tracks else ""
        parts = [who, f"{self.affiliation} {tracks}".strip(), "" if self.max_load is None else str(self.max_load)]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One person or one problem of the text, and where it stands."""

    number: int
    candidate: Candidate | None = None
    problem: str = ""
    text: str = ""


def read_addresses(text: str) -> list[Line]:
    """Read pasted text: one person a line, or several with commas or semicolons between them."""
    if len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES:
        return [Line(1, problem="This is too long to be read at once. Paste it in parts.")]
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _clean(raw)
        if line:
            found += [_checked(number, raw, *parts) for parts in _people_in(line)]
    return found


def read_csv(data: bytes) -> list[Line]:
    """Read a table: columns name, email, affiliation, max_load, tracks if it has a header, else what is recognised."""
    try:
        text = _decoded(data)
    except UnicodeDecodeError:
        return [Line(1, problem="This file is no text. Save the table as CSV in UTF-8 and try again.")]
    if len(text) > LONGEST_TEXT:
        return [Line(1, problem="This file is too long to be read at once. Upload it in parts.")]
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=_delimiter(text))
    found: list[Line] = []
    header: list[str] | None = None
    begins = 1
    try:
        for row in reader:
            cells = [_clean(cell) for cell in row]
            here, begins = begins, reader.line_num + 1
            if not any(cells):
                continue
            if header is None and not found and (named := _header(cells)):
                header = named
                continue
            found.append(_read_row(here, cells, header))
    except csv.Error:
        found.append(Line(reader.line_num, problem="From this line on the table cannot be read: a quote has no end."))
    return found or [Line(1, problem="There is nobody in this file.")]


def with_load(lines: Sequence[Line], max_load: int | None) -> list[Line]:
    """Give those without a number of papers this one."""
    return [
        replace(line, candidate=replace(line.candidate, max_load=max_load))
        if max_load and line.candidate and line.candidate.max_load is None
        else line
        for line in lines
    ]


def as_text(lines: Sequence[Line]) -> str:
    """Return the text that `read_addresses` reads as these lines, each at its place."""
    rows: dict[int, str] = {}
    for line in lines:
        words = str(line.candidate) if line.candidate else line.text
        rows[line.number] = f"{rows[line.number]}; {words}" if line.number in rows else words
    return "\n".join(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))


def _people_in(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, address, rest) for each address of a line; the rest of a lone one is its affiliation."""
    matches = _addresses_in(line)
    if not matches:
        yield "", "", line
    for place, match in enumerate(matches):
        begins = matches[place - 1].end() if place else 0
        before = line[begins : match.start()]
        after = line[match.end() : matches[place + 1].start() if place + 1 < len(matches) else len(line)]
        if place:
            before = re.split(r"[;,]", before)[-1] if ";" not in before else before.rsplit(";", 1)[1]
        if place + 1 < len(matches):
            after = after.rsplit(";", 1)[0] if ";" in after else ""
        yield before, match[0].strip("."), after


def _checked(number: int, raw: str, before: str, address: str, after: str) -> Line:
    """Return the person, or what is wrong with them."""
    after = after.lstrip(">) \t")
    load = None
    if counted := TRAILING_NUMBER.search(after):
        load, after = int(counted[1]), after[: counted.start()]
    name, affiliation = _name(before), after.strip(" ,;\t\"'")
    if not name and "\t" in after.strip():
        affiliation = " ".join(after.split("\t")).strip()
    return _line(number, raw, Candidate(address.lower(), name, " ".join(affiliation.split()), load))


def _line(number: int, raw: str, candidate: Candidate) -> Line:
    problem = _problem_of(candidate)
    return Line(number, None if problem else candidate, problem, raw.strip()[:200])


def _problem_of(candidate: Candidate) -> str:
    if "@" not in candidate.email:
        return "There is no e-mail address in this line."
    try:
        validate_email(candidate.email)
    except ValidationError:
        return f"“{candidate.email[:80]}” is no e-mail address."
    if len(candidate.name) > LONGEST_NAME or len(candidate.affiliation) > LONGEST_AFFILIATION:
        return "The name or the affiliation is too long; is a line break missing?"
    if candidate.max_load is not None and not 1 <= candidate.max_load <= MOST_PAPERS:
        return f"A load is a number from 1 to {MOST_PAPERS}."
    return ""


def _name(text: str) -> str:
    """Return a name without what stands around it; "Lovelace, Ada" in quotes is Ada Lovelace."""
    text = text.strip(" \t,;<(")
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    name = " ".join(text.strip("\"'").split())
    if quoted and name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        name = f"{first} {last}"
    return name.strip(" ,;")


def _header(cells: list[str]) -> list[str] | None:
    """Return what each column holds if this row is a header."""
    words = [cell.lower().replace("_", " ").strip() for cell in cells]
    meant = [next((c for c, names in COLUMNS.items() if w.replace(" ", "_") in names or w in names), "") for w in words]
    return meant if "email" in meant and not any(map(_addresses_in, cells)) else None


def _read_row(number: int, cells: list[str], header: list[str] | None) -> Line:
    raw = ", ".join(cells)
    if header is None:
        return _guessed(number, raw, cells)
    if any(cells[len(header) :]):
        problem = (
            f"This line has {len(cells)} cells, the header {len(header)}. "
            "Put a cell that contains a comma into double quotes."
        )
        return Line(number, problem=problem, text=raw[:200])
    row = {column: cell for column, cell in zip(header, cells, strict=False) if column}
    name = row.get("name") or f"{row.get('first', '')} {row.get('last', '')}".strip()
    tracks = tuple(filter(None, map(str.strip, re.split(r"[;|]", row.get("tracks", "")))))
    one = Candidate(row.get("email", "").lower(), name, row.get("affiliation", ""), tracks=tracks)
    return _with_load(number, raw, one, row.get("max_load", ""))


def _guessed(number: int, raw: str, cells: list[str]) -> Line:
    """Read a row without a header: the address tells itself, a number is the load, then come name and affiliation."""
    place = next((i for i, cell in enumerate(cells) if _addresses_in(cell)), None)
    if place is None:
        return Line(number, problem="There is no e-mail address in this line.", text=raw[:200])
    inside, address, _ = next(_people_in(cells[place]))
    others = [cell for i, cell in enumerate(cells) if i != place and cell]
    load = next((cell for cell in reversed(others) if cell.isdigit()), "")
    words = [cell for cell in others if not cell.isdigit()]
    name = _name(inside) or (words.pop(0) if words else "")
    return _with_load(number, raw, Candidate(address.lower(), name, ", ".join(words)), load)


def _with_load(number: int, raw: str, one: Candidate, load: str) -> Line:
    if load and not (load.isascii() and load.isdigit() and len(load) <= len(str(MOST_PAPERS))):
        return Line(number, problem=f"“{load[:20]}” is no number of papers.", text=raw[:200])
    return _line(number, raw, replace(one, max_load=int(load) if load else None))


def _addresses_in(text: str) -> list[re.Match[str]]:
    return [word for word in WORD.finditer(text) if "@" in word[0]]


def _clean(text: str) -> str:
    """Return the text in one normal form and one line, without signs that cannot be seen."""
    text = re.sub(r"[\r\n\v\f\x85\u2028\u2029]+", " ", normalised("NFC", text))
    return "".join(s for s in text if s == "\t" or unicodedata.category(s) not in {"Cc", "Cf", "Cs", "Co"}).strip(" ")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise
        return data.decode("cp1252")


def _delimiter(text: str) -> str:
    """Return the sign between the cells: the commonest of the first line, quoted cells aside."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)
