"""The desk's pages of the automatic assignment: ask for a plan, inspect it, apply it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reviews.assignment.actions import apply_plan, discard_plan, make_plan
from reviews.assignment.applying import fresh_pairs
from reviews.assignment.comparing import compare
from reviews.assignment.computing import COMPARING
from reviews.assignment.figures import figures_of
from reviews.assignment.insight import insight
from reviews.assignment.options import Options
from reviews.assignment.plan_forms import PlanForm
from reviews.assignment.plan_records import PlanShown, shown
from reviews.assignment.planning import UNAPPLIED
from reviews.assignment.previewing import preview
from reviews.assignment.queries import (
    case_at_large,
    is_tied,
    left_to_others,
    may_hold_hidden,
    papers_open_to,
    plan_or_404,
)
from reviews.assignment.rules import may_propose, may_publish
from reviews.assignment.since import changes_since
from reviews.matching.reading import reading_in
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight, sight_of
from want.accounts.models import User
from want.core import clock
from want.core.sealed import place
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition, Role

PAGE = 100
PLANS = 10
LEFT_TO_OTHERS = (
    "Papers with which you have a conflict of interest are left in the plan; another chair applies what it proposes "
    "for them."
)
SLOW = 15  # seconds after which the page asks whether a worker is running

TONES = {
    PlanState.RUNNING: "info",
    PlanState.READY: "warn",
    PlanState.INFEASIBLE: "bad",
    PlanState.TRIAL: "info",
    PlanState.APPLIED: "good",
    PlanState.FAILED: "bad",
}


@page("assignment/", "assignment", label="Automatic assignment", group="Reviewer assignment", position=20)
def assignment(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show what a plan would start from, and ask for one."""
    sight = sight_of(request.user, edition)
    form = PlanForm(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            asked = {"role": chosen["role"], "demand": chosen["demand"], "options": form.options}
            plan = make_plan(edition, **asked, by=request.user)
            return redirect("desk:plan", edition.slug, plan.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    plans = list(edition.plans.exclude(state=PlanState.DISCARDED).select_related("created_by")[:PLANS])
    since = changes_since(plans, edition, sight)
    context = {
        "title": "Automatic assignment",
        "figures": [figures_of(edition, role, sight) for role in (Role.REVIEWER, Role.AREA_CHAIR)],
        "form": form,
        "verdict": may_propose(case_at_large(sight)),
        "left_to_others": left_to_others(sight),
        "plans": [(plan, TONES.get(PlanState(plan.state), "neutral"), since.get(plan.pk, "")) for plan in plans],
    }
    return render(request, "reviews/assignment/home.html", context)


@page(f"assignment/plans/{place('plan')}/", "plan")
def plan_page(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show a plan with its reasons: being computed, ready, or why it is not possible."""
    plan = plan_or_404(edition, pk)
    sight = sight_of(request.user, edition)
    context = {"title": str(plan), "plan": plan, "tone": TONES.get(PlanState(plan.state), "neutral")}
    if plan.state == PlanState.RUNNING:
        waited = (clock.now() - plan.created_at).total_seconds()
        reading = reading_in(edition) if plan.doing in {"", COMPARING} else None
        is_slow = waited > SLOW and not plan.doing and reading is None
        context |= {"reading": reading, "is_slow": is_slow, "gap_so_far": f"{100 * (plan.gap_so_far or 0.0):.2g}"}
        return render(request, "reviews/assignment/running.html", context)
    if plan.state in {PlanState.INFEASIBLE, PlanState.FAILED, PlanState.DISCARDED}:
        context["may_change"] = plan.state == PlanState.INFEASIBLE and may_propose(case_at_large(sight))
        return render(request, "reviews/assignment/impossible.html", context | _shortage(plan, sight))
    return render(request, "reviews/assignment/plan.html", context | _ready(request, edition, plan, sight))


@page(f"assignment/plans/{place('plan')}/apply/", "plan_apply")
def plan_apply(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show what applying the plan would do, letters included; then do it."""
    plan = plan_or_404(edition, pk)
    sight = sight_of(request.user, edition)
    if request.method == "POST":
        try:
            applied = apply_plan(plan, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("desk:plan", edition.slug, plan.pk)
        messages.success(request, f"Assignments made: {applied.made}. Letters queued: {applied.letters}.")
        if is_tied(sight):
            messages.warning(request, LEFT_TO_OTHERS)
        return redirect("desk:plan", edition.slug, plan.pk)
    if plan.state != PlanState.READY:
        return redirect("desk:plan", edition.slug, plan.pk)
    fresh = fresh_pairs(plan, edition, sight)
    context = {
        "title": "Apply the plan",
        "plan": plan,
        "fresh": fresh,
        "since": changes_since([plan], edition, sight).get(plan.pk, ""),
        "may_change": may_propose(case_at_large(sight)),
        "papers": len({paper for paper, _ in fresh.pairs}),
        "people": len({person for _, person in fresh.pairs}),
        "letters": preview(plan, edition, sight, fresh),
        "verdict": may_publish(case_at_large(sight)),
        "left_to_others": LEFT_TO_OTHERS if is_tied(sight) else "",
    }
    return render(request, "reviews/assignment/apply.html", context)


@page(f"assignment/plans/{place('plan')}/discard/", "plan_discard")
@require_POST
def plan_discard(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Set a plan aside."""
    plan = plan_or_404(edition, pk)
    try:
        discard_plan(plan, by=request.user)
        messages.success(request, f"{plan} is set aside. What is assigned stays as it is.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:assignment", edition.slug)


def _ready(request: HttpRequest, edition: Edition, plan: AssignmentPlan, sight: Sight) -> dict[str, object]:
    view = shown(plan, edition, sight)
    words = request.GET.get("q", "").strip()
    by_people = request.GET.get("by") == "people"
    rows = _people(view, words) if by_people else _papers(view, words, request.GET.get("sort", ""))
    return {
        "view": view,
        "since": changes_since([plan], edition, sight).get(plan.pk, ""),
        "left_to_others": 0 if may_hold_hidden(plan, sight) else left_to_others(sight),
        "left_out": papers_open_to(sight).filter(pk__in=plan.outcome.get("left_out", ())).order_by("number"),
        "insight": None if words or by_people else insight(plan, edition, sight, view),
        "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "by_people": by_people,
        "words": words,
        "gap": _gap(plan),
        "worst": view.papers[0] if view.papers else None,
        "idle": sum(1 for person in view.people if not person.load),
        "may_apply": may_publish(case_at_large(sight)),
        "may_change": may_propose(case_at_large(sight)),
        "can_be_discarded": plan.state in UNAPPLIED,
        "trial": _trial(plan, edition, sight),
        "raised": _raised(plan, edition, sight, view),
        "by_words": plan.outcome.get("by_words", False),
    }


def _trial(plan: AssignmentPlan, edition: Edition, sight: Sight) -> dict[str, object] | None:
    """Return what a plan with somebody from outside is worth beside the one it varies."""
    if plan.state != PlanState.TRIAL:
        return None
    guest, former = plan.outcome["guest"], plan.sprung_from
    figures = compare(former, plan, edition, sight).figures if former is not None and former.is_whole else []
    return {"name": guest["name"], "told": guest["told"], "former": former, "figures": figures}


def _raised(plan: AssignmentPlan, edition: Edition, sight: Sight, view: PlanShown) -> dict[str, object] | None:
    """Return who takes more in this plan than they said, and what it is worth beside the one it varies."""
    raised = Options.of(plan.options).told(holds_hidden=may_hold_hidden(plan, sight)).raised
    names = {person.pk: person.name for person in view.people}
    people = [(names[person], more) for person, more in raised if person in names]
    former = plan.sprung_from
    if not people or former is None:
        return None
    figures = compare(former, plan, edition, sight).figures if former.is_whole else []
    return {"people": people, "former": former, "figures": figures}


def _papers(view: PlanShown, words: str, sort: str) -> list[object]:
    papers = sorted(view.papers, key=lambda paper: paper.number) if sort == "number" else view.papers
    wanted = words.casefold()
    return [
        paper
        for paper in papers
        if not wanted
        or wanted in paper.title.casefold()
        or wanted == str(paper.number)
        or any(wanted in one.name.casefold() for one in paper.proposed)
    ]


def _people(view: PlanShown, words: str) -> list[object]:
    return [person for person in view.people if words.casefold() in person.name.casefold()]


def _gap(plan: AssignmentPlan) -> float | None:
    """Return by how many per cent another assignment could be better, at most."""
    if plan.total is None or not plan.upper_bound:
        return None
    return max(0.0, 100 * (plan.upper_bound - plan.total) / plan.upper_bound)


def _shortage(plan: AssignmentPlan, sight: Sight) -> dict[str, object]:
    """Return the papers and the people whom an impossible plan is about, where all of them are this chair's to see."""
    if may_hold_hidden(plan, sight) and plan.state != PlanState.FAILED:
        plan.why = ""  # who is short of places, and of how many, would tell of the papers that are kept from this chair
        return {"is_hidden": plan.state == PlanState.INFEASIBLE}
    papers = papers_open_to(sight).filter(pk__in=plan.shortage.get("papers", ()))
    people = User.objects.filter(pk__in=plan.shortage.get("people", ())).order_by("name")
    return {
        "papers": papers.order_by("number")[:PAGE],
        "people": people[:PAGE],
        "remedies": plan.shortage.get("remedies", ()),
        "common": _common(plan, sight),
    }


def _common(plan: AssignmentPlan, sight: Sight) -> list[str]:
    """Return what papers and people of an impossible plan have in common; by authors where this chair knows them."""
    papers = set(plan.shortage.get("papers", ()))
    known = sight.papers(Fact.AUTHOR_IDENTITY).filter(pk__in=papers).count() == len(papers)
    return [one["words"] for one in plan.outcome.get("common", ()) if known or not one["by_authors"]]
