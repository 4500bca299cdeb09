"""The desk's list of decisions with who made them, to look up; they are made in the table of decisions."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from reviews.decisions.cells import TONES
from reviews.models import Decision
from reviews.visibility.facts import Fact as Knowable
from reviews.visibility.lists import Sight
from reviews.visibility.policy import visible_facts
from want.desk.cells import Fact, badge, link, on_day, when
from want.desk.edition_admin import EditionAdmin
from want.desk.sight import sight_of

KNOWN = frozenset({Knowable.DECISION_BEFORE_RELEASE, Knowable.DECISION_AFTER_RELEASE})


@admin.register(Decision)
class DecisionAdmin(EditionAdmin):
    """What was decided, by whom and when."""

    desk_group = "Decisions"
    desk_label = "Who decided what"
    desk_position = 40
    edition_path = "submission__edition"
    intro = "Each decision with its chair and time. Papers with which you have a conflict of interest are not here."
    empty = "Nothing is decided yet."

    list_display = ("paper", "decision", "chair", "decided", "released")
    list_filter = ("outcome",)
    search_fields = ("submission__title",)
    search_help_text = "Title"
    sortable_by = ("paper", "decided")
    ordering = ("submission__number",)

    def scope(self, request: HttpRequest, rows: QuerySet[Decision]) -> QuerySet[Decision]:
        """Keep papers whose decision this chair may see: a conflict hides it until the release, and its note after."""
        sight: Sight = sight_of(request.user, self.edition(request))
        seen = sight.papers(Knowable.TITLE_ABSTRACT, Knowable.SCORE_AGGREGATES)
        seen = seen.filter(sight.where(lambda case: not KNOWN.isdisjoint(visible_facts(case))))
        kept = super().scope(request, rows).filter(submission__in=seen.order_by().values("pk"))
        return kept.select_related("submission__edition", "decided_by")

    @admin.display(description="paper", ordering="submission__number")
    def paper(self, row: Decision) -> str:
        """Name the paper."""
        return f"{row.submission.number}: {row.submission.title}"

    @admin.display(description="decision")
    def decision(self, row: Decision) -> str:
        """Show the outcome in a word."""
        return badge(row.get_outcome_display(), TONES[row.outcome])

    @admin.display(description="by")
    def chair(self, row: Decision) -> str:
        """Name the chair."""
        return str(row.decided_by)

    @admin.display(description="decided", ordering="decided_at")
    def decided(self, row: Decision) -> str:
        """Give the day."""
        return on_day(row.decided_at)

    @admin.display(description="released")
    def released(self, row: Decision) -> str:
        """Give the day of the release."""
        return on_day(row.released_at)

    def heading(self, obj: Decision) -> str:
        """Head the page with the paper."""
        return f"Decision on paper {obj.submission.number}"

    def facts(self, request: HttpRequest, obj: Decision) -> list[Fact]:  # noqa: ARG002
        """Tell what, by whom, when, with which note."""
        place = [obj.submission.edition.slug, obj.submission.code]
        found = [
            Fact("Paper", link(reverse("papers:page", args=place), obj.submission.title)),
            Fact("Decision", self.decision(obj)),
            Fact("By", obj.decided_by),
            Fact("Decided", when(obj.decided_at)),
            Fact("Note to the authors", obj.note or "none"),
        ]
        if obj.released_at:
            return [*found, Fact("Released", when(obj.released_at))]
        return [*found, Fact("Change", link(reverse("desk:decision", args=place), "Change the decision"))]
