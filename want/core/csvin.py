"""Tables that people upload: their rows, whatever ends their lines. Called by every reader of pairs from a file."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import IO

UNREADABLE = "from here on the file cannot be read. A cell is too long; is a quote missing, or is it no CSV file?"
LONGEST_LINE = 200_000  # signs; no table of ours has such a line, and a file without ends of lines is read in parts


def lines_of(file: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a file as they are asked for, so that no large one is held in memory."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline=None)
    try:
        yield from iter(lambda: text.readline(LONGEST_LINE), "")
    finally:
        text.detach()  # else it would close the file with itself


def rows_of(text: str | Iterable[str], refuse: Callable[[int, str], object]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its place, cells without blanks around them and without NULs, which the database takes not.

    Where the table breaks off, `refuse` is told the place and why, and there are no more rows.
    """
    lines = io.StringIO(text, newline=None) if isinstance(text, str) else text
    rows = csv.reader(line.replace("\0", "") for line in lines)
    place = 0
    try:
        for place, row in enumerate(rows, start=1):
            yield place, [cell.strip() for cell in row]
    except csv.Error:
        refuse(place + 1, UNREADABLE)
