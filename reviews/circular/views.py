"""The desk's page on which a chair writes to a group: first the preview, then the sending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.circular.actions import NOBODY, write_to
from reviews.circular.forms import CircularForm
from reviews.circular.groups import people_in
from reviews.circular.letters import letters
from reviews.visibility.lists import sight_of
from want.core.verdict import Refused
from want.desk.registry import page
from want.venues.models import Edition

LOOK_AGAIN = "The letter or the group has changed since its preview, so nothing was sent. Please look again."


@page("write/", "write_to", label="Write to…", group="Mail", position=10)
def write_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Ask for group and letter, show one of the letters and how many there are, then send."""
    form = CircularForm(request.POST or None)
    context: dict[str, Any] = {"title": "Write to a group", "form": form}
    if request.method == "POST" and form.is_valid():
        people = people_in(form.chosen, sight_of(request.user, edition))
        digest = form.digest(len(people))
        if request.POST.get("do") == "send" and request.POST.get("seen") == digest:
            return _send(request, edition, form)
        if request.POST.get("do") == "send":
            messages.error(request, LOOK_AGAIN)
        if people:
            nonce = str(form.cleaned_data["nonce"])
            (letter,) = letters(edition, form.chosen, form.wording, people[:1], nonce)
            context |= {"letter": letter, "number": len(people), "seen": digest}
        else:
            messages.error(request, NOBODY)
    return render(request, "reviews/circular/write.html", context)


def _send(request: HttpRequest, edition: Edition, form: CircularForm) -> HttpResponse:
    try:
        sent = write_to(edition, form.chosen, form.wording, nonce=str(form.cleaned_data["nonce"]), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = {0: "This letter was sent already; nobody gets it twice.", 1: "One letter is on its way."}
        messages.success(request, said.get(sent, f"{sent} letters are on their way."))
    return redirect("desk:write_to", edition.slug)
