"""The desk's page on which an applied plan is taken back, with the letters shown before they leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.assignment.actions import undo_plan
from reviews.assignment.previewing import SHOWN
from reviews.assignment.queries import is_tied, plan_or_404
from reviews.assignment.undoing import letters_of_undoing, may_undo, to_take_back
from reviews.visibility.lists import sight_of
from want.core.sealed import place
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition


@page(f"assignment/plans/{place('plan')}/undo/", "plan_undo")
def plan_undo(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show what taking the plan back would do, letters included; then do it."""
    plan = plan_or_404(edition, pk)
    if request.method == "POST":
        try:
            undone = undo_plan(plan, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Assignments taken back: {undone.removed}. Letters queued: {undone.letters}.")
        return redirect("desk:plan", edition.slug, plan.pk)
    sight = sight_of(request.user, edition)
    verdict = may_undo(plan, sight)
    context = {
        "title": f"Take {plan} back",
        "plan": plan,
        "verdict": verdict,
        "count": to_take_back(plan, sight).count(),
        "letters": letters_of_undoing(plan, edition, sight, SHOWN) if verdict else [],
        "is_tied": is_tied(sight),
    }
    return render(request, "reviews/assignment/undo.html", context)
