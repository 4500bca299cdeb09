"""The pages of those who are asked to serve: answering by link, and what they take on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from reviews.committee.actions import change_service
from reviews.committee.answering import accept, answer_in_words, decline, mark_of_answer, renew
from reviews.committee.forms import AcceptForm, DeclineForm, service_form
from reviews.committee.queries import invitation_behind, is_asked, roles_served
from reviews.committee.rules import is_closed, may_answer, may_answer_as_oneself, may_change_answer
from reviews.models import Invitation
from reviews.models.invitation import InvitationState
from want.accounts.limits import limited
from want.accounts.models import User
from want.core import clock
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, sent_again
from want.venues.models import Edition
from want.venues.queries import get_edition, visitor_in, with_visitor
from want.venues.stages import Stage
from want.venues.tracks import in_words, names_of


@login_not_required  # answered before any account exists: who holds the link reads the mail of the address
@limited("invitation")
@never_cache
def answer(request: HttpRequest, edition: str, token: str) -> HttpResponse:
    """Show an invitation; take the answer by POST. Opening the link changes nothing."""
    invitation = invitation_behind(edition, token)
    if invitation is None:
        raise Http404
    invitation.edition = _edition_of(request, edition)
    is_expired = invitation.expires_at <= clock.now() and not is_asked(invitation, _signed_in(request))
    if is_expired and may_answer(invitation.edition.moment(), invitation.state):
        return _expired(request, invitation)
    said = request.POST.get("answer", "")
    yes = AcceptForm(
        request.POST if said == "yes" else None,
        edition=invitation.edition,
        role=invitation.role,
        initial=_known_of(request, invitation),
    )
    no = DeclineForm(request.POST if said == "no" else None, role=invitation.role)
    form = {"yes": yes, "no": no}.get(said)
    if request.method == "POST" and form and form.is_valid():
        try:
            _take(request, invitation, said, form)
        except EditedMeanwhile as meanwhile:
            messages.warning(request, str(meanwhile))
            return redirect("committee:answer", edition, token)
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
    named = names_of(members) if found.has_tracks else {}
    for member in members:
        member.edition = found
        member.tracks_in_words = in_words(names) if (names := named.get(member.pk)) else ""  # type: ignore[attr-defined]
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
    moment = found.moment()
    has_bidding = moment.has_reached(Stage.BIDDING) and Stage.BIDDING in moment.calendar.windows
    return render(request, "committee/profile.html", {"edition": found, "forms": forms, "has_bidding": has_bidding})


def _take(request: HttpRequest, invitation: Invitation, said: str, form: Any) -> None:
    how = {"as_user": _signed_in(request), "seen": request.POST.get("seen", "")}
    if said == "no":
        decline(invitation, **form.answers(), **how)
        return
    accept(invitation, **form.cleaned_data, **how)


def _expired(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Say that the link is too old; by the button, mail a new one to the same address. An answer sent is not taken."""
    is_renewed = request.method == "POST" and request.POST.get("answer") == "renew"
    if is_renewed:
        try:
            renew(invitation)
        except Refused as refusal:
            messages.error(request, str(refusal))
            is_renewed = False
    context = {"edition": invitation.edition, "invitation": invitation, "is_renewed": is_renewed}
    return render(request, "committee/expired.html", context, status=200 if is_renewed else 410)


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
    known: dict[str, Any] = {
        "name": invitation.name or (user.name if user else ""),
        "affiliation": invitation.affiliation or (user.affiliation if user else ""),
        "max_load": invitation.max_load,
    }
    member = roles_served(invitation.edition, invitation.user).filter(role=invitation.role).first()
    if invitation.user and member:
        known |= {"max_load": member.max_load, "topics": member.topics.all(), "name": invitation.user.name}
    return known


def _tracks_of(invitation: Invitation) -> str:
    """Name the tracks that somebody is asked for, or serves in by now; nothing where it is for all papers."""
    rows = roles_served(invitation.edition, invitation.user).filter(role=invitation.role) if invitation.user else ()
    served = next(iter(rows), None)
    names = [track.name for track in (served or invitation).tracks.all()]
    return in_words(names) if names else ""


def _page_of(request: HttpRequest, invitation: Invitation, yes: AcceptForm, no: DeclineForm) -> dict[str, Any]:
    signed_in, moment = _signed_in(request), invitation.edition.moment()
    is_ones_own = is_asked(invitation, signed_in)
    closed = invitation.is_answered and is_closed(moment, assigned_at=invitation.edition.assigned_at)
    verdict = may_answer(moment, invitation.state)
    return {
        "edition": invitation.edition,
        "invitation": invitation,
        "role": invitation.get_role_display().lower(),
        "moment": moment,
        "yes": yes,
        "no": no,
        "seen": mark_of_answer(invitation),
        "tracks": _tracks_of(invitation),
        "said": list(answer_in_words(invitation).items()),
        "verdict": verdict,
        "change": may_change_answer(invitation.state, is_closed=closed) if verdict else verdict,
        "has_accepted": invitation.state == InvitationState.ACCEPTED,
        "has_declined": invitation.state == InvitationState.DECLINED,
        "is_ones_own": is_ones_own,
        "is_somebody_elses": not may_answer_as_oneself(is_signed_in=signed_in is not None, is_ones_own=is_ones_own),
        "is_signed_in_as_member": signed_in is not None and signed_in == invitation.user,
    }
