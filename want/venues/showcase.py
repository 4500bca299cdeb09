"""The editions as the site's home shows them: current ones large, past ones in a list, and a person's own parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from want.core.timewords import AOE
from want.venues import dates
from want.venues.models import Edition, Role
from want.venues.navigation import Link, Visitor, personal_links_of
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
    """What a person does in an edition, in words, where it stands, and the pages of theirs in it."""

    edition: Edition
    stage: str
    words: list[str]
    links: list[Link]


def shown(editions: list[Edition], user: Any, now: datetime) -> tuple[list[Shown], list[Shown]]:
    """Return the public editions: those still to be held or open, soonest first, and the past, latest first."""
    public = [edition for edition in editions if edition.is_public]
    current = [edition for edition in public if not _is_past(edition, now)]
    past = [edition for edition in public if _is_past(edition, now)]
    return [_shown(edition, user, now) for edition in reversed(current)], [
        _shown(edition, user, now) for edition in past
    ]


def part_taken_in(editions: list[Edition], user: Any, now: datetime) -> list[Part]:
    """Return the editions in which this person has a role or a paper, or which they keep, with the pages of theirs."""
    parts = []
    for edition in editions:
        visitor, moment = visitor_in(edition, user), edition.moment(now)
        if words := _words_for(visitor):
            parts.append(Part(edition, moment.stage.label, words, personal_links_of(edition, moment, visitor)))
    return parts


def _words_for(visitor: Visitor) -> list[str]:
    words = [role.label for role in Role if role in visitor.roles]
    words += ["Author"] if visitor.is_author else []
    return words or (["Keeper of the site"] if visitor.user.is_superuser else [])


def _shown(edition: Edition, user: Any, now: datetime) -> Shown:
    lines = dates.lines_of(edition.calendar, edition.notification_at, edition.held_on)
    has_papers = visitor_in(edition, user).is_author
    return Shown(edition, welcome(edition.moment(now), lines, has_papers=has_papers))


def _is_past(edition: Edition, now: datetime) -> bool:
    was_held = edition.held_on is not None and edition.held_on < now.astimezone(AOE).date()
    return was_held or edition.moment(now).stage == Stage.ARCHIVED
