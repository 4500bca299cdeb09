"""The pages of an edition's dates: the whole calendar, and extending one deadline."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from want.core.timewords import aoe
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.desk.dates.forms import DatesForm, ExtensionForm
from want.desk.letters import stored_wording
from want.desk.registry import page
from want.venues.audiences import people_concerned
from want.venues.models import Edition
from want.venues.notifications import EXTENDED, extension_values, moved_dates
from want.venues.scheduling import extend_deadline, set_calendar
from want.venues.stages import Stage
from want.venues.wordings import wording_of


@page("dates/", "dates", label="Dates", group="Call", position=20)
def dates(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the calendar as one form, and set it."""
    form = DatesForm(request.POST or None, edition=edition)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_calendar(
                edition,
                form.windows(),
                notification_at=form.cleaned_data["notification_at"],
                held_on=form.cleaned_data["held_on"],
                seen_version=form.cleaned_data["seen_version"],
                by=request.user,
            )
        except EditedMeanwhile as meanwhile:
            messages.error(request, f"{meanwhile} The dates stored now stand under each field.")
            form = _again(form, meanwhile.version, edition)
            theirs = _stored(form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, "The dates are set. The site, the forms and the calendar file follow them already."
            )
            return redirect("desk:dates", edition.slug)
    context = {"title": "Dates", "form": form, "moment": edition.moment(), "theirs": theirs}
    return render(request, "desk/dates.html", context)


@page("dates/<str:stage>/extend/", "extend")
def extend(request: HttpRequest, edition: Edition, stage: str) -> HttpResponse:
    """Ask for the new end, show who will be told and the letter, then do it."""
    extended = _stage_of(edition, stage)
    form = ExtensionForm(request.POST or None, edition=edition, stage=extended)
    context: dict[str, Any] = {"title": f"Extend {extended.label.lower()}", "form": form, "stage": extended}
    context |= {"window": edition.calendar.windows[extended], "possible": form.possible()}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "extend":
            try:
                return _extend(request, edition, extended, form)
            except EditedMeanwhile as meanwhile:
                messages.error(request, str(meanwhile))
                context["theirs"] = _met(form, meanwhile, edition, extended)
                context["window"] = edition.calendar.windows[extended]
            except Refused as refusal:
                messages.error(request, str(refusal))
        changed, notification_at = form.changed(), form.notification_at()
        people = people_concerned(edition, *changed)
        values = extension_values(
            edition,
            extended,
            edition.calendar.windows[extended].closes_at,
            form.cleaned_data["closes_at"],
            people[0].name if people else "Ada Lovelace",
            moved=moved_dates(extended, changed, notification_at),
        )
        windows = edition.calendar.windows
        context["moves"] = [(stage.label, windows[stage], after) for stage, after in changed.items()]
        context["notification_at"] = notification_at
        context |= {"people": people, "letter": form.wording.filled(values), "is_preview": True}
    return render(request, "desk/extend.html", context)


def _extend(request: HttpRequest, edition: Edition, stage: Stage, form: ExtensionForm) -> HttpResponse:
    told = extend_deadline(
        edition,
        stage,
        form.cleaned_data["closes_at"],
        wording=form.wording,
        shift_later=form.cleaned_data["shift_later"],
        seen_version=form.cleaned_data["seen_version"],
        by=request.user,
    )
    who = {0: "Nobody had to be told.", 1: "One person is told by mail."}.get(told, f"{told} people are told by mail.")
    messages.success(request, f"{stage.label} is extended. {who}")
    return redirect("desk:dates", edition.slug)


def _stage_of(edition: Edition, name: str) -> Stage:
    if name not in {stage.value for stage in edition.calendar.windows}:
        raise Http404
    return Stage(name)


def _met(form: ExtensionForm, meanwhile: EditedMeanwhile, edition: Edition, stage: Stage) -> list[tuple[str, str]]:
    """Let the form replace knowingly what somebody else saved, dates or letter; return that, for the page."""
    edition.refresh_from_db()
    form.data = form.data.copy()
    form.data["seen_version"] = str(edition.version)
    form.data["seen_wording"] = wording_of(edition, EXTENDED).mark
    if meanwhile.theirs:
        return stored_wording(meanwhile)
    return [(f"{stage.label} closes", aoe(edition.calendar.windows[stage].closes_at))]


def _stored(form: DatesForm) -> list[tuple[str, str]]:
    """Return what is stored now where it differs from what was typed, in words."""
    form.is_valid()
    stored = {name: form.initial.get(name) for name in form.fields if name != "seen_version"}
    return [
        (str(form.fields[name].widget.attrs.get("aria-label", form[name].label)), _worded(value))
        for name, value in stored.items()
        if value != form.cleaned_data.get(name)
    ]


def _worded(value: object) -> str:
    return "" if value is None else aoe(value) if isinstance(value, datetime) else str(value)


def _again(form: DatesForm, version: int | str, edition: Edition) -> DatesForm:
    """Return the form as typed, now knowing the version it would replace."""
    edition.refresh_from_db()
    typed = form.data.copy()
    typed["seen_version"] = version
    return DatesForm(typed, edition=edition)
