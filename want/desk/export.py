"""Any list of the desk as a table to download: the rows that search and filters leave, all pages of them."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.html import strip_tags

from want.core.csvout import csv_response
from want.desk.tables import columns_of


def download(request: HttpRequest, changelist: ChangeList, name: str) -> StreamingHttpResponse:
    """Send the list with the cells it shows, as text."""
    rows = list(changelist.queryset)
    changelist.model_admin.prepare(request, rows)
    columns = columns_of(changelist)
    return csv_response(
        name,
        [column.label for column in columns],
        (list(_cells(columns, row)) for row in rows),
        byte_order_mark=True,
    )


def _cells(columns: list[Any], row: Any) -> Iterator[Any]:
    for column in columns:
        value = column.content(row)
        yield value if isinstance(value, int | float) else " ".join(unescape(strip_tags(str(value))).split())
