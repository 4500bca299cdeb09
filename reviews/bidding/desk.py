"""The desk's page of the bids' coverage, with the lock of bidding. Loaded by reviews.admin."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reviews.bidding import panel
from reviews.bidding.actions import lock_bidding, unlock_bidding
from reviews.bidding.coverage import coverage_of, papers_by_bids, people_by_bids
from reviews.models import BiddingLock
from reviews.visibility.lists import sight_of
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition
from want.venues.stages import Stage

PAGE = 100


@page("bids/coverage/", "bids_coverage", label="Bids by paper", group="Reviewer assignment", position=12)
def coverage(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show which papers have too few glad bids; or, asked for it, who has bid how much."""
    sight = sight_of(request.user, edition)
    by_people = request.GET.get("by") == "people"
    rows = people_by_bids(sight) if by_people else papers_by_bids(sight)
    context = {
        "title": "Bids by paper",
        "by_people": by_people,
        "silent": [person.email for person in rows.filter(placed=0)] if by_people else [],
        "figures": coverage_of(sight),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "window": sight.moment.calendar.windows.get(Stage.BIDDING),
        "is_open": sight.moment.stage is Stage.BIDDING,
        "lock": BiddingLock.objects.filter(edition=edition).select_related("locked_by").first(),
    }
    return render(request, "reviews/bidding/coverage.html", context)


@page("bids/lock/", "bids_lock")
@require_POST
def lock(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Lock bidding, or open it again."""
    try:
        if request.POST.get("do") == "unlock":
            unlock_bidding(edition, by=request.user)  # type: ignore[arg-type]
            messages.success(request, "Bids are taken again, while the dates say so.")
        else:
            lock_bidding(edition, by=request.user)  # type: ignore[arg-type]
            messages.success(request, "Bidding is locked: what was bid stands, and nobody changes it.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:bids_coverage", edition.slug)


__all__ = ["coverage", "lock", "panel"]
