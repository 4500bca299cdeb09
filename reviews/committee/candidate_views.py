"""The desk's lists of people who could be invited, with what chairs may know of each; ticked ones go to the preview."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reviews.committee import notifications, sources
from reviews.committee.candidacies import decline_offers, open_offers, set_aside
from reviews.committee.forms import EarlierForm, declined_form
from reviews.committee.parsing import LONGEST_TEXT, read_addresses
from reviews.models.candidacy import CandidacyKind
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.registry import page
from want.venues.models import Edition, Role

LISTS = {
    "earlier": ("An earlier committee", "Choose an edition that you chaired and the roles to take over."),
    "volunteers": ("Authors who volunteered", "They ticked that they would review, too. Nobody serves by that alone."),
    "suggested": ("Suggested by those who declined", "Nobody has written to them. Invite whom you choose."),
    "offered": ("Offers to review", "They came by the public page. Approve by inviting, or decline with a letter."),
}

BY_URGENCY = ("offered", "volunteers", "suggested")


@page("committee/candidates/", "candidates")
def candidates_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show one of the lists, with signals and conflicts; the ticked go on to the page that previews the letters.

    Without a choice it is one in which somebody waits: those who offered themselves before those who were named.
    """
    counted = sources.waiting(edition)
    about = request.GET.get("list") or _usual(counted, has_earlier=_has_earlier(edition, request.user))
    if about not in LISTS:
        raise Http404
    context: dict[str, Any] = {"about": about, "lists": _links(counted, about), "role": Role.REVIEWER.value}
    context["title"], context["intro"] = "Candidates", LISTS[about][1]
    context["tracks"] = [track.name for track in edition.track_list]
    if about == "earlier":
        entries = _earlier(request, edition, context)
    elif about == "volunteers":
        entries = sources.volunteers_of(edition, request.user)
    else:
        entries = sources.candidacies_of(edition, CandidacyKind(about))
    context["rows"] = sources.rows_of(edition, request.user, Role(context["role"]), entries)
    return render(request, "committee/candidates.html", context)


@page("committee/candidates/set-aside/", "set_aside")
def set_aside_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take ticked suggestions off their list; nobody is told, for nobody was asked."""
    if request.method == "POST":
        try:
            number = set_aside(edition, _picked(request), by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Suggestions set aside: {number}.")
    return redirect(reverse("desk:candidates", args=[edition.slug]) + "?list=suggested")


@page("committee/candidates/decline/", "decline_offers")
def decline_offers_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the friendly no to the ticked offers as three of them will read it; send it by the button."""
    offers = open_offers(edition, _picked(request))
    letter = declined_form(edition, request.POST if "subject" in request.POST else None)
    theirs: list[tuple[str, str]] = []
    if request.POST.get("do") == "send" and offers and letter.is_valid():
        try:
            number = decline_offers(edition, [one.email for one in offers], wording=letter.wording, by=request.user)  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            theirs = letter.meet(meanwhile)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Offers declined: {number}. A letter thanks each of them.")
            return redirect(reverse("desk:candidates", args=[edition.slug]) + "?list=offered")
    can_show = not letter.is_bound or letter.is_valid()
    samples = [letter.wording.filled(notifications.offer_values(one, request.user)) for one in offers[:3] if can_show]
    context = {"title": "Decline offers to review", "offers": offers, "letter": letter, "theirs": theirs}
    return render(request, "committee/decline_offers.html", context | {"samples": samples})


def _has_earlier(edition: Edition, viewer: Any) -> bool:
    return sources.earlier_editions(edition, viewer).exists()


def _usual(counted: dict[str, int], *, has_earlier: bool) -> str:
    return next((key for key in BY_URGENCY if counted.get(key)), "earlier" if has_earlier else "volunteers")


def _links(counted: dict[str, int], about: str) -> list[dict[str, Any]]:
    return [
        {"key": key, "label": label, "number": counted.get(key), "is_here": key == about}
        for key, (label, _) in LISTS.items()
    ]


def _earlier(request: HttpRequest, edition: Edition, context: dict[str, Any]) -> list[sources.Entry]:
    editions = sources.earlier_editions(edition, request.user)
    form = EarlierForm(request.GET if "edition" in request.GET else None, editions=editions)
    context["form"], context["has_earlier"] = form, editions.exists()
    if not form.is_bound or not form.is_valid():
        return []
    context["role"] = form.cleaned_data["role"]
    return sources.earlier_committee(form.cleaned_data["edition"], form.cleaned_data["served"])


def _picked(request: HttpRequest) -> list[str]:
    """Return the addresses that were ticked."""
    text = "\n".join(request.POST.getlist("pick"))[:LONGEST_TEXT]
    return [line.candidate.email for line in read_addresses(text) if line.candidate]
