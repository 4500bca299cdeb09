"""Where an edition stands and what to do next, put together from the panels that all folders hang in."""

from dataclasses import dataclass
from typing import Any

from want.core import timewords
from want.core.marks import Step
from want.desk import registry
from want.desk.registry import Fact, NextStep, Panel
from want.venues.dates import steps_of
from want.venues.models import Edition
from want.venues.stages import Moment


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the dashboard shows."""

    sentence: str
    steps: list[Step]
    lead: Panel | None
    needs_a_look: list[Fact]
    next_steps: list[NextStep]
    others: list[Panel]


def dashboard_of(edition: Edition, viewer: Any) -> Dashboard:
    """Return the dashboard of an edition as this chair may see it now."""
    moment = edition.moment()
    panels = _panels(edition, moment, viewer)
    lead = next((panel for panel in panels if panel.leads), None)
    return Dashboard(
        sentence=sentence_of(moment),
        steps=steps_of(edition.calendar, edition.notification_at, edition.held_on),
        lead=lead,
        needs_a_look=[fact for panel in panels for fact in panel.facts if is_exception(fact)],
        next_steps=sorted(
            (s for p in panels for s in p.steps), key=lambda step: (not step.is_primary, bool(step.why_not))
        ),
        others=[panel for panel in panels if panel is not lead and _says_something(panel)],
    )


def is_exception(fact: Fact) -> bool:
    """Tell whether a fact asks for a chair's eyes."""
    return fact.tone in {"warn", "bad"}


def sentence_of(moment: Moment) -> str:
    """Say what the clock means for the present stage: "Closes in 3 days, on 28 May 2024, 23:59 AoE."."""
    closes_at = moment.closes_at(moment.stage)
    if closes_at is not None and moment.at < closes_at:
        return f"Closes in {timewords.duration(closes_at - moment.at)}, at {timewords.aoe(closes_at)}."
    coming = [(w.opens_at, stage) for stage, w in moment.calendar.windows.items() if w.opens_at > moment.at]
    if coming:
        opens_at, stage = min(coming)
        return f"{stage.label} opens in {timewords.duration(opens_at - moment.at)}, at {timewords.aoe(opens_at)}."
    return ""


def _says_something(panel: Panel) -> bool:
    return bool(panel.figure or panel.template) or not all(is_exception(fact) for fact in panel.facts)


def _panels(edition: Edition, moment: Moment, viewer: Any) -> list[Panel]:
    made = (maker(edition, moment, viewer) for maker in registry.PANELS)
    return sorted((panel for panel in made if panel), key=lambda panel: panel.position)
