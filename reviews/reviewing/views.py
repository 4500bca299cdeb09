"""The pages of those who review: their list, the paper beside its review, and handing a paper back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.models import Assignment
from reviews.reviewing.actions import save_draft, submit_review
from reviews.reviewing.content import cleaned
from reviews.reviewing.desk import ReviewDesk, desk_for
from reviews.reviewing.forms import ReviewForm
from reviews.reviewing.queries import are_due, duties_of, led_by, own_assignment
from reviews.visibility.doors import Opened, open_paper
from reviews.visibility.lists import sight_of
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.queries import get_edition
from want.venues.stages import Stage


@require_safe
def home(request: HttpRequest, edition: str) -> HttpResponse:
    """List the papers this person reviews or leads, with what is due."""
    found = get_edition(request, edition)
    if not request.visitor.roles:
        raise Http404
    sight = sight_of(request.user, found)
    duties = duties_of(request.user, sight)
    context = {
        "edition": found,
        "moment": sight.moment,
        "duties": duties,
        "due": are_due(duties),
        "done": sum(duty.submitted_at is not None for duty in duties),
        "led": led_by(request.user, sight),
        "reviews_close": sight.moment.closes_at(Stage.REVIEWING),
        "reviews_open": _opening(sight.moment, Stage.REVIEWING),
        "is_reviewing": sight.moment.has_reached(Stage.REVIEWING),
    }
    return render(request, "reviews/reviewing/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show the paper beside the form of its review; keep a draft, or take the review."""
    paper = open_paper(request, edition, code)
    assignment = _assignment_or_404(request, paper)
    if request.method != "POST":
        return _show(request, desk_for(paper, assignment))
    if "submit" in request.POST:
        return _submit(request, paper, assignment)
    return _keep(request, paper, assignment)


@require_POST
def draft(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Save what has been typed so far; called by autosave.js, answered in JSON."""
    paper = open_paper(request, edition, code)
    assignment = _assignment_or_404(request, paper)
    try:
        kept = save_draft(assignment, request.POST, seen_version=_seen_version(request), by=request.user)
    except EditedMeanwhile as conflict:
        return JsonResponse({"reason": str(conflict), "version": conflict.version}, status=409)
    except Refused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=403)
    return JsonResponse({"version": kept.version, "saved_at": kept.saved_at.isoformat()})


def _keep(request: HttpRequest, paper: Opened, assignment: Assignment) -> HttpResponse:
    """Save the draft by the button that works without JavaScript."""
    try:
        save_draft(assignment, request.POST, seen_version=_seen_version(request), by=request.user)
    except Refused as refusal:
        return _refused(request, desk_for(paper, assignment), refusal)
    messages.success(request, "Your draft is saved. Nobody but you can see it until you submit it.")
    return redirect(request.path)


def _submit(request: HttpRequest, paper: Opened, assignment: Assignment) -> HttpResponse:
    form = ReviewForm(request.POST)
    desk = desk_for(paper, assignment)
    try:
        if not form.is_valid():
            kept = save_draft(assignment, request.POST, seen_version=_seen_version(request), by=request.user)
            return _show(request, desk.with_form(form, version=kept.version), status=422)
        submit_review(assignment, form.cleaned_data, by=request.user, seen_version=form.cleaned_data["version"])
    except Refused as refusal:
        return _refused(request, desk, refusal)
    messages.success(request, f"Your review of paper {paper.submission.number} is {'revised' if desk.is_in else 'submitted'}.")
    return redirect("reviewing:home", paper.edition.slug)


def _refused(request: HttpRequest, desk: ReviewDesk, refusal: Refused) -> HttpResponse:
    """Show the page again with what was typed, why it was not saved, and what is stored in its place, if anything."""
    typed = ReviewForm(initial=cleaned(request.POST))
    if isinstance(refusal, EditedMeanwhile):
        desk = desk.with_form(typed, version=refusal.version, theirs=refusal.theirs)
        return _show(request, desk, status=409)
    messages.error(request, str(refusal))
    return _show(request, desk.with_form(typed, version=desk.version), status=403)


def _show(request: HttpRequest, desk: ReviewDesk, status: int = 200) -> HttpResponse:
    context = desk.context() | {"neighbours": desk.neighbours(request.user)}
    return render(request, "reviews/reviewing/review.html", context, status=status)


def _assignment_or_404(request: HttpRequest, paper: Opened) -> Assignment:
    assignment = own_assignment(request.user, paper.submission.pk)
    if assignment is None:
        raise Http404
    assignment.submission = paper.submission
    return assignment


def _seen_version(request: HttpRequest) -> int:
    """Return the version that the form carries; one that carries none has seen nothing."""
    carried = request.POST.get("version", "")
    return int(carried) if carried.isdigit() else 0


def _opening(moment: Any, stage: Stage) -> Any:
    window = moment.calendar.windows.get(stage)
    return window.opens_at if window else None
