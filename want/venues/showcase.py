"""The editions as the site's home shows them: current ones large, past ones in a list, and a person's own parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from want.core.timewords import AOE
from want.venues import dates
from want.venues.models import Edition, Role
from want.venues.navigation import Link, personal_links_of
from want.venues.queries import visitor_in
from want.venues.stages import Stage
from want.venues.welcome import Welcome, welcome


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition with what it says at its door."""

    edition: Edition
    welcome: Welcome


@dataclass(frozen=True, slots=True)
class Part:
    """What a person does in an edition, in words, and the pages of theirs in it."""

    edition: Edition
    words: list[str]
    links: list[Link]


def shown(editions: list[Edition], now: datetime) -> tuple[list[Shown], list[Shown]]:
    """Return the public editions: those still to be held or open, soonest first, and the past, latest first."""
    public = [edition for edition in editions if edition.is_public]
    current = [edition for edition in public if not _is_past(edition, now)]
    past = [edition for edition in public if _is_past(edition, now)]
    return [_shown(edition, now) for edition in reversed(current)], [_shown(edition, now) for edition in past]


def part_taken_in(editions: list[Edition], user: Any, now: datetime) -> list[Part]:
    """Return the editions in which this person has a role or a paper, with the pages that are theirs."""
    parts = []
    for edition in editions:
        visitor = visitor_in(edition, user)
        if visitor.takes_part:
            words = [role.label for role in Role if role in visitor.roles]
            words += ["Author"] if visitor.is_author else []
            parts.append(Part(edition, words, personal_links_of(edition, edition.moment(now), visitor)))
    return parts


def _shown(edition: Edition, now: datetime) -> Shown:
    lines = dates.lines_of(edition.calendar, edition.notification_at, edition.held_on)
    return Shown(edition, welcome(edition.moment(now), lines))


def _is_past(edition: Edition, now: datetime) -> bool:
    was_held = edition.held_on is not None and edition.held_on < now.astimezone(AOE).date()
    return was_held or edition.moment(now).stage == Stage.ARCHIVED
