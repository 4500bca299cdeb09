"""The desk's page of publication: what is missing, and the one button."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.proceedings.actions import publish
from reviews.proceedings.rules import may_publish_list
from reviews.publication.queries import accepted_papers
from reviews.visibility.lists import sight_of
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition

PAGE = 100


@page("publish/", "publish", label="Publication", group="Decisions", position=30)
def publish_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show which accepted papers are ready, and publish the list."""
    if request.method == "POST":
        try:
            publish(edition, by=request.user)
            messages.success(request, "The accepted papers are published.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:publish", edition.slug)
    sight = sight_of(request.user, edition)
    papers = accepted_papers(sight)
    ready = sum(1 for paper in papers if not paper.lacks)
    context = {
        "title": "Publication",
        "papers": Paginator(papers, PAGE).get_page(request.GET.get("page")),
        "total": len(papers),
        "ready": ready,
        "is_due": ready < len(papers) and not edition.published_at,
        "verdict": may_publish_list(sight.ties.to_others, sight.moment.stage),
    }
    return render(request, "reviews/publication/publish.html", context)
