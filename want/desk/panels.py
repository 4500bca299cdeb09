"""The dashboard's panel of the call: whether an edition is set up, and which date comes next."""

from typing import Any

from django.urls import reverse

from want.desk.registry import Fact, NextStep, Panel, panel
from want.venues.models import Edition
from want.venues.restored import told_from
from want.venues.stages import Moment, Stage

HELD = (
    "This site came back from a backup, so nobody is told when a stage opens until whoever keeps it runs "
    "“manage.py resume_letters”"
)
NEEDED = (Stage.SUBMISSION, Stage.REVIEWING)


@panel
def call_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel:  # noqa: ARG001 (a panel's signature)
    """Tell what the call lacks; before submission opens, this is what the stage is about."""
    place = [edition.slug]
    settings, dates = reverse("desk:settings", args=place), reverse("desk:dates", args=place)
    missing = list(_missing(edition, settings, dates))
    steps = []
    if moment.stage is Stage.UPCOMING:
        why_not = "Settle first what needs a look." if missing else ""
        if not edition.is_public:
            steps.append(NextStep("Put the call online", f"{settings}#id_is_public", why_not, is_primary=True))
    steps += [
        NextStep(f"Extend {stage.label.lower()}", reverse("desk:extend", args=[edition.slug, stage.value]))
        for stage in moment.calendar.windows
        if stage is moment.stage and moment.is_open(stage)
    ]
    if not edition.is_public and NEEDED[0] in moment.calendar.windows:
        missing.append(Fact("", "The call is not public: only the chairs see it", settings, "warn"))
    if told_from() is None:
        missing.append(Fact("", HELD, dates, "warn"))
    leads = moment.stage is Stage.UPCOMING
    lists = _lists(edition) if leads else ()
    return Panel("Call", 10, (*missing, *lists), tuple(steps), leads=leads)


def _lists(edition: Edition) -> tuple[Fact, ...]:
    counted = {
        "topics": ("Topics", edition.topics.count()),
        "areas": ("Application areas", edition.areas.count()),
        "tracks": ("Tracks", edition.tracks.count()),
        "types": ("Types of papers", edition.submission_types.count()),
    }
    return tuple(
        Fact(str(number), label, reverse("desk:list", args=[edition.slug, name]))
        for name, (label, number) in counted.items()
        if number
    )


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
