"""What the apps above hang into the desk: panels on its dashboard and pages of their own.

The desk stands below submissions and reviews and may not import them; they call `panel` and `page` when loaded.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

# The desk's menu: what chairs do, in the order in which they do it.
GROUPS = ("Call", "Submissions", "Reviewer assignment", "Reviews", "Decisions", "Mail", "Log")


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the dashboard that can be clicked: "7 papers with fewer than 3 reviews".

    One with the tone "warn" or "bad" is an exception: the dashboard lists it under "Needs a look".
    """

    value: str
    label: str
    url: str = ""
    tone: str = "neutral"  # neutral, info, good, warn, bad


@dataclass(frozen=True, slots=True)
class Figure:
    """The one number that decides a stage: 96 of 180, with what follows from it in a sentence."""

    value: int
    label: str
    of: int | None = None
    sentence: str = ""
    url: str = ""  # the list of what it counts


@dataclass(frozen=True, slots=True)
class NextStep:
    """An act the chairs may do next; with a reason in place of the button when it cannot be pressed."""

    label: str
    url: str
    why_not: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the dashboard. The one that leads is what the present stage is about; it stands first and large."""

    title: str
    position: int
    facts: tuple[Fact, ...] = ()
    steps: tuple[NextStep, ...] = ()
    template: str = ""  # rendered with `context` below the facts, when given
    context: dict[str, Any] = field(default_factory=dict)
    figure: Figure | None = None
    leads: bool = False


PanelMaker = Callable[[Any, Any, Any], Panel | None]  # (edition, moment, viewer)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk: /desk/e/<edition>/<path>, named desk:<name>."""

    path: str
    view: View
    name: str
    label: str = ""  # shown in the desk's menu of the edition when not empty
    group: str = ""
    position: int = 0
    is_setting: bool = False  # superusers enter too; all other pages are the chairs' alone


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list of papers or of the committee.

    `load` gets (edition, viewer, rows) and returns what to show by primary key; a row that it leaves out has an empty
    cell. It shows no more than the viewer may see of each row.
    """

    name: str
    label: str
    load: Callable[[Any, Any, list[Any]], dict[int, Any]]
    is_numeric: bool = False
    position: int = 0


PaperPartMaker = Callable[[Any, Any], Panel | None]  # (paper, viewer)

PANELS: list[PanelMaker] = []
PAGES: list[Page] = []
PAPER_COLUMNS: list[Column] = []
MEMBER_COLUMNS: list[Column] = []  # of the committee, and lines of a member's record
PAPER_FILTERS: list[type] = []  # django.contrib.admin.SimpleListFilter classes of the list of papers
PAPER_PARTS: list[PaperPartMaker] = []


def panel(maker: PanelMaker) -> PanelMaker:
    """Register a maker of a dashboard panel; it gets (edition, moment, viewer) and may return None.

    It counts over what the viewer may see (want.desk.sight), and is called for chairs of the edition only.
    """
    PANELS.append(maker)
    return maker


def page(
    path: str, name: str, *, label: str = "", group: str = "", position: int = 0, is_setting: bool = False
) -> Callable[[View], View]:
    """Register a view as a desk page. It is called as view(request, edition, ...) by a chair of that edition.

    Its template extends desk/base.html. With a label it stands in the menu, in one of `GROUPS`.
    """
    if label and group not in GROUPS:
        raise ValueError(f"The desk's menu has no group {group!r}; there are {', '.join(GROUPS)}.")

    def register(view: View) -> View:
        PAGES.append(Page(path, view, name, label, group, position, is_setting))
        return view

    return register


def paper_column(
    name: str, label: str, *, is_numeric: bool = False, position: int = 0
) -> Callable[[Callable[..., dict[int, Any]]], Callable[..., dict[int, Any]]]:
    """Register a column of the list of papers; its queries must not grow with the rows."""

    def register(load: Callable[..., dict[int, Any]]) -> Callable[..., dict[int, Any]]:
        PAPER_COLUMNS.append(Column(name, label, load, is_numeric, position))
        return load

    return register


def member_column(
    name: str, label: str, *, is_numeric: bool = False, position: int = 0
) -> Callable[[Callable[..., dict[int, Any]]], Callable[..., dict[int, Any]]]:
    """Register a column of the committee, which is a line of a member's record too, where it says something."""

    def register(load: Callable[..., dict[int, Any]]) -> Callable[..., dict[int, Any]]:
        MEMBER_COLUMNS.append(Column(name, label, load, is_numeric, position))
        return load

    return register


def paper_part(maker: PaperPartMaker) -> PaperPartMaker:
    """Register a part of a paper's page in the desk; the maker gets (paper, viewer) and may return None."""
    PAPER_PARTS.append(maker)
    return maker


__all__ = [
    "GROUPS",
    "MEMBER_COLUMNS",
    "PAGES",
    "PANELS",
    "PAPER_COLUMNS",
    "PAPER_FILTERS",
    "PAPER_PARTS",
    "Column",
    "Fact",
    "Figure",
    "HttpRequest",
    "NextStep",
    "Page",
    "Panel",
    "member_column",
    "page",
    "panel",
    "paper_column",
    "paper_part",
]
