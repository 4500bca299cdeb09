"""The desk's page of progress: reviews in of reviews due, who is late, which papers wait, and the reminder."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.progress.actions import remind
from reviews.progress.notifications import preview, reminders
from reviews.progress.queries import curve_of, papers_waiting, people_due, progress_of
from reviews.progress.rules import may_remind
from reviews.visibility.lists import sight_of
from want.core.verdict import Refused
from want.desk.registry import page
from want.mail.actions import unsent
from want.venues.models import Edition
from want.venues.stages import Stage

PAGE = 50


@page("progress/", "progress", label="Progress", group="Reviews", position=10)
def progress(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show how the reviews come in, who still owes some, and which papers have too few."""
    sight = sight_of(request.user, edition)
    figures = progress_of(sight)
    waiting = papers_waiting(sight, edition.reviews_per_paper)
    context = {
        "title": "Progress of the reviews",
        "figures": figures,
        "curve": curve_of(sight, figures.due),
        "window": sight.moment.calendar.windows.get(Stage.REVIEWING),
        "people": Paginator(people_due(sight), PAGE).get_page(request.GET.get("page")),
        "waiting": waiting[:PAGE],
        "waiting_more": len(waiting) - PAGE,
        "may_remind": may_remind(sight.ties.to_others, sight.moment),
    }
    return render(request, "reviews/progress/progress.html", context)


@page("progress/remind/", "remind_reviewers")
def remind_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the reminder before it is sent, then send it."""
    sight = sight_of(request.user, edition)
    if request.method == "POST":
        try:
            sent = remind(edition, by=request.user)
            said = f"Reminders queued: {sent}." if sent else "Everybody who is due has had a reminder today."
            messages.success(request, said)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:progress", edition.slug)
    written = reminders(edition, sight)
    context = {
        "title": "Remind reviewers",
        "letter": preview(edition, sight),
        "all": len(written),
        "fresh": len(unsent(written)),
        "may_remind": may_remind(sight.ties.to_others, sight.moment),
    }
    return render(request, "reviews/progress/remind.html", context)
