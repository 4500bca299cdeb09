"""The page of one stage's opening letter: whether it is sent, its wording, and how it reads."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.letters import LetterForm
from want.desk.registry import page
from want.venues.models import Edition, StageWindow
from want.venues.openings.actions import set_opening
from want.venues.openings.registry import OPENINGS, Opening, common_values


class OpeningForm(LetterForm):
    """The letter of a stage's opening, and whether it is sent at all."""

    is_announced = forms.BooleanField(label="Tell them by mail when the stage opens", required=False)
    field_order = ["is_announced"]

    def __init__(self, data: Any = None, *, edition: Edition, opening: Opening, is_announced: bool) -> None:
        super().__init__(data, edition=edition, kind=opening.kind)
        self.initial["is_announced"] = is_announced


@page("dates/<str:opening>/letter/", "opening")
def opening_letter(request: HttpRequest, edition: Edition, opening: str) -> HttpResponse:
    """Show and set the letter; who gets it is found out when the stage opens."""
    known = next((known for known in OPENINGS.values() if known.stage.value == opening), None)
    window = StageWindow.objects.filter(edition=edition, stage=opening).first()
    if known is None or window is None:
        raise Http404
    form = OpeningForm(request.POST or None, edition=edition, opening=known, is_announced=window.is_announced)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data["is_announced"]
            set_opening(edition, known.stage, is_announced=told, wording=form.wording, by=request.user)
        except EditedMeanwhile as meanwhile:
            theirs = form.meet(meanwhile)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The letter is kept." if told else "Nobody will be told by mail.")
            return redirect("desk:opening", edition.slug, opening)
    return render(request, "desk/opening.html", _context(edition, known, window, form) | {"theirs": theirs})


def _context(edition: Edition, opening: Opening, window: StageWindow, form: OpeningForm) -> dict[str, Any]:
    """Show the letter as it would read to somebody who does not exist: no real person's papers play a part."""
    common = common_values(opening, edition, edition.moment())
    sample = common | {"name": "Ada Lovelace", "papers": "101  The title of their paper"}
    wording = form.wording if not form.errors else None
    return {
        "title": f"The letter when {opening.stage.label.lower()} opens",
        "form": form,
        "window": window,
        "letter": wording.filled(sample) if wording else None,
    }
