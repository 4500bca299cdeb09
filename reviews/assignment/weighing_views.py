"""The desk's pages on which chairs weigh plans: two side by side, and "what if" one were asked for otherwise."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.assignment.actions import make_plan
from reviews.assignment.comparing import compare
from reviews.assignment.options import Options
from reviews.assignment.queries import case_at_large, may_hold_hidden, plan_or_404
from reviews.assignment.rules import may_propose
from reviews.assignment.varying_forms import RaiseForm, WhatIfForm
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight, sight_of
from want.core.sealed import place, unseal
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition

PAGE = 100
WITH_PAIRS = (PlanState.READY, PlanState.TRIAL, PlanState.APPLIED)


@page(f"assignment/plans/{place('plan')}/compare/", "plan_compare")
def plan_compare(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show how a plan differs from another one of the same role, by default the one it varies."""
    plan = plan_or_404(edition, pk)
    others = edition.plans.filter(role=plan.role, state__in=WITH_PAIRS).exclude(pk=plan.pk)
    asked = request.GET.get("with", "")
    other = others.filter(pk=unseal(asked, "plan")).first()
    other = other or others.filter(pk=plan.sprung_from_id).first() or others.first()
    context: dict[str, Any] = {"title": f"Compare {plan}", "plan": plan, "other": other, "others": others}
    if other is not None and plan.state in WITH_PAIRS:
        comparison = compare(other, plan, edition, sight_of(request.user, edition))
        rows = Paginator(comparison.changed, PAGE).get_page(request.GET.get("page"))
        context |= {"comparison": comparison, "rows": rows}
    return render(request, "reviews/assignment/compare.html", context)


@page(f"assignment/plans/{place('plan')}/what-if/", "plan_what_if")
def plan_what_if(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Ask for the plan again with something changed; the new one is compared with this one."""
    plan = plan_or_404(edition, pk)
    sight = sight_of(request.user, edition)
    if request.method == "POST" and request.POST.get("do") == "raise":
        return _raise(request, edition, plan, sight)
    if request.method == "POST" and request.POST.get("do") == "anew":
        return _anew(request, edition, plan, sight)
    form = WhatIfForm(request.POST or None, edition=edition, plan=plan, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        asked = {"role": plan.role, "demand": form.cleaned_data["demand"], "options": form.options}
        try:
            new = make_plan(edition, **asked, sprung_from=plan, by=request.user)
            return redirect("desk:plan", edition.slug, new.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    verdict = may_propose(case_at_large(sight))
    context = {"title": f"What if {plan} were otherwise?", "plan": plan, "form": form, "verdict": verdict}
    return render(request, "reviews/assignment/what_if.html", context)


def _raise(request: HttpRequest, edition: Edition, plan: AssignmentPlan, sight: Sight) -> HttpResponse:
    """Ask for the plan again with the loads raised of people who were chosen on its own page."""
    wishes = Options.of(plan.options).told(holds_hidden=may_hold_hidden(plan, sight))
    form = RaiseForm(request.POST, plan=plan, wishes=wishes)
    try:
        if form.is_valid():
            asked = {"role": plan.role, "demand": plan.demand, "options": form.options}
            return redirect(
                "desk:plan", edition.slug, make_plan(edition, **asked, sprung_from=plan, by=request.user).pk
            )
        messages.error(request, " ".join(form.non_field_errors()))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:plan", edition.slug, plan.pk)


def _anew(request: HttpRequest, edition: Edition, plan: AssignmentPlan, sight: Sight) -> HttpResponse:
    """Ask for the plan again, with the same wishes, of papers and people as they are now.

    What a chair is not told of another's plan is not asked for in theirs: who gets nothing new, and who takes more.
    """
    holds_hidden = may_hold_hidden(plan, sight)
    wishes = Options.of(plan.options).told(holds_hidden=holds_hidden)
    if holds_hidden:
        wishes = replace(wishes, without=())
    try:
        asked = {"role": plan.role, "demand": plan.demand, "options": wishes}
        new = make_plan(edition, **asked, sprung_from=plan, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:plan", edition.slug, plan.pk)
    return redirect("desk:plan", edition.slug, new.pk)
