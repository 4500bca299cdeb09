"""The calendar of an edition as one form, and the form that extends one deadline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from want.core.verdict import Verdict
from want.desk.dates.fields import AoEField, in_our_times
from want.desk.letters import places_of, typed_wording
from want.venues.models import Edition, StageWindow
from want.venues.notifications import EXTENDED
from want.venues.openings.actions import TOLD_WITHIN
from want.venues.openings.registry import OPENINGS
from want.venues.rules import (
    extended,
    extended_notification,
    may_extend,
    problems_of_calendar,
    suggested_end,
)
from want.venues.stages import WINDOWED, Stage, Window
from want.venues.wordings import Wording, problems_of, wording_of

USUAL_GRACE = 15


@dataclass(frozen=True, slots=True)
class DateRow:
    """A stage's line in the form."""

    stage: Stage
    opens: BoundField
    closes: BoundField
    grace: BoundField
    window: Window | None
    letter: str  # about the letter when it opens; empty where there is none


class DatesForm(forms.Form):
    """All windows of an edition; a stage whose two dates are empty is no part of its calendar."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    notification_at = AoEField(label="Notification", required=False, help_text="When authors learn the decisions. AoE.")
    held_on = forms.DateField(
        label="Day of the workshop",
        required=False,
        validators=[in_our_times],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.initial = _initial(edition) | self.initial
        for stage in WINDOWED:
            self.fields[f"{stage}_opens"] = _instant(f"{stage.label} opens (AoE)")
            self.fields[f"{stage}_closes"] = _instant(f"{stage.label} closes (AoE)")
            self.fields[f"{stage}_grace"] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=24 * 60,
                widget=forms.NumberInput(attrs={"aria-label": f"{stage.label}: minutes of grace"}),
            )
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def rows(self) -> Iterator[DateRow]:
        """Yield the line of each stage."""
        windows = self.edition.calendar.windows
        now = self.edition.moment().at
        stored = {window.stage: window for window in self.edition.windows.all()}
        for stage in WINDOWED:
            dates = self[f"{stage}_opens"], self[f"{stage}_closes"], self[f"{stage}_grace"]
            letter = _letter(stored[stage.value], now) if stage in OPENINGS and stage.value in stored else ""
            yield DateRow(stage, *dates, windows.get(stage), letter)

    def windows(self) -> dict[Stage, Window]:
        """Return the windows that were typed."""
        return {
            stage: Window(opens, closes, timedelta(minutes=grace))
            for stage in WINDOWED
            for opens, closes, grace in [self._typed(stage)]
            if opens and closes
        }

    def clean(self) -> dict[str, Any]:
        """Say in words what cannot be, at the field where it can be mended."""
        for stage in WINDOWED:
            opens, closes, _ = self._typed(stage)
            if bool(opens) != bool(closes) and not self.errors:
                missing = "closes" if opens else "opens"
                self.add_error(f"{stage}_{missing}", f"Say when {stage.label.lower()} {missing}, or empty both dates.")
        if not self.errors:
            for problem, sentence in problems_of_calendar(self.windows(), self.cleaned_data["notification_at"]):
                self.add_error(f"{problem}_opens" if problem else "notification_at", sentence)
        return self.cleaned_data

    def _typed(self, stage: Stage) -> tuple[Any, Any, int]:
        grace = self.cleaned_data.get(f"{stage}_grace")
        return (
            self.cleaned_data.get(f"{stage}_opens"),
            self.cleaned_data.get(f"{stage}_closes"),
            USUAL_GRACE if grace is None else grace,
        )


class ExtensionForm(forms.Form):
    """A new end of one stage, and the letter that tells of it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    closes_at = AoEField(label="New end (AoE)")
    shift_later = forms.BooleanField(
        label="Let the later dates move along",
        required=False,
        help_text="Every later stage and the notification move by the same span. The preview shows them.",
    )
    subject = forms.CharField(max_length=250)
    body = forms.CharField(label="Letter", widget=forms.Textarea(attrs={"rows": 14}), max_length=10_000)
    seen_wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.stage = edition, stage
        wording = wording_of(edition, EXTENDED)
        closes_at = suggested_end(edition.moment(), stage)
        self.initial = {
            "seen_version": edition.version,
            "closes_at": closes_at,
            "shift_later": not self.verdict(closes_at, shift_later=False),
            "subject": wording.subject,
            "body": wording.body,
            "seen_wording": wording.mark,
        } | self.initial
        self.fields["body"].help_text = places_of(EXTENDED)

    def verdict(self, closes_at: datetime, *, shift_later: bool) -> Verdict:
        """Tell whether the stage may be extended so."""
        return may_extend(
            self.edition.moment(),
            self.stage,
            closes_at,
            shift_later=shift_later,
            notification_at=self.edition.notification_at,
        )

    def possible(self) -> Verdict:
        """Tell whether what the form suggests can be done at all; if not, there is nothing to fill in."""
        return self.verdict(suggested_end(self.edition.moment(), self.stage), shift_later=True)

    def changed(self) -> dict[Stage, Window]:
        """Return the windows that would change."""
        typed = self.cleaned_data
        return extended(self.edition.moment(), self.stage, typed["closes_at"], shift_later=typed["shift_later"])

    def notification_at(self) -> datetime | None:
        """Return the notification where it moves along."""
        typed, stored = self.cleaned_data, self.edition.notification_at
        moved = extended_notification(
            self.edition.moment(), self.stage, typed["closes_at"], stored, shift_later=typed["shift_later"]
        )
        return moved if moved != stored else None

    @property
    def wording(self) -> Wording:
        """Return the letter that was typed."""
        return typed_wording(self.cleaned_data)

    @property
    def is_done(self) -> bool:
        """Tell whether this very extension has been made since the form was shown: it was a second click."""
        present = self.edition.calendar.windows[self.stage].closes_at
        is_old = self.cleaned_data.get("seen_version") != self.edition.version
        return is_old and self.cleaned_data.get("closes_at") == present

    def clean(self) -> dict[str, Any]:
        """Refuse instants and letters that cannot be, in words."""
        if self.errors:
            return self.cleaned_data
        if self.is_done:
            return self.cleaned_data
        verdict = self.verdict(self.cleaned_data["closes_at"], shift_later=self.cleaned_data["shift_later"])
        if not verdict:
            self.add_error("closes_at", verdict.reason)
        for sentence in problems_of(EXTENDED, self.wording):
            self.add_error("body", sentence)
        return self.cleaned_data


def _letter(window: StageWindow, now: datetime) -> str:
    if window.told_at:
        return "People were told that it opened"
    if window.closes_at < now:
        return ""
    if window.opens_at < now - TOLD_WITHIN:
        return "Nobody was told that it opened"
    return "People are told when it opens" if window.is_announced else "Nobody is told when it opens"


def _instant(label: str) -> AoEField:
    field = AoEField(label=label, required=False)
    field.widget.attrs["aria-label"] = label
    return field


def _initial(edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = {
        "seen_version": edition.version,
        "notification_at": edition.notification_at,
        "held_on": edition.held_on,
    }
    for stage, window in edition.calendar.windows.items():
        found |= {
            f"{stage}_opens": window.opens_at,
            f"{stage}_closes": window.closes_at,
            f"{stage}_grace": int(window.grace.total_seconds() // 60),
        }
    return found
