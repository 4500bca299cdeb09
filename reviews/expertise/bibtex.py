"""Reads BibTeX as people paste it: each broken entry is named by its line, and the others are taken all the same. Pure.

Our own, because a profile needs three fields and an answer for every entry: pybtex, the best of the libraries, expands
abbreviations without measure (a kilobyte of @string lines that double each other became 336 MB here).
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from reviews.expertise.found import Reading
from want.core.combining import normalised

BEGIN = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(]", re.MULTILINE)
NO_PAPER = frozenset({"comment", "preamble", "string"})
NAME = re.compile(r"\s*+,?+\s*+([A-Za-z][\w:.+-]*+)\s*+=\s*+")  # tried once from each place: gaps can be very long
BARE = re.compile(r"[^\s,#{}\"]+")
LONGEST_WORD = 2_000
LONGEST_TEXT = 2_000_000  # characters that are read of one file, and of one field
LONGEST_FIELD = 100_000
MOST_EXPANDED = (
    1_000_000  # characters that abbreviations may add to one text: without measure, megabytes become gigabytes
)

MARKS = "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a\u0323"
ACCENTS = dict(zip("`'^\"~=.uvHckrd", MARKS, strict=True))
LETTERS = {"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
           "L": "Ł", "i": "i", "j": "j"}  # fmt: skip
ACCENT = re.compile(r"\\([`'^\"~=.]|[uvHckrd](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
LETTER = re.compile(r"\\(" + "|".join(sorted(LETTERS, key=len, reverse=True)) + r")(?![A-Za-z])\s*(?:\{\})?")
COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*")
ESCAPED = re.compile(r"\\([&%$#_{}])")


class Abbreviations(dict[str, str]):
    """What the @string lines of a text have named; used more than they may be, they stand for nothing."""

    left = MOST_EXPANDED

    def meant_by(self, word: str) -> str:
        """Return what a bare word stands for; a number stands for itself."""
        text = self.get(word.lower(), word if word.isdigit() else "")
        self.left -= len(text)
        return text if self.left >= 0 else ""


def read_bibtex(text: str) -> Reading:
    """Return the papers of a BibTeX file and what was wrong with the others."""
    reading = Reading("bibtex")
    known = Abbreviations()
    if len(text) > LONGEST_TEXT:
        reading.end(f"Only the first {LONGEST_TEXT:,} characters are read. Add the rest as a second file.")
    for line, kind, body, is_whole in reading.first_of(_entries(text[:LONGEST_TEXT])):
        where = f"the entry on line {line}"
        if kind == "string":
            known.update({name: value[:LONGEST_WORD] for name, value in _fields(body, known)})
        if kind in NO_PAPER:
            continue
        key, _, rest = body.partition(",")
        where = f"“{key.strip()[:60]}” on line {line}" if key.strip() and "=" not in key else where
        fields = dict(reversed(list(_fields(rest if "=" not in key else body, known))))
        if not is_whole:
            reading.refuse(where, "Its brackets do not close, so its fields cannot be told apart.")
            continue
        title = fields.get("title", "") or fields.get("booktitle", "")
        reading.add(where, plain(title), plain(fields.get("abstract", "")), fields.get("year") or fields.get("date"))
    if not reading.papers and not reading.problems:
        reading.refuse("the text", "There is no BibTeX entry in it; one begins like “@article{key,”.")
    return reading


def plain(text: str) -> str:
    """Return LaTeX as one reads it: accents as letters, commands and braces gone, formulas as they are written."""
    text = ACCENT.sub(_accented, text[:LONGEST_FIELD])
    text = LETTER.sub(lambda found: LETTERS[found.group(1)], text)
    text = ESCAPED.sub(lambda found: {"{": "", "}": ""}.get(found.group(1), found.group(1)), text)
    text = COMMAND.sub("", text).replace("~", " ").replace("---", "—").replace("--", "\N{EN DASH}")
    return normalised("NFC", text.replace("{", "").replace("}", ""))


def _accented(found: re.Match[str]) -> str:
    return (found.group(2) or found.group(3)) + ACCENTS[found.group(1)]


def _entries(text: str) -> Iterator[tuple[int, str, str, bool]]:
    """Yield line, kind and body of each entry, and whether its brackets close before the next one begins."""
    line, at = 1, 0
    for start, following in pairwise(chain(BEGIN.finditer(text), [None])):
        if start is None:
            return
        line, at = line + text.count("\n", at, start.start()), start.start()
        limit = following.start() if following else len(text)
        end = _closing(text, start.end(), limit, ")" if start.group().endswith("(") else "}")
        yield line, start.group(1).lower(), text[start.end() : limit if end is None else end], end is not None


def _closing(text: str, at: int, limit: int, closing: str) -> int | None:
    """Return where the bracket closes; braces in between count, a backslash before one does not open it."""
    depth = 0
    while at < limit:
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign == closing and depth == 0:
            return at
        elif sign in "{}":
            depth = max(0, depth + (1 if sign == "{" else -1))
        at += 1
    return None


def _fields(body: str, known: Abbreviations) -> Iterator[tuple[str, str]]:
    """Yield names, in small letters, with their values; what is no field ends the entry."""
    at = 0
    while found := NAME.match(body, at):
        value, at = _value(body, found.end(), known)
        yield found.group(1).lower(), value


def _value(body: str, at: int, known: Abbreviations) -> tuple[str, int]:
    """Return a value, of parts joined by #, and where it ends."""
    parts: list[str] = []
    while True:
        part, at = _part(body, at, known)
        parts.append(part)
        joined = re.compile(r"\s*#\s*").match(body, at)
        if joined is None:
            return "".join(parts), at
        at = joined.end()


def _part(body: str, at: int, known: Abbreviations) -> tuple[str, int]:
    if body.startswith("{", at):
        end = _closing(body, at + 1, len(body), "}")
        return (body[at + 1 :], len(body)) if end is None else (body[at + 1 : end], end + 1)
    if body.startswith('"', at):
        end = _quoted(body, at + 1)
        return body[at + 1 : end], end + 1
    word = BARE.match(body, at)
    if word is None:
        return "", at
    return known.meant_by(word.group()), word.end()


def _quoted(body: str, at: int) -> int:
    depth = 0
    while at < len(body):
        if body[at] == "\\":
            at += 1
        elif body[at] == '"' and depth == 0:
            return at
        elif body[at] in "{}":
            depth += 1 if body[at] == "{" else -1
        at += 1
    return at
