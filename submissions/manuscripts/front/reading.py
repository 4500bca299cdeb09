"""Find title and abstract among the lines of a first page. Pure; a guess, which a person corrects.

The title is what is set largest. The abstract stands between its heading and the first section, key words or footer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST_TITLE, LONGEST_ABSTRACT = 500, 10_000
ALIKE = 0.95  # lines of a title are as large as its largest, but for rounding
FEW_LETTERS = 4
NUMBERED = 0.4  # share of the lines with a number before them that makes it the numbers of lines

HEADING = re.compile(r"^(?:abstract|a b s t r a c t)\s*(?:$|[.:\u2013\u2014-]+\s*|(?=[A-Z]))", re.IGNORECASE)
ENDS = re.compile(
    r"^(?:(?:\d{1,2}|[ivx]{1,4})?\.?\s*introduction\b|(?:1|I)\.?\s+[A-Z]|key\s?words\b|index terms\b|ccs concepts\b"
    r"|categories and subject|acm reference|general terms\b|\*?\s*equal contribution|\d?\s*(?:department|university) of"
    r"|\d\s?[A-Z][\w ]+(?:university|institute)|proceedings of|submitted to|preprint\b|copyright|permission to make)",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"^(?:arxiv:|preprint|published (?:as|in)|under review|accepted|proceedings|workshop track)", re.IGNORECASE
)
NUMBER = re.compile(r"^(\d{1,3})(?:\s+|$)")
HYPHEN = re.compile(r"[-\u00ad\u0002\ufffe]$")
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and how large it is set."""

    text: str
    size: float


def title_and_abstract(lines: Sequence[Line]) -> tuple[str, str]:
    """Return both, each empty where it is not found."""
    told = _without_numbers([line for line in lines if line.text.strip()])
    at = next((place for place, line in enumerate(told) if place and HEADING.match(line.text)), None)
    title = _title(told[:at])
    if at is None:
        return title, ""
    first = HEADING.sub("", told[at].text, count=1).strip()
    rest: list[str] = [first] if first else []
    for line in told[at + 1 :]:
        if ENDS.match(line.text) and not _goes_on(rest):
            break
        rest.append(line.text)
    return title, _joined(rest)[:LONGEST_ABSTRACT]


def _title(lines: Sequence[Line]) -> str:
    """Return the lines in a row that are set largest."""
    worded = [line for line in lines if sum(map(str.isalpha, line.text)) >= FEW_LETTERS and not STAMP.match(line.text)]
    if not worded:
        return ""
    least = ALIKE * max(line.size for line in worded)
    start = next(place for place, line in enumerate(worded) if line.size >= least)
    found = []
    for line in worded[start:]:
        if line.size < least:
            break
        found.append(line.text)
    return _joined(found)[:LONGEST_TITLE].strip()


def _without_numbers(lines: list[Line]) -> list[Line]:
    """Take off the numbers that drafts have beside their lines."""
    kept = [line for line in lines if not line.text.strip().isdigit()]
    numbers = [int(found.group(1)) for line in kept if (found := NUMBER.match(line.text))]
    rising = sum(1 for one, other in pairwise(numbers) if other == one + 1)
    if rising < max(3, NUMBERED * len(kept)):
        return kept
    return [Line(NUMBER.sub("", line.text, count=1), line.size) for line in kept]


def _goes_on(lines: Sequence[str]) -> bool:
    """Tell whether a sentence has begun and not ended, so that a line like a heading belongs to it."""
    return bool(lines) and bool(HYPHEN.search(lines[-1].rstrip()))


def _joined(lines: Sequence[str]) -> str:
    """Return lines as running text, with words that were divided at their ends put together."""
    text = ""
    for line in lines:
        part = " ".join(line.split())
        is_divided = HYPHEN.search(text) and part[:1].islower()
        text = text[:-1] + part if is_divided else f"{text} {part}"
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    return " ".join(UNPRINTED.sub("", text).split())
