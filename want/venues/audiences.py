"""Whom a deadline concerns. Folders above register it; extending a deadline tells these people by mail."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from want.venues.models import Edition
from want.venues.stages import Stage


class Recipient(NamedTuple):
    """Somebody to write to."""

    name: str
    email: str


Audience = Callable[[Edition], Iterable[tuple[str, str]]]
AUDIENCES: dict[Stage, list[Audience]] = defaultdict(list)


def audience(*stages: Stage) -> Callable[[Audience], Audience]:
    """Register a function that returns (name, address) of the people whom the end of these stages concerns."""

    def register(who: Audience) -> Audience:
        for stage in stages:
            AUDIENCES[stage].append(who)
        return who

    return register


def people_concerned(edition: Edition, *stages: Stage) -> list[Recipient]:
    """Return everybody whom the end of one of these stages concerns, each address once, in alphabetical order."""
    found: dict[str, Recipient] = {}
    for stage in stages:
        for who in AUDIENCES[stage]:
            for name, email in who(edition):
                found.setdefault(email.lower(), Recipient(name, email.lower()))
    return sorted(found.values(), key=lambda person: (person.name.lower(), person.email))
