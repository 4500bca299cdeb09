"""The lists on a paper's page in the desk. Who may see which of them is asked before these are called."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from submissions.conflicts.derive import Reason
from submissions.models import Submission
from want.desk.cells import quiet


def author_lines(paper: Submission, *, with_address: bool) -> Iterator[SafeString]:
    """Name the authors in their order."""
    for author in paper.authors.current():
        address = f" {author.email}" if with_address else ""
        yield format_html("{} {}", author.name, quiet(f"{author.affiliation}{address}"))


def file_lines(paper: Submission) -> Iterator[SafeString]:
    """List all versions of all files."""
    for file in paper.manuscripts.all():
        yield format_html(
            "{} {}", file, quiet(f"{file.pages} pages, {file.size // 1024} kB, SHA-256 {file.sha256[:12]}…")
        )


def conflict_lines(paper: Submission) -> Iterator[SafeString]:
    """Say who of the committee must keep away, and why."""
    for conflict in paper.conflicts.select_related("user").exclude(reason=Reason.AUTHOR):
        yield format_html("{} {}", conflict.user, quiet(f"{conflict.get_reason_display()}: {conflict.because}"))
