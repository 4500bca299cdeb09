"""The desk's page that reminds authors of their final versions: the letter, its wording, and the button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reviews.publication.actions import may_remind, papers_still_due, remind_authors
from reviews.visibility.lists import sight_of
from submissions.camera_ready.notifications import DUE, due_letters
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.letters import LetterForm
from want.desk.registry import page
from want.mail.actions import unsent
from want.venues.models import Edition
from want.venues.wordings import keep_wording


@page("publish/remind/", "remind_authors")
def remind_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show a real letter before it is sent; keep its wording, or keep it and send."""
    sight = sight_of(request.user, edition)
    form = LetterForm(request.POST or None, edition=edition, kind=DUE)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            keep_wording(edition, DUE, form.wording)
        except EditedMeanwhile as meanwhile:
            theirs = form.meet(meanwhile)
    if request.method == "POST" and form.is_valid() and not theirs:
        if request.POST.get("do") != "send":
            messages.success(request, "The letter is kept. It is used on the day of the reminder too.")
            return redirect("desk:remind_authors", edition.slug)
        try:
            sent = remind_authors(edition, by=request.user)
            messages.success(request, f"Reminders queued: {sent}." if sent else "Everybody due has had one today.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:publish", edition.slug)
    verdict = may_remind(sight)
    letters = list(due_letters(edition, papers_still_due(sight), sight.moment)) if verdict else []
    context = {
        "title": "Remind those still due",
        "form": form,
        "theirs": theirs,
        "verdict": verdict,
        "letter": next(iter(letters), None),
        "all": len(letters),
        "fresh": len(unsent(letters)),
    }
    return render(request, "reviews/publication/remind.html", context)
