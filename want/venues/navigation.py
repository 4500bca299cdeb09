"""The links in an edition's header. Each folder registers its own; the header shows those that concern the viewer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from want.venues.models import Edition
from want.venues.stages import Moment


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the header."""

    label: str
    url: str
    position: int
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a link may depend on, asked once a request: no further queries in the makers."""

    user: Any
    roles: frozenset[str]  # venues.models.Role values in this edition
    is_author: bool  # lists a paper of this edition, filled by `submissions`


LinkMaker = Callable[[Edition, Moment, Visitor], Link | None]
MAKERS: list[LinkMaker] = []


def link(maker: LinkMaker) -> LinkMaker:
    """Register a maker of a header link; it returns None for those whom the link does not concern."""
    MAKERS.append(maker)
    return maker
