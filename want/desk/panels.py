"""The dashboard's panel of the call: whether an edition is set up, and which date comes next."""

from typing import Any

from django.urls import reverse

from want.desk.registry import Fact, NextStep, Panel, panel
from want.venues.models import Edition
from want.venues.stages import Moment, Stage

NEEDED = (Stage.SUBMISSION, Stage.REVIEWING)


@panel
def call_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel:  # noqa: ARG001 (a panel's signature)
    """Tell what the call lacks; before submission opens, this is what the stage is about."""
    place = [edition.slug]
    settings, dates = reverse("desk:settings", args=place), reverse("desk:dates", args=place)
    missing = list(_missing(edition, settings, dates))
    steps = []
    if moment.stage is Stage.UPCOMING:
        why_not = "Say first what is missing above." if missing else ""
        if not edition.is_public:
            steps.append(NextStep("Put the call online", settings, why_not, is_primary=True))
    steps += [
        NextStep(f"Extend {stage.label.lower()}", reverse("desk:extend", args=[edition.slug, stage.value]))
        for stage in moment.calendar.windows
        if stage is moment.stage and moment.is_open(stage)
    ]
    return Panel("Call", 10, tuple(missing), tuple(steps), leads=moment.stage is Stage.UPCOMING)


def _missing(edition: Edition, settings: str, dates: str) -> Any:
    lists = {name: reverse("desk:list", args=[edition.slug, name]) for name in ("topics", "types")}
    windows = edition.calendar.windows
    undated = [stage.label.lower() for stage in NEEDED if stage not in windows]
    if undated:
        yield Fact("", f"No dates for {' and '.join(undated)}", dates, "warn")
    if edition.notification_at is None:
        yield Fact("", "No date of notification", dates, "warn")
    if not edition.call.strip():
        yield Fact("", "The call has no text", settings, "warn")
    if not edition.topics.exists():
        yield Fact("", "There are no topics to choose from", lists["topics"], "warn")
    if not edition.submission_types.exists():
        yield Fact("", "There is no type of paper to submit", lists["types"], "warn")
    if not edition.contact:
        yield Fact("", "Nobody can write to the chairs: there is no contact address", settings, "warn")
    if not edition.is_public and windows.get(Stage.SUBMISSION):
        yield Fact("", "The call is not public: only the chairs see it", settings, "warn")
