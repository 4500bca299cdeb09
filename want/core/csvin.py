"""Tables that people upload: their rows, whatever ends their lines. Called by every reader of pairs from a file."""

import csv
import io
from collections.abc import Callable, Iterator

UNREADABLE = "from here on the file cannot be read. A cell is too long; is a quote missing, or is it no CSV file?"


def rows_of(text: str, refuse: Callable[[int, str], object]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its place, cells without blanks around them and without NULs, which the database takes not.

    Where the table breaks off, `refuse` is told the place and why, and there are no more rows.
    """
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=None))
    place = 0
    try:
        for place, row in enumerate(rows, start=1):
            yield place, [cell.strip() for cell in row]
    except csv.Error:
        refuse(place + 1, UNREADABLE)
