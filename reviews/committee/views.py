"""The pages of those who are asked to serve: answering by link, and what they take on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from reviews.committee.actions import accept, change_service, decline
from reviews.committee.forms import AcceptForm, DeclineForm, service_form
from reviews.committee.queries import invitation_behind, is_asked, roles_served
from reviews.committee.rules import may_answer, may_answer_as_oneself
from reviews.models import Invitation
from reviews.models.invitation import InvitationState
from want.accounts.limits import limited
from want.accounts.models import User
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.venues.models import Edition
from want.venues.queries import get_edition, visitor_in, with_visitor


@login_not_required  # answered before any account exists: who holds the link reads the mail of the address
@limited("invitation")
@never_cache
def answer(request: HttpRequest, edition: str, token: str) -> HttpResponse:
    """Show an invitation; take the answer by POST. Opening the link changes nothing."""
    invitation = invitation_behind(edition, token)
    if invitation is None:
        raise Http404
    invitation.edition = _edition_of(request, edition)
    said = request.POST.get("answer", "")
    yes = AcceptForm(
        request.POST if said == "yes" else None,
        edition=invitation.edition,
        role=invitation.role,
        initial=_known_of(request, invitation),
    )
    no = DeclineForm(request.POST if said == "no" else None)
    form = {"yes": yes, "no": no}.get(said)
    if request.method == "POST" and form and form.is_valid():
        try:
            _take(request, invitation, said, form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("committee:answer", edition, token)
    return render(request, "committee/answer.html", _page_of(request, invitation, yes, no))


def profile(request: HttpRequest, edition: str) -> HttpResponse:
    """Show what a member takes on, in each of their roles, and change it."""
    found = get_edition(request, edition)
    members = list(roles_served(found, request.user))
    if not members:
        raise Http404
    forms = []
    for member in members:
        member.edition = found
        form = service_form(member, request.POST if request.POST.get("role") == member.role else None)
        if request.method == "POST" and form.is_bound and form.is_valid():
            try:
                change_service(member, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            except EditedMeanwhile as meanwhile:
                member.theirs = list(meanwhile.theirs.items())  # type: ignore[attr-defined]
                form.data = sent_again(form.data, **{f"{member.role}-seen": meanwhile.version})
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "Saved. The next assignment goes by it.")
                return redirect("committee:profile", edition)
        forms.append((member, form))
    return render(request, "committee/profile.html", {"edition": found, "forms": forms})


def _take(request: HttpRequest, invitation: Invitation, said: str, answers: dict[str, Any]) -> None:
    if said == "no":
        decline(invitation, reason=answers["reason"])
        return
    accept(invitation, **answers, as_user=_signed_in(request))


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _edition_of(request: HttpRequest, slug: str) -> Edition:
    """Return the edition for the page and its header; one that is not public yet is known to who was invited."""
    edition = with_visitor(Edition.objects.with_calendar(), request.user).get(slug=slug)
    visitor = visitor_in(edition, request.user)
    if edition.is_public or visitor.roles:
        request.edition, request.visitor = edition, visitor  # type: ignore[attr-defined]
    return edition


def _known_of(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """Return what the form can know already."""
    user = _signed_in(request)
    return {
        "name": invitation.name or (user.name if user else ""),
        "affiliation": invitation.affiliation or (user.affiliation if user else ""),
        "max_load": invitation.max_load,
    }


def _page_of(request: HttpRequest, invitation: Invitation, yes: AcceptForm, no: DeclineForm) -> dict[str, Any]:
    signed_in = _signed_in(request)
    is_ones_own = is_asked(invitation, signed_in)
    return {
        "edition": invitation.edition,
        "invitation": invitation,
        "role": invitation.get_role_display().lower(),
        "moment": invitation.edition.moment(),
        "yes": yes,
        "no": no,
        "verdict": may_answer(invitation.edition.moment(), invitation.state),
        "has_accepted": invitation.state == InvitationState.ACCEPTED,
        "has_declined": invitation.state == InvitationState.DECLINED,
        "is_ones_own": is_ones_own,
        "is_somebody_elses": not may_answer_as_oneself(is_signed_in=signed_in is not None, is_ones_own=is_ones_own),
        "is_signed_in_as_member": signed_in is not None and signed_in == invitation.user,
    }
