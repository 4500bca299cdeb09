"""The papers in the desk: a list to filter and search, a record to read. Nobody edits a paper's text there.

What a chair may see of each paper, the policy says (want.desk.sight): titles and authors stay visible in a conflict,
times and whatever the committee does are not. Folders above add columns and parts (want.desk.registry).
"""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from submissions.desk import panel
from submissions.desk.export import export
from submissions.desk.filters import FileFilter, StatusFilter, TopicFilter, TrackFilter, TypeFilter
from submissions.desk.lines import author_lines, authors_of, conflict_lines, file_lines
from submissions.models import Author, Submission
from submissions.states import Status
from want.audit.models import Entry
from want.core.markdown import render_inline
from want.desk import registry
from want.desk.cells import Fact, badge, listed, on_day, when
from want.desk.edition_admin import EditionAdmin
from want.desk.sight import sight_of

__all__ = ["SubmissionAdmin", "panel"]

SHOWN = 2  # authors in a row
WORDS = 8  # of a search
DIGITS = 9  # a number of a paper fits into them
ENTRIES = 20  # of the log on a paper's page

TONES = {
    Status.DRAFT: "neutral",
    Status.SUBMITTED: "info",
    Status.WITHDRAWN: "neutral",
    Status.DESK_REJECTED: "bad",
    Status.ACCEPTED: "good",
    Status.REJECTED: "neutral",
}


@admin.register(Submission)
class SubmissionAdmin(EditionAdmin):
    """The papers of the edition."""

    desk_group = "Submissions"
    desk_label = "Papers"
    desk_position = 10
    empty = "No paper has been started yet."

    list_filter = (StatusFilter, TrackFilter, TypeFilter, TopicFilter, FileFilter)
    search_fields = ("title",)
    search_help_text = "Number, title, author or address"
    title_column = "paper"
    record_template = "desk/paper.html"
    actions = ("download",)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Show the paper's own columns, and those that folders above have registered."""
        more = sorted(registry.PAPER_COLUMNS, key=lambda column: column.position)
        tracked = ["track"] if self.edition(request).has_tracks else []
        return ["number", "paper", "authors", *tracked, "kind", "state", "submitted", *map(_registered, more)]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:  # noqa: ARG002
        """Offer the paper's own filters, and those that folders above have registered."""
        return [*self.list_filter, *registry.PAPER_FILTERS]

    def scope(self, request: HttpRequest, rows: QuerySet[Submission]) -> QuerySet[Submission]:  # noqa: ARG002
        """Return the papers that this chair may know of, to be ordered by when they came in where they may see that."""
        sight = sight_of(request.user, self.edition(request))
        timed = sight.papers("submission_times_history").values("pk")
        known = sight.papers("existence", "title_abstract").select_related("submission_type", "track").defer("abstract")
        return known.alias(came_in=Case(When(pk__in=timed, then=F("submitted_at"))))  # type: ignore[no-any-return]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Submission], search_term: str
    ) -> tuple[QuerySet[Submission], bool]:
        """Find papers by number, by words of the title, by an author's name or address; all words must be met."""
        edition = self.edition(request)
        authored = sight_of(request.user, edition).papers("author_identity", "author_emails")
        authors = Author.objects.current().filter(submission__edition=edition)
        for word in search_term.split()[:WORDS]:
            named = authors.filter(Q(name__icontains=word) | Q(email__icontains=word), submission__in=authored)
            met = Q(title__icontains=word) | Q(pk__in=named.values("submission"))
            if word.isascii() and word.isdigit() and len(word) < DIGITS:
                met |= Q(number=int(word))
            queryset = queryset.filter(met)
        return queryset, False

    def prepare(self, request: HttpRequest, rows: list[Submission]) -> None:
        """Load the authors of the page's papers, and the cells of the registered columns."""
        edition = self.edition(request)
        sight = sight_of(request.user, edition)
        names = authors_of([row.pk for row in rows], "name")
        cells = {column.name: column.load(edition, request.user, rows) for column in registry.PAPER_COLUMNS}
        for row in rows:
            row.seen = sight.of(row.pk, row.status)
            row.author_names = names.get(row.pk, []) if row.seen.may("author_identity") else []
            row.cells = {name: found.get(row.pk, "") for name, found in cells.items()}

    @admin.display(description="paper", ordering="title")
    def paper(self, paper: Submission) -> str:
        """Give the title."""
        return render_inline(paper.title) if paper.title else "Without a title yet"

    @admin.display(description="authors")
    def authors(self, paper: Submission) -> str:
        """Name the authors; many are cut short."""
        shown = ", ".join(paper.author_names[:SHOWN])
        more = len(paper.author_names) - SHOWN
        return f"{shown} + {more}" if more > 0 else shown

    @admin.display(description="track", ordering="track__position")
    def track(self, paper: Submission) -> str:
        """Name the track."""
        return str(paper.track or "")

    @admin.display(description="type", ordering="submission_type__position")
    def kind(self, paper: Submission) -> str:
        """Name the type."""
        return str(paper.submission_type or "")

    @admin.display(description="status", ordering="status")
    def state(self, paper: Submission) -> str:
        """Show what is publicly true of it."""
        words = paper.get_status_display()
        if paper.presentation:
            words = f"{words} ({paper.presentation})"
        return badge(words, TONES[Status(paper.status)])

    @admin.display(description="submitted", ordering="came_in")
    def submitted(self, paper: Submission) -> str:
        """Say when it came in."""
        return on_day(paper.submitted_at) if paper.seen.may("submission_times_history") else ""

    @admin.action(description="Download as CSV", permissions=["view"])
    def download(self, request: HttpRequest, papers: QuerySet[Submission]) -> StreamingHttpResponse:
        """Send the ticked papers as a table, with what this chair may see of each."""
        return export(request, self, papers)

    def csv_of(self, request: HttpRequest, changelist: Any, name: str) -> HttpResponse:  # noqa: ARG002
        """Tell more of each paper than the list has room for: all authors with their addresses, the topics."""
        return export(request, self, changelist.queryset)

    def heading(self, obj: Submission) -> str:
        """Head the page with number and title."""
        return f"Paper {obj.number}: {obj.title or 'without a title yet'}"

    def crumb(self, obj: Submission) -> str:
        """Name it by its number."""
        return str(obj)

    def facts(self, request: HttpRequest, obj: Submission) -> list[Fact]:
        """Say what the authors said, as far as this chair may see it."""
        may = obj.seen.may
        facts = [Fact("Status", self.state(obj)), Fact("Type", self.kind(obj))]
        if self.edition(request).has_tracks:
            facts.append(Fact("Track", self.track(obj) or "none chosen yet"))
        if may("author_identity"):
            facts.append(Fact("Authors", listed(list(author_lines(obj, with_address=may("author_emails"))))))
        facts += [
            Fact("Topics", ", ".join([*(str(topic) for topic in obj.topics.all()), *filter(None, [obj.other_topic])])),
            Fact("Areas", ", ".join([*(str(area) for area in obj.areas.all()), *filter(None, [obj.other_area])])),
            Fact("Keywords", ", ".join(obj.keywords)),
        ]
        if may("submission_times_history"):
            facts += [
                Fact("Submitted", when(obj.submitted_at) or "not yet"),
                Fact("Last changed", when(obj.updated_at)),
            ]
        if may("pdf"):
            facts.append(Fact("Files", listed(list(file_lines(obj)))))
        if may("declared_conflicts"):
            facts.append(Fact("Conflicts", listed(list(conflict_lines(obj, with_declared=may("audit_log"))))))
            facts.append(Fact("Named by the authors", listed(obj.named_conflicts.all())))
        if obj.status == Status.WITHDRAWN and may("submission_times_history"):
            facts.append(Fact("Withdrawn because", obj.withdrawal_reason))
        return facts

    def record_context(self, request: HttpRequest, obj: Submission) -> dict[str, Any]:
        """Give the page the abstract, the parts of the folders above, and the log of the paper."""
        made = (maker(obj, request.user) for maker in registry.PAPER_PARTS)
        parts = sorted((part for part in made if part), key=lambda part: part.position)
        entries = Entry.objects.filter(submission_id=obj.pk)[:ENTRIES] if obj.seen.may("audit_log") else []
        return {"parts": parts, "entries": entries, "is_complete": obj.seen.may("pdf")}


def _registered(column: registry.Column) -> Any:
    """Return a registered column as Django's list takes it: a function of the row."""

    @admin.display(description=column.label)
    def cell(paper: Submission) -> Any:
        return paper.cells[column.name]

    cell.__name__ = f"paper_{column.name}"
    cell.is_numeric = column.is_numeric  # type: ignore[attr-defined]
    return cell
