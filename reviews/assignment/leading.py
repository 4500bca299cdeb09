"""The page on which an area chair gives a paper they lead to reviewers, where the edition lets area chairs do so.

It tells less than the desk's: nothing of conflicts, which speak of the authors, and nothing of loads, which speak of
other papers. Who cannot take the paper is not offered, whatever the reason.
"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reviews.assignment.actions import assign, unassign
from reviews.assignment.candidates import Candidate, candidates
from reviews.assignment.forms import AssignForm, UnassignForm
from reviews.assignment.inputs import inputs_of
from reviews.assignment.queries import member_of
from reviews.assignment.rules import may_propose
from reviews.models import Assignment
from reviews.visibility.doors import Opened, open_paper
from reviews.visibility.facts import Fact
from reviews.visibility.relations import Relation, relations_of
from want.core.verdict import Refused
from want.venues.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
def reviewers(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show who reviews the paper and who could; assign one, or take the paper from one."""
    paper = _led_paper(request, edition, code)
    if request.method == "POST":
        try:
            _change(request, paper)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(request.get_full_path())
    words = request.GET.get("q", "").strip()
    verdict = may_propose(paper.seen.case)
    context = {
        "edition": paper.edition,
        "code": code,
        "number": paper.submission.number,
        "title": paper.submission.title,
        "assigned": list(_present(paper).select_related("reviewer", "review").order_by("pseudonym")),
        "candidates": _candidates(paper, words) if verdict else [],
        "words": words,
        "verdict": verdict,
    }
    return render(request, "reviews/assignment/leading.html", context)


def _led_paper(request: HttpRequest, edition: str, code: str) -> Opened:
    """Return a paper that the visitor leads and whose reviewers, bids and affinities they may see."""
    paper = open_paper(request, edition, code)
    leads = Relation.ASSIGNED_AREA_CHAIR in relations_of(paper.seen.standing)
    if not leads or not paper.seen.may(Fact.REVIEWER_IDENTITY, Fact.AFFINITY_SCORES, Fact.BIDS_OTHERS, Fact.PC_ROSTER):
        raise Http404
    return paper


def _present(paper: Opened) -> QuerySet[Assignment]:
    return Assignment.objects.current().filter(submission=paper.submission, role=Role.REVIEWER)


def _candidates(paper: Opened, words: str) -> list[Candidate]:
    inputs = inputs_of(paper.edition, Role.REVIEWER)
    if paper.submission.pk not in inputs.row:
        return []
    found = candidates(
        inputs, paper.submission.pk, inputs.standing, words=words, is_discreet=True, shows_absences=False
    )
    return [one for one in found if not one.why_not and not one.off_track]


def _change(request: HttpRequest, paper: Opened) -> None:
    if request.POST.get("act") == "unassign":
        _take(request, paper)
    else:
        _give(request, paper)


def _give(request: HttpRequest, paper: Opened) -> None:
    form = AssignForm(request.POST)
    person = member_of(paper.edition, form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        raise Refused("Choose a person.")
    assign(paper.submission, person, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{person} has paper {paper.submission.number} now, and is told by mail.")


def _take(request: HttpRequest, paper: Opened) -> None:
    form = UnassignForm(request.POST)
    if not form.is_valid():
        raise Refused("Please say why, in a few words. Only chairs read it.")
    taken = _present(paper).select_related("reviewer").filter(pk=form.cleaned_data["assignment"]).first()
    if taken is None:
        raise Refused("This assignment is gone already. Reload the page to see how it stands.")
    taken.submission = paper.submission
    unassign(taken, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"The paper is taken from {taken.reviewer}, who is told by mail.")
