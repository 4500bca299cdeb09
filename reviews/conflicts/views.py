"""The desk's page of a paper's conflicts: who is kept away and why, declaring another, lifting one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reviews.conflicts.actions import declare_for, doubt, lift, strike
from reviews.conflicts.forms import DeclareForm, LiftForm, ReasonForm
from reviews.conflicts.queries import choices_for, kept_away_from, listed_members, still_has
from reviews.conflicts.rules import may_declare_for_others, may_doubt_authors
from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from submissions.models import Submission
from want.core.verdict import Refused
from want.desk import registry
from want.desk.registry import NextStep, Panel, page, paper_part
from want.venues.models import Edition


@page("papers/<str:code>/conflicts/", "paper_conflicts")
def paper_conflicts(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Show who must keep away from a paper, and declare or lift a conflict."""
    paper = _paper(request, edition, code)
    form = DeclareForm(request.POST if _declares(request) else None, people=choices_for(paper, edition))
    if request.method == "POST" and _done(request, paper, form):
        return _onwards(request, paper)
    case = see(request.user, paper).case  # type: ignore[arg-type]
    context = {
        "title": f"Conflicts of interest with paper {paper.number}",
        "paper": paper,
        "kept_away": kept_away_from(paper),
        "named": paper.named_conflicts.all(),
        "form": form,
        "verdict": may_declare_for_others(case),
        "listed": listed_members(paper),
        "doubting": may_doubt_authors(case),
    }
    return render(request, "reviews/conflicts/paper.html", context)


@paper_part
def part(paper: Submission, viewer: Any) -> Panel | None:
    """Lead chairs without a conflict to the page, and warn of people who have the paper in spite of one."""
    if not see(viewer, paper).may(Fact.DECLARED_CONFLICTS, Fact.AUDIT_LOG):
        return None
    url = reverse("desk:paper_conflicts", args=[paper.edition.slug, paper.code])
    facts = tuple(
        registry.Fact(one.assignment.pseudonym, f"{one.person} has the paper in spite of a conflict", url, "bad")
        for one in kept_away_from(paper)
        if one.assignment
    )
    return Panel("Conflicts of interest", 80, facts, (NextStep("Declare or lift a conflict", url),))


def _paper(request: HttpRequest, edition: Edition, code: str) -> Submission:
    """Return the paper for a chair without a conflict; for others there is no such page."""
    paper = Submission.objects.filter(edition=edition, code=code).first()
    if paper is None:
        raise Http404
    paper.edition = edition
    if not see(request.user, paper).may(Fact.DECLARED_CONFLICTS, Fact.AUDIT_LOG):  # type: ignore[arg-type]
        raise Http404
    return paper


def _done(request: HttpRequest, paper: Submission, form: DeclareForm) -> bool:
    if _declares(request):
        return _declare(request, paper, form)
    if request.POST.get("act") in {"doubt", "believe"}:
        return _doubt(request, paper, is_doubted=request.POST["act"] == "doubt")
    return _lift(request, paper)


def _doubt(request: HttpRequest, paper: Submission, *, is_doubted: bool) -> bool:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why, in a sentence. The log of the paper keeps it.")
        return False
    try:
        doubt(paper, form.cleaned_data["reason"], by=request.user, is_doubted=is_doubted)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    done = "It makes nobody co-authors any more." if is_doubted else "Its authors count as co-authors again."
    messages.success(request, done)
    return True


def _declares(request: HttpRequest) -> bool:
    return request.POST.get("act") == "declare"


def _declare(request: HttpRequest, paper: Submission, form: DeclareForm) -> bool:
    if not form.is_valid():
        return False
    person = form.chosen()
    try:
        declare_for(paper, person, form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, f"{person} is kept away from paper {paper.number} from now on.")
    assignment = still_has(paper, person)
    if assignment:
        words = f"{person} has this paper as {assignment.pseudonym} and does not see it any more. "
        messages.warning(request, f"{words}Take it from them, so that somebody else can have it.")
    return True


def _lift(request: HttpRequest, paper: Submission) -> bool:
    form = LiftForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why, in a sentence. The log of the paper keeps it.")
        return False
    chosen, reason = form.cleaned_data, form.cleaned_data["reason"]
    conflict = paper.conflicts.filter(pk=chosen["conflict"]).first()
    named = paper.named_conflicts.filter(pk=chosen["named"]).first()
    try:
        if conflict:
            conflict.submission = paper
            lift(conflict, reason, by=request.user)  # type: ignore[arg-type]
        elif named:
            named.submission = paper
            strike(named, reason, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, "Lifted. What follows from papers and profiles still holds.")
    return True


def _onwards(request: HttpRequest, paper: Submission) -> HttpResponse:
    """Stay on the page, unless the chair has just kept themselves away."""
    if see(request.user, paper).may(Fact.AUDIT_LOG):  # type: ignore[arg-type]
        return redirect("desk:paper_conflicts", paper.edition.slug, paper.code)
    return redirect("desk:submissions_submission_change", paper.pk)
