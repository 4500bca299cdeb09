"""One event, and the list that all are entered in."""

from collections.abc import Callable
from dataclasses import dataclass

from reviews.visibility.facts import Fact
from tests.prove.secrets.secret import BIDS, PLAN, TALK, Change, Secret
from tests.prove.worlds import World

__all__ = ["ANSWER", "BIDS", "CALL", "EVENTS", "OPEN", "PLAN", "TALK", "Event", "event", "nothing"]

CALL, OPEN, ANSWER = "submission-submitted", "reviewing-submitted", "rebuttal-submitted"


def nothing(_world: World) -> None:
    """Let nothing happen."""


@dataclass(frozen=True)
class Event:
    """Something that happens in one way or in another, and is kept from some as a secret of that name is."""

    secret: Secret
    one: Change
    other: Change = nothing
    then: Change = nothing  # what follows in both ways, and can be seen
    scene: str = "which"

    def __str__(self) -> str:
        return self.secret.name


EVENTS: dict[str, list[Event]] = {}


def event(
    name: str,
    settings: str,
    *facts: Fact,
    but: tuple[str, ...] = (),
    other: Change = nothing,
    then: Change = nothing,
    scene: str = "which",
) -> Callable[[Change], Change]:
    """Enter a change among the events of these settings; `other` is what happens instead of it.

    Events of one scene happen together: none of them makes up for another, or bars it.
    """

    def keep(change: Change) -> Change:
        secret = Secret(name, change, frozenset(facts), frozenset(but))
        for setting in settings.split():
            EVENTS.setdefault(setting, []).append(Event(secret, change, other, then, scene))
        return change

    return keep
