"""The page on which a superuser breaks the glass, finds the papers behind it, and ends the session."""

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reviews.break_glass.actions import break_glass, end
from reviews.break_glass.queries import open_sessions
from reviews.break_glass.rules import HOLDS, SHORTEST_REASON
from reviews.visibility.facts import Fact
from reviews.visibility.lists import sight_of
from want.audit.actions import record
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition


class ReasonForm(forms.Form):
    """Why the glass is broken."""

    reason = forms.CharField(
        max_length=1000,
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The chairs of the edition read it in their mail, and it stands in the log.",
    )


@page("break-glass/", "break_glass", is_setting=True)
def break_glass_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Ask for a reason and for a proof of who it is; while the session is open, list the papers."""
    _keepers_alone(request)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not get_reauthentication_flows(request.user):
            messages.warning(request, "Set up a second factor or a password first: this page asks who you are.")
            return redirect("mfa_index")
        if not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        try:
            break_glass(edition, form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("desk:break_glass", edition.slug)
    session = open_sessions(request.user).filter(edition=edition).first()
    papers = list(sight_of(request.user, edition).papers(Fact.TITLE_ABSTRACT).order_by("number")) if session else []  # type: ignore[arg-type]
    if session:
        record("break_glass.listed", by=request.user, edition=edition.slug, papers=len(papers))
    context = {"title": "Break the glass", "form": form, "session": session, "papers": papers, "edition": edition}
    return render(request, "break_glass/page.html", context | {"minutes": int(HOLDS.total_seconds() // 60)})


@page("break-glass/end/", "end_glass", is_setting=True)
@require_POST
def end_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """End the session."""
    _keepers_alone(request)
    for session in open_sessions(request.user).filter(edition=edition):
        end(session, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The session is ended. You see no more than before it.")
    return redirect("desk:break_glass", edition.slug)


def _keepers_alone(request: HttpRequest) -> None:
    if not request.user.is_superuser:  # type: ignore[union-attr]
        raise Http404
