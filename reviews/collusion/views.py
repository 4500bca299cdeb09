"""The desk's page of unusual bids and assignments: ask for a report by POST, read one's own last one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.assignment.queries import is_tied
from reviews.collusion.actions import ask_for_report, note_opening
from reviews.collusion.forms import ReportForm
from reviews.collusion.queries import last_report, papers_open_to
from reviews.collusion.rules import may_look
from reviews.collusion.shown import shown
from reviews.collusion.statistics.report import LEVEL, SHARE
from reviews.models.collusion import ReportState
from reviews.visibility.lists import sight_of
from want.core import clock
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition

SLOW = 15  # seconds after which the page asks whether a worker is running


@page("unusual-bids/", "collusion", label="Unusual bids", group="Reviewer assignment", position=60)
def collusion(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the chair's last report, of the papers that they may see; every opening that shows one is logged."""
    sight = sight_of(request.user, edition)
    papers = papers_open_to(sight)
    form = ReportForm(request.POST if request.method == "POST" else None, edition=edition, papers=papers)
    if request.method == "POST":
        _ask(request, edition, form)
        return redirect("desk:collusion", edition.slug)
    report = last_report(edition, request.user)  # type: ignore[arg-type]
    is_ready = report is not None and report.state == ReportState.READY
    is_stale = is_ready and not set(report.papers) <= set(papers)  # type: ignore[union-attr]
    is_running = report is not None and report.state == ReportState.RUNNING
    is_shown = is_ready and not is_stale
    if is_shown:  # without a report the page tells nothing of anybody
        note_opening(edition, by=request.user)  # type: ignore[arg-type]
    context = {
        "title": "Unusual bids and assignments",
        "report": report,
        "is_ready": is_shown,
        "is_stale": is_stale,
        "is_running": is_running,
        "is_slow": is_running and not report.done and (clock.now() - report.asked_at).total_seconds() > SLOW,  # type: ignore[union-attr]
        "percent": round(100 * report.done) if report else 0,
        "kinds": shown(report) if report and is_shown else [],
        "level": LEVEL,
        "share": round(100 * SHARE),
        "form": form,
        "verdict": may_look(sight.moment),
        "is_tied": is_tied(sight),
    }
    return render(request, "reviews/collusion/report.html", context)


def _ask(request: HttpRequest, edition: Edition, form: ReportForm) -> None:
    if not form.is_valid():
        messages.error(request, "That plan is not there any more, or was applied. Choose again.")
        return
    try:
        ask_for_report(edition, by=request.user, plan=form.cleaned_data["plan"])  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
