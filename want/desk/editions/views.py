"""The pages of an edition itself: opening one, its words and settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.chairing import SESSION_KEY, editions_on_offer, is_chair
from want.desk.editions.forms import NewEditionForm, SettingsForm
from want.desk.registry import page
from want.venues.actions import change_settings, open_edition
from want.venues.models import Edition


@page("settings/", "settings", label="Words and settings", group="Call", position=10, is_setting=True)
def settings(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the edition's words and settings, and change them."""
    form = SettingsForm(request.POST or None, edition=edition, is_chair=is_chair(request))
    theirs: list[tuple[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(edition, form.changes(), seen_version=form.cleaned_data["seen_version"], by=request.user)
        except EditedMeanwhile as meanwhile:
            messages.error(request, str(meanwhile))
            theirs = _differing(form, meanwhile)
            form.data = form.data.copy()
            form.data["seen_version"] = meanwhile.version
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The settings are saved.")
            return redirect("desk:settings", edition.slug)
    context = {"title": "Words and settings", "form": form, "theirs": theirs}
    return render(request, "desk/settings.html", context)


def new_edition(request: HttpRequest) -> HttpResponse:
    """Open an edition and become its chair. For chairs and superusers; the desk's door has checked that."""
    form = NewEditionForm(request.POST or None, editions=editions_on_offer(request))
    if request.method == "POST" and form.is_valid():
        try:
            edition = open_edition(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            request.session[SESSION_KEY] = edition.slug
            messages.success(request, f"{edition.name} is open, and you are its chair. Only the chairs see it yet.")
            return redirect("desk:dates", edition.slug)
    return render(request, "desk/new_edition.html", {"title": "Open an edition", "form": form})


def _differing(form: SettingsForm, meanwhile: EditedMeanwhile) -> list[tuple[str, Any]]:
    """Return what is stored now where it differs from what was typed."""
    return [
        (str(form.fields[name].label), value)
        for name, value in meanwhile.theirs.items()
        if form.cleaned_data[name] != value
    ]
