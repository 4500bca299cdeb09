"""The page on which a reviewer or area chair hands a paper back, for want of time or for a conflict of interest."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reviews.bidding.rules import may_declare_conflict
from reviews.models import Assignment
from reviews.reviewing.actions import decline, step_back
from reviews.reviewing.forms import DeclineForm
from reviews.reviewing.queries import own_assignment
from reviews.reviewing.rules import may_decline
from reviews.visibility.doors import Opened, open_paper
from reviews.visibility.facts import Fact
from want.core.verdict import Refused
from want.venues.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Ask for the reason, and take the person off the paper."""
    paper = open_paper(request, edition, code)
    assignment = _assignment_or_404(request, paper)
    case, moment = paper.seen.case, paper.moment
    only_conflict = assignment.role == Role.AREA_CHAIR or not may_decline(case, moment)
    verdict = may_declare_conflict(case, moment) if only_conflict else may_decline(case, moment)
    form = DeclineForm(request.POST or None, only_conflict=only_conflict)
    if request.method == "POST" and form.is_valid():
        try:
            _hand_back(form, assignment, request)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"You have handed paper {paper.submission.number} back. The chairs are told.")
            return redirect("reviewing:home", edition)
    context = {"edition": paper.edition, "number": paper.submission.number, "title": paper.submission.title}
    context |= {"code": code, "form": form, "verdict": verdict, "only_conflict": only_conflict}
    return render(request, "reviews/reviewing/hand_back.html", context)


def _hand_back(form: DeclineForm, assignment: Assignment, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    if form.cleaned_data.get("is_conflict", form.only_conflict):
        step_back(assignment, because=reason[:250], by=request.user)
    else:
        decline(assignment, reason=reason, by=request.user)


def _assignment_or_404(request: HttpRequest, paper: Opened) -> Assignment:
    """Return the visitor's own assignment, as soon as they may know of it."""
    assignment = None
    if paper.seen.may(Fact.REVIEW_TEXT_OWN):
        assignment = own_assignment(request.user, paper.submission.pk)
    if assignment is None and paper.seen.standing.is_assigned_area_chair and paper.seen.may(Fact.AC_IDENTITY):
        assignment = own_assignment(request.user, paper.submission.pk, Role.AREA_CHAIR)
    if assignment is None:
        raise Http404
    assignment.submission, assignment.reviewer = paper.submission, request.user
    return assignment
