"""The pages of those who review: their list, and the paper beside the form of its review."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.models import Assignment
from reviews.reviewing.actions import save_draft, submit_review
from reviews.reviewing.content import cleaned
from reviews.reviewing.desk import desk_for, differences
from reviews.reviewing.forms import ReviewForm
from reviews.reviewing.queries import are_due, duties_of, led_by, neighbours_of, own_assignment
from reviews.visibility.doors import Opened, open_paper
from reviews.visibility.facts import Fact
from reviews.visibility.lists import sight_of
from want.core.numbers import whole
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.queries import get_edition
from want.venues.stages import Moment, Stage


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
        "duties": duties,
        "due": are_due(duties),
        "done": sum(duty.submitted_at is not None for duty in duties),
        "led": led_by(request.user, sight),
        "reviews_open": _opening(sight.moment),
        "reviews_close": sight.moment.closes_at(Stage.REVIEWING),
        "meta_reviews_close": sight.moment.closes_at(Stage.DISCUSSION),
        "is_over": sight.moment.has_reached(Stage.RELEASED),
        "has_begun": sight.moment.has_reached(Stage.REVIEWING),
    }
    return render(request, "reviews/reviewing/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show the paper beside the form of its review; keep a draft, or take the review."""
    paper = open_paper(request, edition, code)
    assignment = assignment_or_404(request, paper)
    if request.method != "POST":
        return _show(request, paper, assignment)
    try:
        if request.POST.get("action") == "submit":
            return _submit(request, paper, assignment)
        save_draft(assignment, request.POST, seen_version=_seen_version(request), by=request.user)
    except Refused as refusal:
        return _refused(request, paper, assignment, refusal)
    messages.success(request, "Your draft is saved. Nobody but you sees it until you submit it.")
    return redirect(request.path)


@require_POST
def draft(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Save what has been typed so far; called by autosave.js, answered in JSON."""
    paper = open_paper(request, edition, code)
    assignment = assignment_or_404(request, paper)
    try:
        kept = save_draft(assignment, request.POST, seen_version=_seen_version(request), by=request.user)
    except EditedMeanwhile as conflict:
        return JsonResponse({"reason": str(conflict), "version": conflict.version}, status=409)
    except Refused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=403)
    return JsonResponse({"version": kept.version, "saved_at": kept.saved_at.isoformat()})


def assignment_or_404(request: HttpRequest, paper: Opened) -> Assignment:
    """Return the visitor's own assignment as a reviewer of the paper they were let in to."""
    if not paper.seen.may(Fact.REVIEW_TEXT_OWN):
        raise Http404
    assignment = own_assignment(request.user, paper.submission.pk)
    if assignment is None:
        raise Http404
    assignment.submission = paper.submission
    return assignment


def _submit(request: HttpRequest, paper: Opened, assignment: Assignment) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        kept = save_draft(assignment, request.POST, seen_version=_seen_version(request), by=request.user)
        return _show(request, paper, assignment, form=form, version=kept.version, status=422)
    written = submit_review(assignment, form.cleaned_data, by=request.user, seen_version=form.cleaned_data["version"])
    verb = "submitted" if written.version == 1 else "revised"
    messages.success(request, f"Your review of paper {paper.submission.number} is {verb}.")
    return redirect("reviewing:home", paper.edition.slug)


def _refused(request: HttpRequest, paper: Opened, assignment: Assignment, refusal: Refused) -> HttpResponse:
    """Show the page again with what was typed, why it was not saved, and what is stored in its place, if anything."""
    typed = cleaned(request.POST)
    form = ReviewForm(initial=typed)
    messages.error(request, str(refusal))
    if isinstance(refusal, EditedMeanwhile):
        theirs = differences(typed, refusal.theirs)
        return _show(request, paper, assignment, form=form, version=refusal.version, theirs=theirs, status=409)
    return _show(request, paper, assignment, form=form, version=_seen_version(request), status=403)


def _show(
    request: HttpRequest,
    paper: Opened,
    assignment: Assignment,
    *,
    form: ReviewForm | None = None,
    version: int | None = None,
    theirs: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    desk = desk_for(paper, assignment)
    duties = duties_of(request.user, sight_of(request.user, paper.edition, paper.moment))
    context: dict[str, Any] = {
        "edition": paper.edition,
        "desk": desk,
        "form": form or ReviewForm(initial=desk.content),
        "version": desk.version if version is None else version,
        "theirs": theirs,
        "neighbours": neighbours_of(paper.submission.code, duties),
        "is_unsaved": status in {403, 409},
    }
    return render(request, "reviews/reviewing/review.html", context, status=status)


def _seen_version(request: HttpRequest) -> int:
    """Return the version that the form carries; one that carries none has seen nothing."""
    return whole(request.POST.get("version", "")) or 0


def _opening(moment: Moment) -> datetime | None:
    window = moment.calendar.windows.get(Stage.REVIEWING)
    return window.opens_at if window else None
