"""What the apps above hang into the desk: panels on its dashboard and pages of their own.

The desk stands below submissions and reviews and may not import them; they call `panel` and `page` when loaded.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the dashboard that can be clicked: "7 papers with fewer than 3 reviews"."""

    value: str
    label: str
    url: str = ""
    tone: str = "neutral"  # neutral, info, good, warn, bad


@dataclass(frozen=True, slots=True)
class NextStep:
    """An act the chairs may do next; with a reason in place of the button when it cannot be pressed."""

    label: str
    url: str
    why_not: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the dashboard."""

    title: str
    position: int
    facts: tuple[Fact, ...] = ()
    steps: tuple[NextStep, ...] = ()
    template: str = ""  # rendered with `context` below the facts, when given
    context: dict[str, Any] = field(default_factory=dict)


PanelMaker = Callable[[Any, Any, Any], Panel | None]  # (edition, moment, viewer)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk: /desk/<edition>/<path>, named desk:<name>."""

    path: str
    view: View
    name: str
    label: str = ""  # shown in the desk's menu of the edition when not empty
    group: str = ""
    position: int = 0


PANELS: list[PanelMaker] = []
PAGES: list[Page] = []


def panel(maker: PanelMaker) -> PanelMaker:
    """Register a maker of a dashboard panel; it gets (edition, moment, viewer) and may return None."""
    PANELS.append(maker)
    return maker


def page(
    path: str, name: str, *, label: str = "", group: str = "", position: int = 0
) -> Callable[[View], View]:
    """Register a view as a desk page. It is called as view(request, edition, ...) by a chair of that edition."""

    def register(view: View) -> View:
        PAGES.append(Page(path, view, name, label, group, position))
        return view

    return register


__all__ = ["PAGES", "PANELS", "Fact", "HttpRequest", "NextStep", "Page", "Panel", "page", "panel"]
