"""Read the lines of a PDF's first page with the renderer that browsers use. Pure; run in a process of its own."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

from submissions.manuscripts.checks.inside import DAMAGED
from submissions.manuscripts.checks.problem import Problem
from submissions.manuscripts.front.reading import Line

MOST_LETTERS = 30_000  # of a page; a poster's or a table's page has more, and no abstract
ENDINGS = frozenset("\r\n")


def first_page(path: Path) -> list[Line]:
    """Return the lines in the order in which they stand in the file."""
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            return list(_lines(document[0].get_textpage()))
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise Problem(DAMAGED) from None


def _lines(page: Any) -> Iterator[Line]:
    letters: list[str] = []
    sizes: list[float] = []
    for place in range(min(page.count_chars(), MOST_LETTERS)):
        letter = chr(raw.FPDFText_GetUnicode(page.raw, place))
        if letter in ENDINGS:
            if letters:
                yield Line("".join(letters), median(sizes) if sizes else 0.0)
            letters, sizes = [], []
            continue
        letters.append(letter)
        if not letter.isspace():
            sizes.append(_height(page, place))
    if letters:
        yield Line("".join(letters), median(sizes) if sizes else 0.0)


def _height(page: Any, place: int) -> float:
    """Return how high a letter is set: its font's height on the page, whatever the letter."""
    box = raw.FS_RECTF()
    known = raw.FPDFText_GetLooseCharBox(page.raw, place, ctypes.byref(box))
    return abs(box.top - box.bottom) if known else 0.0
