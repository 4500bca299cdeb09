"""Read an export record by record: each becomes a Record, or a Problem that says where and why. Pure.

The form is a JSON list of objects: id, title, abstract, keywords [..], authors [{name, email_domain}], ratings [1..10],
confidences [1..5, one a rating], status (Oral, Poster, Workshop, Reject, Withdraw or Active), and track, which may be
missing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

STATUSES = ("Oral", "Poster", "Workshop", "Reject", "Withdraw", "Active")
LONGEST_TITLE, LONGEST_ABSTRACT, LONGEST_KEYWORD, LONGEST_NAME = 250, 5000, 120, 120
LONGEST_TRACK = 60
RATINGS, CONFIDENCES = range(1, 11), range(1, 6)


@dataclass(frozen=True, slots=True)
class Writer:
    """An author as the export names them."""

    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Record:
    """A paper of the export. `ratings` are (overall, confidence) pairs."""

    key: str
    title: str
    abstract: str
    keywords: tuple[str, ...]
    authors: tuple[Writer, ...]
    ratings: tuple[tuple[int, int], ...]
    status: str
    track: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that cannot be taken in. `position` counts from 1, as people do."""

    position: int
    reason: str

    def __str__(self) -> str:
        return f"Record {self.position}: {self.reason}"


class BrokenFileError(ValueError):
    """The file as a whole is not such an export; the message says why."""


def read(text: str) -> Iterator[Record | Problem]:
    """Yield a Record or a Problem for each object of the file, in order. Raises BrokenFileError for a broken file."""
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenFileError(f"The file is not JSON: {error.msg} at line {error.lineno}.") from None
    if not isinstance(rows, list):
        raise BrokenFileError("The file must hold a JSON list with one object a paper.")
    seen: set[str] = set()
    for position, row in enumerate(rows, start=1):
        try:
            record = _record(row)
            if record.key in seen:
                raise ValueError(f"the id {record.key!r} has appeared before.")  # noqa: TRY301 (one place reports)
        except ValueError as error:
            yield Problem(position, str(error))
        else:
            seen.add(record.key)
            yield record


def _record(row: Any) -> Record:
    if not isinstance(row, dict):
        raise ValueError(f"it is a {type(row).__name__}, not an object.")
    status = _text(row, "status", 20)
    if status not in STATUSES:
        raise ValueError(f"its status {status!r} is none of {', '.join(STATUSES)}.")
    return Record(
        key=_text(row, "id", 60),
        title=_text(row, "title", LONGEST_TITLE),
        abstract=_text(row, "abstract", LONGEST_ABSTRACT),
        keywords=tuple(_words(row)),
        authors=tuple(_authors(row)),
        ratings=tuple(_ratings(row)),
        status=status,
        track=_text(row, "track", LONGEST_TRACK) if row.get("track") else "",
    )


def _text(row: dict[str, Any], field: str, longest: int) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"its {field} is missing.")
    if "\x00" in value:
        raise ValueError(f"its {field} contains a NUL character.")
    if len(value) > longest:
        raise ValueError(f"its {field} has {len(value)} characters; {longest} are allowed.")
    return value.strip()


def _list(row: dict[str, Any], field: str) -> list[Any]:
    value = row.get(field)
    if not isinstance(value, list):
        raise ValueError(f"its {field} are not a list.")
    return value


def _words(row: dict[str, Any]) -> Iterator[str]:
    for word in _list(row, "keywords"):
        if not isinstance(word, str):
            raise ValueError(f"its keyword {word!r} is not a text.")
        if word.strip():
            yield word.strip()[:LONGEST_KEYWORD]


def _authors(row: dict[str, Any]) -> list[Writer]:
    found: list[Writer] = []
    for entry in _list(row, "authors"):
        name = entry.get("name") if isinstance(entry, dict) else None
        domain = entry.get("email_domain", "") if isinstance(entry, dict) else ""
        if not isinstance(name, str) or not name.strip() or not isinstance(domain, str):
            raise ValueError(f"its author {len(found) + 1} has no name.")
        writer = Writer(" ".join(name.split())[:LONGEST_NAME], domain.strip().lower())
        if writer not in found:
            found.append(writer)
    if not found:
        raise ValueError("it has no authors.")
    return found


def _ratings(row: dict[str, Any]) -> list[tuple[int, int]]:
    ratings, confidences = _list(row, "ratings"), _list(row, "confidences")
    if len(ratings) != len(confidences):
        raise ValueError(f"it has {len(ratings)} ratings but {len(confidences)} confidences.")
    for value, legal in [(r, RATINGS) for r in ratings] + [(c, CONFIDENCES) for c in confidences]:
        if not isinstance(value, int) or isinstance(value, bool) or value not in legal:
            raise ValueError(f"the score {value!r} is not between {legal[0]} and {legal[-1]}.")
    return list(zip(ratings, confidences, strict=True))
