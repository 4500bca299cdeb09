"""The links in an edition's header. Each folder registers its own; the header shows those that concern the viewer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from want.venues.models import Edition
from want.venues.stages import Moment


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the header."""

    label: str
    url: str
    position: int
    invitation: str = ""  # the same in more words, for where there is room: "Open the desk"
    is_current: bool = False
    below: str = ""  # where its pages lie, if not below its url
    endings: tuple[str, ...] = ()  # how pages elsewhere end that are its own: the review of a paper is below the paper


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a link may depend on, asked once a request: no further queries in the makers."""

    user: Any
    roles: frozenset[str]  # venues.models.Role values in this edition
    is_author: bool  # one of the papers registered with `papers_of` is theirs in this edition


PUBLIC = Visitor(user=AnonymousUser(), roles=frozenset(), is_author=False)

LinkMaker = Callable[[Edition, Moment, Visitor], Link | None]
MAKERS: list[LinkMaker] = []

PaperFinder = Callable[[Any], QuerySet[Any]]  # (user) -> their papers: rows with an `edition`
FINDERS: list[PaperFinder] = []


def link(maker: LinkMaker) -> LinkMaker:
    """Register a maker of a header link; it returns None for those whom the link does not concern."""
    MAKERS.append(maker)
    return maker


def papers_of(finder: PaperFinder) -> PaperFinder:
    """Register the query for a person's own papers, so that a visitor is known as an author in the same query."""
    FINDERS.append(finder)
    return finder


def links_of(edition: Edition, moment: Moment, visitor: Visitor) -> list[Link]:
    """Return the links that concern this visitor, in their order."""
    made = (maker(edition, moment, visitor) for maker in MAKERS)
    return sorted((found for found in made if found), key=lambda found: found.position)


def personal_links_of(edition: Edition, moment: Moment, visitor: Visitor) -> list[Link]:
    """Return those of the visitor's links that the public does not get: their papers, their reviews, the desk."""
    public = {found.url for found in links_of(edition, moment, PUBLIC)}
    return [found for found in links_of(edition, moment, visitor) if found.url not in public]


def marked(links: list[Link], path: str) -> list[Link]:
    """Return the links with the one that leads to `path`, or to the nearest page above it, marked as current."""
    own = next((found for found in links if found.endings and path.endswith(found.endings)), None)
    above = [found for found in links if path.startswith(found.below or found.url)]
    current = own or max(above, key=lambda found: len(found.url), default=None)
    return [replace(found, is_current=found is current) for found in links]
