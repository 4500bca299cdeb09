"""The page on which chairs write again: to those who have not answered, and to those who are not ready."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.committee import notifications
from reviews.committee.forms import ready_form, reminder_form
from reviews.committee.queries import due_for_reminder, members_not_ready
from reviews.committee.reminding import remind, remind_unready
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.letters import LetterForm
from want.desk.registry import page
from want.venues.models import Edition
from want.venues.tracks import names_of
from want.venues.wordings import Wording

LETTERS_SHOWN = 3


@page("committee/remind/", "remind")
def remind_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show who has not answered, and the letter as three of them will read it; write to them by the button."""
    return _page(request, edition, reminder_form(edition, request.POST or None), remind, "answer")


@page("committee/remind/ready/", "remind_unready")
def remind_unready_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show who serves and has not said what they know, and the letter; write to them by the button."""
    return _page(request, edition, ready_form(edition, request.POST or None), remind_unready, "ready")


def _page(request: HttpRequest, edition: Edition, letter: LetterForm, write: Any, about: str) -> HttpResponse:
    theirs: list[tuple[str, str]] = []
    is_preview = request.POST.get("do") == "preview"
    if request.method == "POST" and letter.is_valid() and not is_preview:
        try:
            number = write(edition, wording=letter.wording, by=request.user)
        except EditedMeanwhile as meanwhile:
            theirs = letter.meet(meanwhile)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = {0: "Nobody was due for a reminder.", 1: "One person is reminded."}
            messages.success(request, words.get(number, f"{number} people are reminded."))
            return redirect("desk:reviews_invitation_changelist")
    due = _due(edition, about)
    context = {"title": TITLES[about], "letter": letter, "due": due, "theirs": theirs, "about": about}
    context["samples"] = _samples(edition, request.user, due, letter)
    return render(request, "committee/remind.html", context)


TITLES = {"answer": "Remind those who have not answered", "ready": "Remind those who are not ready"}


def _due(edition: Edition, about: str) -> list[Any]:
    return due_for_reminder(edition) if about == "answer" else members_not_ready(edition)


def _samples(edition: Edition, by: Any, due: list[Any], letter: LetterForm) -> list[Wording]:
    """Return the letters as the first of them will read them; none while they cannot be sent."""
    if letter.is_bound and not letter.is_valid():
        return []
    first = due[:LETTERS_SHOWN]
    if letter.kind is notifications.NOT_READY:
        return [letter.wording.filled(notifications.ready_values(one, by)) for one in first]
    tracks = names_of(first)
    return [notifications.as_shown(letter.wording, edition, one, tracks[one.pk]) for one in first]
