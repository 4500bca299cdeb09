"""The papers as a table to download; each cell holds what the list would show this chair."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from submissions.desk.lines import authors_of, topics_of
from submissions.models import Submission
from want.core.csvout import csv_response
from want.desk import registry

Lists = dict[int, list[str]]


def export(request: HttpRequest, made: Any, papers: QuerySet[Submission]) -> StreamingHttpResponse:
    """Send papers as a table; each cell holds what the list would show this chair."""
    edition = made.edition(request)
    columns = sorted(registry.PAPER_COLUMNS, key=lambda column: column.position)
    header = [
        "Number",
        "Title",
        "Authors",
        "Addresses",
        "Type",
        "Status",
        "Presentation",
        "Topics",
        "Submitted",
        "Track",
    ]
    shown = len(header) if edition.has_tracks else -1  # the last column is of those with tracks
    rows = list(papers)
    keys = [row.pk for row in rows]
    addresses, topics = authors_of(keys, "email"), topics_of(keys)
    made.prepare(request, rows)
    return csv_response(
        f"{edition.slug}-papers.csv",
        [*header[:shown], *(column.label for column in columns)],
        ([*_exported(row, addresses, topics)[:shown], *(row.cells[column.name] for column in columns)] for row in rows),
        byte_order_mark=True,
    )


def _exported(paper: Submission, addresses: Lists, topics: Lists) -> list[Any]:
    return [
        paper.number,
        paper.title,
        "; ".join(paper.author_names),
        "; ".join(addresses.get(paper.pk, [])) if paper.seen.may("author_emails") else "",
        str(paper.submission_type or ""),
        paper.get_status_display(),
        paper.presentation,
        "; ".join(topics.get(paper.pk, [])),
        paper.submitted_at if paper.seen.may("submission_times_history") else "",
        str(paper.track or ""),
    ]
