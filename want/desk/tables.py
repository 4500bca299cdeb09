"""Turn a changelist into what the template of a list shows: headers that sort, and rows of cells. Read by tags."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html
from django.utils.safestring import SafeString

from want.core.sealed import seal
from want.desk.cells import when


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, how it sorts, and how a row's cell is made."""

    label: str
    css: str
    sort_url: str
    direction: str  # ascending, descending or empty
    content: Callable[[Any], Any]


def columns_of(changelist: ChangeList) -> list[Column]:
    """Return the columns of a list, without the one of the tick boxes."""
    headers = list(result_headers(changelist))
    return [
        _column(changelist, name, header)
        for name, header in zip(changelist.list_display, headers, strict=True)
        if name != "action_checkbox"
    ]


def rows_of(changelist: ChangeList, columns: list[Column]) -> Iterator[tuple[str, SafeString]]:
    """Yield each row's key, sealed, and its cells as one piece of HTML."""
    for row in changelist.result_list:
        yield seal(row.pk, row._meta.label), SafeString("".join(_cell(column, row) for column in columns))


def _column(changelist: ChangeList, name: Any, header: dict[str, Any]) -> Column:
    admin = changelist.model_admin
    title = admin.title_column or next(n for n in changelist.list_display if n != "action_checkbox")
    is_numeric = name in admin.numeric or getattr(name, "is_numeric", False)
    css = "row-title" if name == title else "num" if is_numeric else ""
    content = _content(changelist, name)
    if name == title:
        content = _linked(changelist, content)
    sorted_now = header.get("sortable") and header.get("sort_priority", 0) > 0
    return Column(
        label=str(header["text"])[:1].upper() + str(header["text"])[1:],
        css=css,
        sort_url=header["url_primary"] if header.get("sortable") else "",
        direction=("ascending" if header["ascending"] else "descending") if sorted_now else "",
        content=content,
    )


def _content(changelist: ChangeList, name: Any) -> Callable[[Any], Any]:
    """Return how to get a cell's value: a method of the admin, the words of a choice, or the field."""
    if callable(name):
        return name  # type: ignore[no-any-return]
    if callable(method := getattr(changelist.model_admin, name, None)):
        return method  # type: ignore[no-any-return]
    words = f"get_{name}_display"
    if hasattr(changelist.model, words):
        return lambda row: getattr(row, words)()
    return lambda row: _shown(getattr(row, name))


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return when(value) if isinstance(value, datetime) else value


def _linked(changelist: ChangeList, content: Callable[[Any], Any]) -> Callable[[Any], SafeString]:
    """Let the cell lead to the row's record."""
    return lambda row: format_html('<a href="{}">{}</a>', changelist.url_for_result(row), content(row) or "open")


def _cell(column: Column, row: Any) -> SafeString:
    value = column.content(row)
    if column.css == "row-title":
        return format_html('<td class="row-title">{}</td>', value)
    if column.css:
        return format_html('<td class="{}" data-label="{}">{}</td>', column.css, column.label, value)
    return format_html('<td data-label="{}">{}</td>', column.label, value)
