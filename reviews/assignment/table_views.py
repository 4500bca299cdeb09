"""The desk's pages for tables of assignments: download them, and change assignments from one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from reviews.assignment.actions import import_assignments
from reviews.assignment.forms import TableForm
from reviews.assignment.importing import preview_table
from reviews.assignment.inputs import Inputs, inputs_of
from reviews.assignment.queries import case_at_large, papers_open_to, plan_or_404
from reviews.assignment.rules import may_propose
from reviews.assignment.standing_by import alternates_seen
from reviews.assignment.table import ALTERNATE
from reviews.models import Assignment, AssignmentPlan, PlannedPair
from reviews.visibility.lists import Sight, sight_of
from submissions.states import Status
from want.core.csvout import csv_response
from want.core.sealed import unseal
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition, Role

SHOWN = 200

HEADERS = {
    "want": ("paper", "email", "action", "name", "title", "affinity"),
    "hotcrp": ("paper", "action", "email", "name", "title"),
    "openreview": ("head", "tail", "weight", "label"),
}
ACTIONS = {Role.REVIEWER.value: "primary", Role.AREA_CHAIR.value: "lead"}


@page("assignment/import/", "assignment_import")
def assignment_import(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take a table, show what it would change, and change it when that was seen."""
    sight = sight_of(request.user, edition)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"title": "Assignments from a table", "verdict": may_propose(case_at_large(sight))}
    if request.method == "POST" and form.is_valid() and context["verdict"]:
        text = form.cleaned_data["text"]
        if mark := form.cleaned_data["mark"]:
            done = _do(request, edition, text, mark)
            if done == "":
                return redirect("desk:assignments", edition.slug)
            text = text if done is None else done
        context |= {"preview": preview_table(text, edition, sight), "shown": SHOWN}
        form = TableForm(initial={"text": text, "mark": context["preview"].mark})
    return render(request, "reviews/assignment/import.html", context | {"form": form})


def _do(request: HttpRequest, edition: Edition, text: str, mark: str) -> str | None:
    """Make the changes and return the lines that are left to mend; None if nothing was done."""
    try:
        done = import_assignments(text, edition, mark=mark, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    made, gone = len(done.adds), len(done.removals)
    messages.success(request, f"Assignments made: {made}; taken back: {gone}. Everybody concerned is told by mail.")
    if done.errors:
        messages.warning(request, "The lines with errors are still here. Mend them, and look at the changes again.")
    return done.rest


@page("assignment/export/", "assignment_export")
def assignment_export(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Send the present assignments, or those of a plan, in the columns of ours, of HotCRP, or of OpenReview."""
    shape = request.GET.get("as", "want")
    asked = request.GET.get("plan", "")
    if shape not in HEADERS:
        raise Http404
    sight = sight_of(request.user, edition)
    plan = plan_or_404(edition, unseal(asked, "plan")) if asked else None
    rows = [_in_shape(shape, row) for row in (_planned(plan, sight) if plan is not None else _present(edition, sight))]
    if plan is not None and shape == "want":  # the others would take them for assignments
        rows += _standing_by(plan, sight)
    name = f"{edition.slug}-{'plan' if asked else 'assignments'}-{shape}.csv"
    return csv_response(name, HEADERS[shape], rows)


Row = tuple[int, str, str, str, str, float]  # number, title, address, name, role, affinity


def _in_shape(shape: str, row: Row) -> list[object]:
    number, title, email, name, role, affinity = row
    score = round(affinity, 4)
    if shape == "openreview":
        return [number, email, score, role]
    if shape == "hotcrp":
        return [number, ACTIONS[role], email, name, title]
    return [number, email, ACTIONS[role], name, title, score]


def _planned(plan: AssignmentPlan, sight: Sight) -> Iterator[Row]:
    mine = papers_open_to(sight).order_by().values("pk")
    pairs = PlannedPair.objects.filter(plan=plan, submission__in=mine).order_by("submission__number", "reviewer__name")
    for number, title, email, name, score in pairs.values_list(
        "submission__number", "submission__title", "reviewer__email", "reviewer__name", "score"
    ):
        yield number, title, email, name, plan.role, score


def _standing_by(plan: AssignmentPlan, sight: Sight) -> list[list[object]]:
    """Return the alternates of the plan, each paper's best first; who was proposed for it since is none."""
    mine = papers_open_to(sight).order_by().values("pk")
    pairs = PlannedPair.objects.filter(plan=plan, submission=OuterRef("submission"), reviewer=OuterRef("reviewer"))
    rows = alternates_seen(plan, sight).filter(~Exists(pairs), submission__in=mine)
    found = rows.order_by("submission__number", "place").values_list(
        "submission__number", "reviewer__email", "reviewer__name", "submission__title", "score"
    )
    return [[number, email, ALTERNATE, name, title, round(score, 4)] for number, email, name, title, score in found]


def _present(edition: Edition, sight: Sight) -> Iterator[Row]:
    mine = papers_open_to(sight).filter(status=Status.SUBMITTED).order_by().values("pk")
    rows = Assignment.objects.filter(removed_at=None, submission__in=mine)
    inputs: dict[str, Inputs] = {role: inputs_of(edition, role) for role in ACTIONS}
    for paper, number, title, person, email, name, role in rows.order_by(
        "submission__number", "role", "reviewer__name"
    ).values_list(
        "submission", "submission__number", "submission__title",
        "reviewer", "reviewer__email", "reviewer__name", "role",
    ):  # fmt: skip
        yield number, title, email, name, role, inputs[role].match(paper, person).value
