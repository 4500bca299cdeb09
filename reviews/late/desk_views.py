"""The desk's pages of late life: papers that need a reviewer, somebody from outside, somebody who stops."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reviews.assignment.queries import case_at_large, is_tied, member_of
from reviews.assignment.rules import may_propose
from reviews.committee import notifications
from reviews.late.actions import (
    ask_outside,
    fill_place,
    resume_serving,
    stop_serving,
    unfinished,
    verdict_on_resuming,
)
from reviews.late.forms import GiveForm, OutsideForm, StopForm
from reviews.late.needs import FACTS, Need, need_of, needs_of
from reviews.late.notifications import letters_to_who_stops
from reviews.late.previewing import offers_of
from reviews.late.remedies import pool_of
from reviews.models import Invitation
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from want.core.sealed import place
from want.core.verdict import Refused
from want.desk.registry import page
from want.mail.actions import Letter
from want.venues.models import Edition, Membership, Role
from want.venues.wordings import Wording, wording_of

PAGE = 20


@page("late/", "late", label="Papers that need a reviewer", group="Reviewer assignment", position=35)
def late(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show what needs somebody, who could come, and who offered to; give a paper by POST."""
    sight = sight_of(request.user, edition)
    if request.method == "POST":
        _give(request, edition, sight)
        return redirect(request.get_full_path())
    rows = Paginator(needs_of(edition, sight), PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Papers that need a reviewer",
        "rows": rows,
        "offers": offers_of(edition, list(rows), sight),
        "pool": pool_of(edition, sight),
        "stopped": _stopped(edition),
        "members": _serving(edition),
        "verdict": may_propose(case_at_large(sight)),
        "is_tied": is_tied(sight),
    }
    return render(request, "reviews/late/late.html", context)


@page("late/<str:code>/outside/", "late_outside")
def late_outside(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Ask somebody who is not on the committee to join it for this paper: first the letter, then it is sent."""
    sight = sight_of(request.user, edition)
    paper = get_object_or_404(sight.papers(*FACTS), code=code)
    paper.edition = edition
    form = OutsideForm(request.POST or None)
    draft: Wording | None = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "send":
            try:
                ask_outside(paper, form.candidate(), by=request.user)  # type: ignore[arg-type]
                messages.success(request, f"{form.cleaned_data['name']} is invited, for paper {paper.number}.")
                return redirect("desk:late", edition.slug)
            except Refused as refused:
                messages.error(request, str(refused))
        draft = _invitation(request, edition, form)
    context = {"title": f"Ask somebody from outside for paper {paper.number}", "paper": paper, "form": form}
    context |= {"draft": draft, "verdict": may_propose(sight.on(paper).case)}
    return render(request, "reviews/late/outside.html", context)


@page(f"late/people/{place('member')}/", "drop_out")
def drop_out(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Show what would be taken from somebody who drops out, and the letter; then do it. Or let them come back."""
    member = get_object_or_404(Membership.objects.select_related("user"), pk=pk, edition=edition, role__in=_SERVING)
    member.edition = edition
    if member.user_id == request.user.pk:
        raise Http404  # one's own service stands on one's own page
    form = StopForm(request.POST if request.POST.get("do") == "stop" else None)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "resume":
                resume_serving(member, by=request.user)  # type: ignore[arg-type]
                messages.success(request, f"{member.user} takes papers again.")
                return redirect("desk:late", edition.slug)
            if form.is_valid():
                stop_serving(member, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
                messages.success(request, f"{member.user} gets no more papers, and is told by mail.")
                return redirect("desk:late", edition.slug)
        except Refused as refused:
            messages.error(request, str(refused))
    ending = unfinished(member, sight_of(request.user, edition))
    context = {"title": f"{member.user} drops out", "member": member, "form": form, "ending": ending}
    context["letter"] = _noted(edition, member, ending)
    context["verdict"] = verdict_on_resuming(member, by=request.user)  # type: ignore[arg-type]
    return render(request, "reviews/late/drop_out.html", context)


_SERVING = (Role.REVIEWER, Role.AREA_CHAIR)


def _give(request: HttpRequest, edition: Edition, sight: Sight) -> None:
    form = GiveForm(request.POST)
    need, person = _asked_for(form, edition, sight) if form.is_valid() else (None, None)
    if need is None or person is None:
        messages.error(request, "This paper needs nobody any more, or they do not serve. Look at it again.")
        return
    try:
        fill_place(need, person, mark=form.cleaned_data["mark"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{person} has paper {need.paper.number} now, and is told by mail.")
    except Refused as refused:
        messages.error(request, str(refused))


def _asked_for(form: GiveForm, edition: Edition, sight: Sight) -> tuple[Need | None, Any]:
    chosen = form.cleaned_data
    paper = Submission.objects.filter(edition=edition, code=chosen["paper"]).first()
    need = need_of(edition, sight, paper, chosen["role"]) if paper else None
    return need, member_of(edition, chosen["person"])


def _invitation(request: HttpRequest, edition: Edition, form: OutsideForm) -> Wording:
    """Return the letter as it will be read."""
    one = form.candidate()
    draft = Invitation(edition=edition, role=Role.REVIEWER, email=one.email, name=one.name, max_load=one.max_load)
    draft.invited_by = request.user  # type: ignore[assignment]
    wording = wording_of(edition, notifications.KINDS[Role.REVIEWER])
    return wording.filled(notifications.values_of(edition, draft))


def _noted(edition: Edition, member: Membership, ending: list[Any]) -> Letter | None:
    if member.stopped_at is not None:
        return None
    (letter,) = letters_to_who_stops(edition, member, ending)
    return letter


def _stopped(edition: Edition) -> list[Membership]:
    rows = Membership.objects.filter(edition=edition).exclude(stopped_at=None).select_related("user")
    return list(rows.order_by("-stopped_at"))


def _serving(edition: Edition) -> list[Membership]:
    rows = Membership.objects.filter(edition=edition, role__in=_SERVING, stopped_at=None).select_related("user")
    return list(rows.order_by("user__name", "role"))
