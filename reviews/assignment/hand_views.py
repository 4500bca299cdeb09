"""The desk's pages for assigning by hand: change one paper of a plan, and see and change who reviews a paper."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reviews.assignment.actions import assign, change_plan, set_wish, unassign
from reviews.assignment.asking import with_loads
from reviews.assignment.candidates import candidates
from reviews.assignment.forms import AssignForm, ChangeForm, UnassignForm, WishForm
from reviews.assignment.inputs import Inputs, inputs_of
from reviews.assignment.options import Options
from reviews.assignment.planning import Wish
from reviews.assignment.queries import conflicted_now, is_tied, member_key, member_of, papers_open_to, seen_pairs
from reviews.assignment.rules import may_propose
from reviews.assignment.standing_by import alternates_seen, in_line
from reviews.models import Assignment, AssignmentPlan, PlannedPair
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.core.sealed import place
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition, Role

PAGE = 100
DONE = {
    Wish.PIN: "is pinned to this paper, here and in every plan made from this one.",
    Wish.BAR: "is ruled out for this paper, here and in every plan made from this one.",
    Wish.NOTHING: "is left to the computation again when a plan is made from this one.",
}
LABELS = {Role.REVIEWER.value: "Reviewers", Role.AREA_CHAIR.value: "Area chairs"}


@page(f"assignment/plans/{place('plan')}/papers/<str:code>/", "plan_paper")
def plan_paper(request: HttpRequest, edition: Edition, pk: int, code: str) -> HttpResponse:
    """Show one paper of a plan with those who could take it, and swap, add or remove a person."""
    sight = sight_of(request.user, edition)
    paper = _paper(sight, edition, code)
    plan = edition.plans.filter(pk=pk, state=PlanState.READY).first()
    if plan is None:
        raise Http404
    plan.edition = edition
    if request.method == "POST":
        (_wish if "wish" in request.POST else _change)(request, plan, paper)
        return redirect("desk:plan_paper", edition.slug, pk, code)
    inputs = with_loads(inputs_of(edition, plan.role), Options.of(plan.options))
    pairs = seen_pairs(sight, set(plan.pairs.values_list("submission_id", "reviewer_id")) | inputs.standing)
    words = request.GET.get("q", "").strip()
    context = {
        "title": f"Paper {paper.number} in {plan}",
        "plan": plan,
        "paper": paper,
        "wishes": _wishes(plan, paper),
        "proposed": _proposed(plan, paper, inputs),
        "assigned": _assigned(paper, plan.role),
        "candidates": candidates(
            inputs,
            paper.pk,
            pairs,
            words=words,
            is_discreet=is_tied(sight),
            shows_absences=True,
            plan=plan,
            line=set(alternates_seen(plan, sight).filter(submission=paper).values_list("submission_id", "reviewer_id")),
        )
        if paper.pk in inputs.row
        else [],
        "words": words,
        "verdict": may_propose(sight.on(paper).case),
    }
    return render(request, "reviews/assignment/plan_paper.html", context)


def _proposed(plan: AssignmentPlan, paper: Submission, inputs: Inputs) -> list[PlannedPair]:
    """Return whom the plan proposes for the paper, with a warning to those who serve for other tracks by now."""
    pairs = list(plan.pairs.filter(submission=paper).select_related("reviewer").order_by("-score"))
    for pair in pairs:
        pair.off_track = inputs.tracks.warning(paper.pk, pair.reviewer_id, pair.reviewer.name)
    return pairs


@page("assigned/", "assignments", label="Who reviews what", group="Reviewer assignment", position=30)
def assignments(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show each paper in review with its area chair and reviewers."""
    sight = sight_of(request.user, edition)
    words = request.GET.get("q", "").strip()
    lacking = request.GET.get("lacking") == "1"
    present = Q(assignments__role=Role.REVIEWER, assignments__removed_at=None)
    papers = papers_open_to(sight).filter(status=Status.SUBMITTED)
    papers = papers.annotate(reviewers=Count("assignments", filter=present))
    if words:
        by_number = Q(number=int(words)) if words.isascii() and words.isdigit() and len(words) < 9 else Q()
        papers = papers.filter(Q(title__icontains=words) | by_number)
    if lacking:
        papers = papers.filter(reviewers__lt=edition.reviews_per_paper)
    current = Assignment.objects.current().annotate(in_conflict=conflicted_now(), member=member_key(edition))
    if request.GET.get("conflict") == "1":
        papers = papers.filter(pk__in=current.filter(in_conflict=True).order_by().values("submission"))
    current = current.select_related("reviewer").order_by("reviewer__name")
    papers = papers.order_by("number").prefetch_related(Prefetch("assignments", current, to_attr="present"))
    context = {
        "title": "Who reviews what",
        "rows": Paginator(papers, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "lacking": lacking,
    }
    return render(request, "reviews/assignment/assignments.html", context)


@page("assigned/<str:code>/", "paper_assignments")
def paper_assignments(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Show who reviews and leads a paper, and give it to somebody or take it from somebody by hand."""
    sight = sight_of(request.user, edition)
    paper = _paper(sight, edition, code)
    role = Role.AREA_CHAIR.value if request.GET.get("role") == Role.AREA_CHAIR else Role.REVIEWER.value
    if request.method == "POST":
        _by_hand(request, paper, role)
        return redirect(request.get_full_path())
    inputs = inputs_of(edition, role)
    words = request.GET.get("q", "").strip()
    context = {
        "title": f"Who reviews paper {paper.number}",
        "paper": paper,
        "role": role,
        "roles": LABELS.items(),
        "assigned": _assigned(paper, role),
        "removed": paper.assignments.filter(role=role).exclude(removed_at=None).select_related("reviewer"),
        "candidates": candidates(
            inputs,
            paper.pk,
            seen_pairs(sight, inputs.standing),
            words=words,
            is_discreet=is_tied(sight),
            shows_absences=True,
            line=in_line(edition, role, [paper.pk], sight),
        )
        if paper.pk in inputs.row
        else [],
        "words": words,
        "verdict": may_propose(sight.on(paper).case),
    }
    return render(request, "reviews/assignment/paper.html", context)


def _paper(sight: Sight, edition: Edition, code: str) -> Submission:
    """Return a paper whose assignment this chair may see; others do not exist."""
    paper = get_object_or_404(papers_open_to(sight), code=code)
    paper.edition = edition
    return paper


def _assigned(paper: Submission, role: str) -> list[Assignment]:
    present = paper.assignments.filter(role=role, removed_at=None)  # type: ignore[attr-defined]
    return list(present.select_related("reviewer", "review").order_by("pseudonym"))


def _change(request: HttpRequest, plan: AssignmentPlan, paper: Submission) -> None:
    form = ChangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose who goes, who comes, or both.")
        return
    keys = form.cleaned_data
    leaving = _planned(plan, paper, keys["leaving"])
    coming = _person(paper.edition, keys["coming"])
    if (keys["leaving"] and leaving is None) or (keys["coming"] and coming is None):
        messages.error(request, "They are not planned for this paper, or do not serve, any more. Reload the page.")
        return
    try:
        gained = change_plan(plan, paper, leaving=leaving, coming=coming, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return
    direction = "gains" if gained >= 0 else "loses"
    messages.success(request, f"The plan is changed. Its total affinity {direction} {abs(gained):.3f}.")


def _wishes(plan: AssignmentPlan, paper: Submission) -> dict[str, Any]:
    """Return who is pinned to this paper, by key, and who is ruled out."""
    options = Options.of(plan.options)
    barred = [person for at, person in options.barred if at == paper.pk]
    return {
        "pinned": {person for at, person in options.pinned if at == paper.pk},
        "barred": User.objects.filter(pk__in=barred).order_by("name"),
    }


def _wish(request: HttpRequest, plan: AssignmentPlan, paper: Submission) -> None:
    form = WishForm(request.POST)
    wish, key = form.wish_and_person if form.is_valid() else (Wish.NOTHING, 0)
    person = _person(paper.edition, key) or _wished(plan, paper, key)
    if person is None:
        messages.error(request, "Choose a person.")
        return
    try:
        set_wish(plan, paper, person, wish, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return
    messages.success(request, f"{person} {DONE[wish]}")


def _by_hand(request: HttpRequest, paper: Submission, role: str) -> None:
    try:
        if request.POST.get("act") == "unassign":
            _unassign(request, paper)
        else:
            _assign(request, paper, role)
    except Refused as refused:
        messages.error(request, str(refused))


def _assign(request: HttpRequest, paper: Submission, role: str) -> None:
    form = AssignForm(request.POST)
    person = _person(paper.edition, form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        raise Refused("Choose a person.")
    assign(paper, person, role=role, by=request.user)
    messages.success(request, f"{person} has paper {paper.number} now, and is told by mail.")


def _unassign(request: HttpRequest, paper: Submission) -> None:
    form = UnassignForm(request.POST)
    if not form.is_valid():
        raise Refused("Please say why, in a few words. Only chairs read it.")
    chosen = form.cleaned_data
    taken = paper.assignments.select_related("reviewer").filter(pk=chosen["assignment"]).first()  # type: ignore[attr-defined]
    if taken is None:
        raise Refused("This assignment is gone already. Reload the page to see how it stands.")
    taken.submission = paper
    unassign(taken, reason=chosen["reason"], by=request.user)
    messages.success(request, f"Paper {paper.number} is taken from {taken.reviewer}, who is told by mail.")


def _person(edition: Edition, pk: int | None) -> User | None:
    return member_of(edition, pk) if pk else None


def _planned(plan: AssignmentPlan, paper: Submission, pk: int | None) -> User | None:
    pair = plan.pairs.filter(submission=paper, reviewer=pk).select_related("reviewer").first() if pk else None
    return pair.reviewer if pair else None


def _wished(plan: AssignmentPlan, paper: Submission, pk: int) -> User | None:
    """Return somebody of whom the plan says something for this paper, though they may serve no more."""
    options = Options.of(plan.options)
    return User.objects.filter(pk=pk).first() if (paper.pk, pk) in {*options.pinned, *options.barred} else None
