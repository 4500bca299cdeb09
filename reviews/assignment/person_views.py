"""The desk's page of one member: their papers and load, those that would fit them best, and give or take by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from reviews.assignment.actions import assign, unassign
from reviews.assignment.forms import GiveForm, UnassignForm
from reviews.assignment.inputs import inputs_of
from reviews.assignment.one_person import load_counts, papers_of
from reviews.assignment.queries import case_at_large, is_tied, papers_open_to
from reviews.assignment.rules import may_propose
from reviews.expertise.absences import days_away
from reviews.models import Assignment
from reviews.visibility.lists import Sight, sight_of
from want.accounts.models import User
from want.core.sealed import place
from want.core.verdict import Refused
from want.desk.cells import link
from want.desk.registry import member_column, page
from want.venues.models import Edition, Membership, Role

SERVING = (Role.REVIEWER, Role.AREA_CHAIR)
GONE = "This paper cannot be given any more, or the assignment is gone already. Reload the page to see how it stands."


@page(f"assigned/people/{place('member')}/", "person_assignments")
def person_assignments(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show what one member has and what would fit them, and give them a paper or take one from them."""
    member = get_object_or_404(Membership.objects.select_related("user"), pk=pk, edition=edition, role__in=SERVING)
    sight = sight_of(request.user, edition)
    if request.method == "POST":
        try:
            (_take if request.POST.get("act") == "unassign" else _give)(request, member, sight)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(request.get_full_path())
    words, is_lacking = request.GET.get("q", "").strip(), request.GET.get("lacking") == "1"
    context = {
        "title": f"Papers of {member.user}",
        "member": member,
        "roles": Membership.objects.filter(edition=edition, user=member.user, role__in=SERVING).order_by("-role"),
        "shown": papers_of(member, inputs_of(edition, member.role), sight, words=words, is_lacking=is_lacking),
        "asked": edition.reviews_per_paper if member.role == Role.REVIEWER else 1,
        "who": "area chair" if member.role == Role.AREA_CHAIR else "reviewer",
        "away": days_away([member.user_id]).get(member.user_id, ""),
        "is_tied": is_tied(sight),
        "words": words,
        "lacking": is_lacking,
        "verdict": may_propose(case_at_large(sight)),
    }
    return render(request, "reviews/assignment/person.html", context)


@member_column("papers", "Papers", position=5)
def papers(edition: Edition, viewer: User, members: list[Membership]) -> dict[int, SafeString]:
    """Say how many papers a member has, as far as this chair may see them, and lead to their page."""
    serving = [member for member in members if member.role in SERVING]
    counts = load_counts(serving, sight_of(viewer, edition))
    return {
        member.pk: link(
            reverse("desk:person_assignments", args=[edition.slug, member.pk]),
            f"{counts.get(member.pk, 0)}\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}{_most(edition, member)}",
        )
        for member in serving
    }


def _most(edition: Edition, member: Membership) -> int:
    usual = edition.papers_per_area_chair if member.role == Role.AREA_CHAIR else edition.papers_per_reviewer
    return 0 if member.stopped_at else usual if member.max_load is None else member.max_load


def _give(request: HttpRequest, member: Membership, sight: Sight) -> None:
    form = GiveForm(request.POST)
    paper = papers_open_to(sight).filter(code=form.cleaned_data["paper"]).first() if form.is_valid() else None
    if paper is None:
        raise Refused(GONE)
    assign(paper, member.user, role=member.role, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{member.user} has paper {paper.number} now, and is told by mail.")


def _take(request: HttpRequest, member: Membership, sight: Sight) -> None:
    form = UnassignForm(request.POST)
    if not form.is_valid():
        raise Refused("Please say why, in a few words. Only chairs read it.")
    rows = Assignment.objects.filter(reviewer=member.user, role=member.role)
    taken = rows.filter(pk=form.cleaned_data["assignment"], submission__in=papers_open_to(sight).values("pk")).first()
    if taken is None:
        raise Refused(GONE)
    taken.submission.edition = sight.edition
    unassign(taken, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"Paper {taken.submission.number} is taken from {member.user}, who is told by mail.")
