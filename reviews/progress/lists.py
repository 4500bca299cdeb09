"""The desk's list of submitted reviews, to read and not to change; without papers in conflict."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from reviews.models import Review
from reviews.models.review import SCORES, TEXTS
from reviews.visibility.facts import Fact as Knowable
from reviews.visibility.lists import Sight
from want.desk.cells import Fact, link, on_day, prose, when
from want.desk.edition_admin import EditionAdmin
from want.desk.sight import sight_of

SEEN = (
    Knowable.TITLE_ABSTRACT,
    Knowable.REVIEWER_IDENTITY,
    Knowable.REVIEW_TEXT_OTHERS,
    Knowable.REVIEW_SCORES,
    Knowable.CONFIDENTIAL_COMMENTS,
    Knowable.REVIEW_TIMESTAMPS,
)


@admin.register(Review)
class ReviewAdmin(EditionAdmin):
    """The reviews that are in, as they stand now."""

    desk_group = "Reviews"
    desk_label = "Reviews"
    desk_position = 20
    edition_path = "assignment__submission__edition"
    intro = "What reviewers have submitted. Papers with which you have a conflict of interest are not here."
    empty = "No review is in yet."

    list_display = ("paper", "reviewer", "score", "certainty", "submitted", "revised")
    list_filter = ("overall", "confidence")
    search_fields = ("assignment__submission__title", "assignment__reviewer__name")
    search_help_text = "Title or name"
    sortable_by = ("paper", "reviewer", "score", "certainty", "submitted")
    numeric = ("score", "certainty")
    ordering = ("assignment__submission__number", "assignment__pseudonym")

    def scope(self, request: HttpRequest, rows: QuerySet[Review]) -> QuerySet[Review]:
        """Keep papers whose reviews this chair may read."""
        sight: Sight = sight_of(request.user, self.edition(request))
        seen = sight.papers(*SEEN).order_by().values("pk")
        kept = super().scope(request, rows).filter(assignment__submission__in=seen, assignment__removed_at=None)
        return kept.select_related("assignment__submission__edition", "assignment__reviewer")

    @admin.display(description="paper", ordering="assignment__submission__number")
    def paper(self, row: Review) -> str:
        """Name the paper."""
        return f"{row.assignment.submission.number}: {row.assignment.submission.title}"

    @admin.display(description="reviewer", ordering="assignment__reviewer__name")
    def reviewer(self, row: Review) -> str:
        """Name the person and who they are to others."""
        return f"{row.assignment.reviewer} ({row.assignment.pseudonym})"

    @admin.display(description="score", ordering="overall")
    def score(self, row: Review) -> int:
        """Give the overall score; its words are on the review's page."""
        return row.overall

    @admin.display(description="confidence", ordering="confidence")
    def certainty(self, row: Review) -> int:
        """Give the confidence."""
        return row.confidence

    @admin.display(description="submitted", ordering="submitted_at")
    def submitted(self, row: Review) -> str:
        """Give the day."""
        return on_day(row.submitted_at)

    @admin.display(description="revised")
    def revised(self, row: Review) -> str:
        """Give the day of the last change, if there was one."""
        return on_day(row.updated_at) if row.version > 1 else ""

    def heading(self, obj: Review) -> str:
        """Head the page with paper and reviewer."""
        return f"{obj.assignment.pseudonym} on paper {obj.assignment.submission.number}"

    def facts(self, request: HttpRequest, obj: Review) -> list[Fact]:  # noqa: ARG002
        """Show the whole review."""
        paper = obj.assignment.submission
        found = [
            Fact("Paper", link(reverse("papers:page", args=[paper.edition.slug, paper.code]), paper.title)),
            Fact("Reviewer", obj.assignment.reviewer),
            Fact("Submitted", when(obj.submitted_at)),
        ]
        if obj.version > 1:
            found.append(Fact(f"Revised, version {obj.version}", when(obj.updated_at)))
        words = {field.name: str(field.verbose_name).capitalize() for field in Review._meta.fields}
        found += [Fact(words[name], getattr(obj, f"get_{name}_display")()) for name in SCORES]
        return found + [Fact(words[name], prose(getattr(obj, name))) for name in TEXTS if getattr(obj, name)]
