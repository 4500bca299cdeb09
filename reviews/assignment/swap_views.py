"""The desk's page for exchanging a person of one paper of a plan for one of another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reviews.assignment.forms import SwapForm
from reviews.assignment.queries import papers_open_to
from reviews.assignment.rules import may_propose
from reviews.assignment.swapping import MOVED_ON, Exchanges, exchanges, swap_pairs
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import sight_of
from submissions.models import Submission
from want.core.sealed import place, unseal
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition


@page(f"assignment/plans/{place('plan')}/papers/<str:code>/swap/", "plan_swap")
def plan_swap(request: HttpRequest, edition: Edition, pk: int, code: str) -> HttpResponse:
    """Show with whom somebody proposed for this paper could be exchanged, and what the total gains; then do it."""
    sight = sight_of(request.user, edition)  # type: ignore[arg-type]
    paper = get_object_or_404(papers_open_to(sight), code=code)
    plan = edition.plans.filter(pk=pk, state=PlanState.READY).first()  # type: ignore[attr-defined]
    if plan is None:
        raise Http404
    plan.edition = edition
    if request.method == "POST":
        return _swap(request, plan, paper)
    known = Exchanges(plan, sight)
    proposed = plan.pairs.filter(submission=paper).select_related("reviewer").order_by("-score")
    asked = unseal(request.GET.get("person", ""), "person")
    leaving = next((pair for pair in proposed if pair.reviewer_id == asked), None) or proposed.first()
    words = request.GET.get("q", "").strip()
    context = {
        "title": f"Swap across papers in {plan}",
        "plan": plan,
        "paper": paper,
        "proposed": proposed,
        "leaving": leaving,
        "rows": exchanges(known, (paper.pk, leaving.reviewer_id), words) if leaving else [],
        "words": words,
        "verdict": may_propose(sight.on(paper).case),
    }
    return render(request, "reviews/assignment/plan_swap.html", context)


def _swap(request: HttpRequest, plan: AssignmentPlan, paper: Submission) -> HttpResponse:
    edition = plan.edition
    try:
        number, gained = _exchanged(request, plan, paper)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
    direction = "gains" if gained >= 0 else "loses"
    done = f"Papers {paper.number} and {number} have exchanged their people."
    messages.success(request, f"{done} The total affinity {direction} {abs(gained):.3f}.")
    return redirect("desk:plan_paper", edition.slug, plan.pk, paper.code)


def _exchanged(request: HttpRequest, plan: AssignmentPlan, paper: Submission) -> tuple[int, float]:
    """Do what the form asks; return the other paper's number and what the total gains."""
    form = SwapForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else {}
    mine = papers_open_to(sight_of(request.user, plan.edition))  # type: ignore[arg-type]
    other = mine.filter(code=chosen.get("paper", "")).first()
    if other is None:
        raise Refused(MOVED_ON)
    pairs = (paper.pk, chosen["leaving"]), (other.pk, chosen["coming"])
    return other.number, swap_pairs(plan, *pairs, by=request.user)  # type: ignore[arg-type]
