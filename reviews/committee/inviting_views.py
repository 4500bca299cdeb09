"""The page on which chairs invite: whom, what will happen to each, three of the letters, and then the second press."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.committee import notifications
from reviews.committee.actions import invite
from reviews.committee.forms import letter_form
from reviews.committee.inviting_forms import PeopleForm
from reviews.committee.knowing import Known, known_of
from reviews.committee.parsing import Candidate
from reviews.committee.queries import Fate, candidates_to_invite, fates_of
from reviews.models import Invitation
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.desk.letters import LetterForm
from want.desk.registry import page
from want.venues.models import Edition, Role
from want.venues.wordings import Wording

FIRST_SHOWN = 200
LETTERS_SHOWN = 3


@page("committee/invite/", "invite")
def invite_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take addresses, show what will happen to each and the letter, then write to them."""
    tracks = [track.name for track in edition.track_list]
    people = PeopleForm(request.POST or None, request.FILES or None, initial=_asked_for(request), tracks=tracks)
    context: dict[str, Any] = {"title": "Invite people", "people": people, "has_tracks": bool(tracks)}
    if request.method != "POST" or not people.is_valid():
        return render(request, "committee/invite.html", context)
    role, lines = Role(people.cleaned_data["role"]), people.lines()
    fates = fates_of(edition, role, lines)
    chosen = candidates_to_invite(fates)
    mark = mark_of([role, [str(one) for one in chosen]])
    is_sending = request.POST.get("do") == "send"
    typed = request.POST if is_sending or "subject" in request.POST else None
    letter = letter_form(edition, role, typed, is_offer=people.is_offer)
    if is_sending and is_another(request.POST.get("seen_people"), mark):
        messages.warning(request, "The list was changed after its preview, so nothing is sent yet. Please look again.")
    elif is_sending and letter.is_valid() and chosen:
        try:
            report = invite(
                edition,
                role,
                chosen,
                wording=letter.wording,
                kind=letter.kind,
                by=request.user,  # type: ignore[arg-type]
            )
        except EditedMeanwhile as meanwhile:
            context["theirs"] = letter.meet(meanwhile)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _said(len(report.invited), role))
            return redirect("desk:reviews_invitation_changelist")
    context |= {"people": people.as_pasted(lines), "fates": _known(edition, request.user, fates[:FIRST_SHOWN])}
    context |= {"more": len(fates) - FIRST_SHOWN}
    context |= {"chosen": chosen, "letter": letter, "wrong": sum(fate.tone == "bad" for fate in fates)}
    context |= {"mark": mark, "samples": _samples(edition, role, request.user, chosen, letter)}
    return render(request, "committee/invite.html", context)


def _known(edition: Edition, viewer: Any, fates: list[Fate]) -> list[tuple[Fate, Known | None]]:
    """Return each line's fate with what this chair may know of the person."""
    known = known_of(edition, viewer, [fate.line.candidate for fate in fates if fate.line.candidate])
    return [(fate, known[fate.line.candidate.email] if fate.line.candidate else None) for fate in fates]


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """Return as what people are to be invited, where a link says so."""
    asked = request.GET.get("role", "")
    return {"role": asked} if asked in Role.values else {}


def _said(number: int, role: Role) -> str:
    return f"One {role.label.lower()} is invited." if number == 1 else f"{number} {role.label.lower()}s are invited."


def _samples(edition: Edition, role: Role, by: Any, chosen: list[Candidate], letter: LetterForm) -> list[Wording]:
    """Return the letters as the first of them will read them; none while they cannot be sent."""
    if letter.is_bound and not letter.is_valid():
        return []
    return [_shown(edition, role, by, one, letter) for one in chosen[:LETTERS_SHOWN]]


def _shown(edition: Edition, role: Role, by: Any, one: Candidate, letter: LetterForm) -> Wording:
    draft = Invitation(edition=edition, role=role, email=one.email, name=one.name, max_load=one.max_load)
    draft.invited_by = by
    return notifications.as_shown(letter.wording, edition, draft, one.tracks)
