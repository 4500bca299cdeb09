"""The headers of the decisions table: which columns there are, and the addresses that sort by them. Pure."""

from django.http import QueryDict

from reviews.decisions.cells import Columns

HEADS = {
    "number": "Paper",
    "title": "Title",
    "kind": "Type",
    "mean": "Scores",
    "reviews": "Reviews",
    "recommendation": "Area chair",
    "decision": "Decision",
}
UNSORTED = frozenset({"kind", "recommendation"})


def heads(query: QueryDict, sort: str, columns: Columns) -> list[dict[str, str]]:
    """Return the headers; scores sort from the best down first."""
    hidden = set() if columns.with_recommendations else {"recommendation"}
    hidden |= set() if columns.with_decisions else {"decision"}
    hidden |= set() if columns.with_types else {"kind"}
    return [_head(query, name, label, sort) for name, label in HEADS.items() if name not in hidden]


def _head(query: QueryDict, name: str, label: str, sort: str) -> dict[str, str]:
    head = {"label": label, "css": "num" if name in {"number", "reviews"} else ""}
    if name in UNSORTED:
        return head
    is_sorted = sort.removeprefix("-") == name
    first = f"-{name}" if name == "mean" else name
    again = name if sort.startswith("-") else f"-{name}"
    target = query.copy()
    target["sort"] = again if is_sorted else first
    target.pop("page", None)
    head["url"] = f"?{target.urlencode()}"
    if is_sorted:
        head["direction"] = "descending" if sort.startswith("-") else "ascending"
    return head
