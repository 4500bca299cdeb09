"""Tables for a spreadsheet program: CSV that cannot run anything there. Called by every page that offers a download.

A spreadsheet takes a cell that begins with = + - or @ for a formula, whoever wrote it; a paper's title can so send
the table's contents away. Such a text gets an apostrophe in front. Numbers are numbers and stay as they are.

Where numbers have a decimal comma, spreadsheets divide lines at semicolons instead, also inside our quotes: there a
cell can begin in the middle of a text. What would begin a formula there, or after a tab or a line end, gets one, too.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

from django.http import StreamingHttpResponse

ROWS_AT_ONCE = 200
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
                    "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
CELL_WITHIN = re.compile(r"""([;\t\r\n][ "]*+)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])""")  # the same signs
BYTE_ORDER_MARK = "\ufeff"


def csv_response(
    filename: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    byte_order_mark: bool = False,
) -> StreamingHttpResponse:
    """A download that is sent while it is made. Excel takes it for UTF-8 only with the byte order mark."""
    response = StreamingHttpResponse(
        csv_lines(header, rows, byte_order_mark=byte_order_mark), content_type="text/csv; charset=utf-8"
    )
    ascii_name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in filename)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def csv_lines(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, byte_order_mark: bool = False
) -> Iterator[str]:
    """The table as text, some hundred rows at a time."""
    collected = _Collector()
    writer = csv.writer(collected)
    if byte_order_mark:
        collected.write(BYTE_ORDER_MARK)
    writer.writerow([safe_cell(name) for name in header])
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe_cell(value) for value in row])
        if number % ROWS_AT_ONCE == 0:
            yield collected.take()
    yield collected.take()


def safe_cell(value: object) -> str | int | float | Decimal:
    """One value as a spreadsheet may have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = CELL_WITHIN.sub(r"\1'", str(value).replace("\0", ""))
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_A_FORMULA) else text


class _Collector:
    """What csv.writer takes for a file: keeps the text until it is taken."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        self._parts.append(text)
        return len(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text
