"""The desk's lists of assignments and bids, to look up and not to change; without papers in conflict."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from reviews.models import Assignment, Bid
from reviews.visibility.facts import Fact as Knowable
from reviews.visibility.lists import Sight
from want.desk.cells import Fact, badge, link, on_day, when
from want.desk.edition_admin import EditionAdmin
from want.desk.sight import sight_of
from want.venues.models import Role

BIDS = {"eager": "good", "willing": "good", "in_a_pinch": "neutral", "not_willing": "warn", "conflict": "bad"}


class StandsFilter(admin.SimpleListFilter):
    """By how an assignment stands."""

    title = "stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:  # noqa: ARG002
        """Offer what the column says."""
        return [("open", "Review still out"), ("in", "Review in"), ("back", "Taken back")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> QuerySet[Assignment]:  # noqa: ARG002
        """Keep those that stand so."""
        reviewing = queryset.filter(role=Role.REVIEWER, removed_at=None)
        kept = {
            "open": reviewing.filter(review=None),
            "in": reviewing.exclude(review=None),
            "back": queryset.exclude(removed_at=None),
        }
        return kept.get(self.value() or "", queryset)


@admin.register(Assignment)
class AssignmentAdmin(EditionAdmin):
    """Who has which paper, and who had it once."""

    desk_group = "Reviewer assignment"
    desk_label = "Assignments"
    desk_position = 40
    edition_path = "submission__edition"
    intro = "Everybody who has a paper or had one. Papers with which you have a conflict of interest are not here."
    empty = "Nobody has a paper yet."

    list_display = ("paper", "person", "role", "pseudonym", "assigned", "how_it_stands")
    list_filter = ("role", StandsFilter)
    search_fields = ("submission__title", "reviewer__name")
    search_help_text = "Title or name"
    sortable_by = ("paper", "person", "assigned")
    ordering = ("submission__number", "role", "pseudonym")

    def scope(self, request: HttpRequest, rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Keep papers whose reviewers this chair may see."""
        sight: Sight = sight_of(request.user, self.edition(request))
        seen = sight.papers(Knowable.TITLE_ABSTRACT, Knowable.REVIEWER_IDENTITY, Knowable.REVIEW_COUNT_PROGRESS)
        kept = super().scope(request, rows).filter(submission__in=seen.order_by().values("pk"))
        return kept.select_related("submission__edition", "reviewer", "review", "assigned_by")

    @admin.display(description="paper", ordering="submission__number")
    def paper(self, row: Assignment) -> str:
        """Name the paper."""
        return f"{row.submission.number}: {row.submission.title}"

    @admin.display(description="person", ordering="reviewer__name")
    def person(self, row: Assignment) -> str:
        """Name the person."""
        return str(row.reviewer)

    @admin.display(description="since", ordering="assigned_at")
    def assigned(self, row: Assignment) -> str:
        """Give the day."""
        return on_day(row.assigned_at)

    @admin.display(description="stands")
    def how_it_stands(self, row: Assignment) -> str:
        """Say whether the review is in."""
        if row.removed_at:
            return badge("taken back", "neutral")
        if row.role == Role.AREA_CHAIR:
            return badge("leads it", "neutral")
        return badge("review in", "good") if hasattr(row, "review") else badge("open", "info")

    def heading(self, obj: Assignment) -> str:
        """Head the page with both sides."""
        return f"{obj.reviewer}, {obj.pseudonym} of paper {obj.submission.number}"

    def facts(self, request: HttpRequest, obj: Assignment) -> list[Fact]:  # noqa: ARG002
        """Tell by whom and when."""
        place = [obj.submission.edition.slug, obj.submission.code]
        found = [
            Fact("Paper", link(reverse("papers:page", args=place), obj.submission.title)),
            Fact("Assigned", when(obj.assigned_at)),
            Fact("By", obj.assigned_by or ""),
            Fact("Stands", self.how_it_stands(obj)),
            Fact("Change", link(reverse("desk:paper_assignments", args=place), "Who reviews this paper")),
        ]
        if obj.removed_at:
            found += [Fact("Taken back", when(obj.removed_at)), Fact("Why", obj.removal_reason)]
        return found


@admin.register(Bid)
class BidAdmin(EditionAdmin):
    """What reviewers said of papers."""

    desk_group = "Reviewer assignment"
    desk_label = "Bids"
    desk_position = 50
    edition_path = "submission__edition"
    intro = "How gladly people would review which paper. Papers with which you have a conflict are not here."
    empty = "Nobody has bid yet."

    list_display = ("paper", "person", "bid", "placed")
    list_filter = ("value",)
    search_fields = ("submission__title", "user__name")
    search_help_text = "Title or name"
    sortable_by = ("paper", "person", "placed")
    ordering = ("submission__number", "user__name")

    def scope(self, request: HttpRequest, rows: QuerySet[Bid]) -> QuerySet[Bid]:
        """Keep papers whose bids this chair may see."""
        sight: Sight = sight_of(request.user, self.edition(request))
        seen = sight.papers(Knowable.TITLE_ABSTRACT, Knowable.BIDS_OTHERS)
        kept = super().scope(request, rows).filter(submission__in=seen.order_by().values("pk"))
        return kept.select_related("submission", "user")

    @admin.display(description="paper", ordering="submission__number")
    def paper(self, row: Bid) -> str:
        """Name the paper."""
        return f"{row.submission.number}: {row.submission.title}"

    @admin.display(description="person", ordering="user__name")
    def person(self, row: Bid) -> str:
        """Name the person."""
        return str(row.user)

    @admin.display(description="bid")
    def bid(self, row: Bid) -> str:
        """Show the bid in a word."""
        return badge(row.get_value_display(), BIDS[row.value])

    @admin.display(description="placed", ordering="placed_at")
    def placed(self, row: Bid) -> str:
        """Give the day."""
        return on_day(row.placed_at)

    def heading(self, obj: Bid) -> str:
        """Head the page with both sides."""
        return f"{obj.user} on paper {obj.submission.number}"

    def facts(self, request: HttpRequest, obj: Bid) -> list[Fact]:  # noqa: ARG002
        """Tell what and when."""
        return [
            Fact("Paper", obj.submission.title),
            Fact("Bid", self.bid(obj)),
            Fact("Placed", when(obj.placed_at)),
        ]
