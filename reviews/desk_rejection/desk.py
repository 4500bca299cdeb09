"""The desk's pages of turning a paper away: the reason, the letter, and the way back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reviews.desk_rejection import notifications
from reviews.desk_rejection.actions import desk_reject, take_back
from reviews.desk_rejection.rules import may_desk_reject, may_take_back
from reviews.visibility.facts import Fact
from reviews.visibility.standing import Seen, see
from submissions.models import Submission
from submissions.states import Status
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.letters import LetterForm
from want.desk.registry import NextStep, Panel, page, paper_part
from want.venues.models import Edition


class ReasonForm(forms.Form):
    """Why a paper is turned away."""

    reason = forms.CharField(
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The authors read it in their letter. Name the rule of the call that the paper does not meet.",
    )


@page("papers/<str:code>/desk-reject/", "desk_reject")
def reject_page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Ask for the reason, show the letter, then reject the paper."""
    paper, seen = _paper(request, edition, code)
    reason = ReasonForm(request.POST or None)
    letter = LetterForm(
        request.POST if "subject" in request.POST else None, edition=edition, kind=notifications.REJECTED
    )
    context: dict[str, Any] = {"title": f"Reject paper {paper.number} without review", "paper": paper}
    context |= {"reason": reason, "letter": letter, "verdict": may_desk_reject(seen.case)}
    if request.method == "POST" and reason.is_valid() and (not letter.is_bound or letter.is_valid()):
        why = reason.cleaned_data["reason"]
        if request.POST.get("do") == "reject" and letter.is_bound:
            try:
                desk_reject(paper, why, wording=letter.wording, by=request.user)  # type: ignore[arg-type]
            except EditedMeanwhile as meanwhile:
                context["theirs"] = letter.meet(meanwhile)
            except Refused as refusal:
                messages.error(request, str(refusal))
                context["verdict"] = may_desk_reject(_paper(request, edition, code)[1].case)
            else:
                messages.success(request, f"Paper {paper.number} is rejected, and its authors are told.")
                return redirect("desk:submissions_submission_change", paper.pk)
        first = paper.authors.current().first()
        name = first.name if first else "author"
        context["sample"] = notifications.filled_for(letter.wording, paper, name, why)
    return render(request, "desk_rejection/reject.html", context)


@page("papers/<str:code>/take-back/", "take_back_rejection")
def take_back_page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Ask once more, then let the paper back in."""
    paper, seen = _paper(request, edition, code)
    if request.method == "POST":
        try:
            take_back(paper, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Paper {paper.number} is back in review, and its authors are told.")
            return redirect("desk:submissions_submission_change", paper.pk)
    context = {"title": f"Take paper {paper.number} back", "paper": paper, "verdict": may_take_back(seen.case)}
    return render(request, "desk_rejection/take_back.html", context)


@paper_part
def part(paper: Submission, viewer: Any) -> Panel | None:
    """Offer the act that the paper's state allows, to chairs without a conflict."""
    seen = see(viewer, paper)
    if not seen.may(Fact.PDF):
        return None
    place = [paper.edition.slug, paper.code]
    if paper.status == Status.SUBMITTED:
        url, verdict = reverse("desk:desk_reject", args=place), may_desk_reject(seen.case)
        return Panel("Without review", 90, steps=(NextStep("Reject without review", url, verdict.reason),))
    if paper.status in {Status.DESK_REJECTED, Status.WITHDRAWN}:
        url, verdict = reverse("desk:take_back_rejection", args=place), may_take_back(seen.case)
        return Panel("Without review", 90, steps=(NextStep("Let it back into review", url, verdict.reason),))
    return None


def _paper(request: HttpRequest, edition: Edition, code: str) -> tuple[Submission, Seen]:
    """Return the paper of this edition for a chair without a conflict; for others there is no such page."""
    paper = Submission.objects.filter(edition=edition, code=code).first()
    if paper is None:
        raise Http404
    paper.edition = edition
    seen = see(request.user, paper)  # type: ignore[arg-type]
    if not seen.may(Fact.PDF):
        raise Http404
    return paper, seen
