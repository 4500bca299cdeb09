"""Play a story in both ways and hold all that its person heard of it against each other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from tests.prove.comparing import Answer, difference
from tests.prove.explained import explained, stays
from tests.prove.pressing import Pressed
from tests.prove.secrets.secret import Change
from tests.prove.stories.doing import Part, Script
from tests.prove.stories.events import EVENTS, Event
from tests.prove.stories.people import Person
from tests.prove.stories.visitor import Heard, Visitor, an_hour_later, background_work, without_counts
from tests.prove.undoing import leap, sequences, taken_back
from want.core.verdict import Refused

TIED, HAPPENS, WORKS, AFTER = 1, 2, 3, 4  # hours after the first step
SEALED = re.compile(rb"(?<![\w-])[\w-]{32}(?![\w-])")


class CannotHappenError(Exception):
    """What the person did before leaves no room for an event."""

    def __init__(self, event: Event) -> None:
        super().__init__(str(event))
        self.event = event


def kept_from(person: Person, visitor: Visitor, conditions: frozenset[str]) -> list[Event]:
    """Return the events that this person may not notice."""
    events = EVENTS[str(visitor.world.setting)]
    return [one for one in events if one.secret.is_kept_from(visitor.world, person.stands_as, conditions)]


def tell(
    visitor: Visitor, person: Person, script: Script, events: Sequence[Event], counts: Counter[str]
) -> Iterator[str]:
    """Play all stories of a person and a script; yield in words what tells them which way an event went."""
    events = [one for one in events if not stays(str(one), script.name, str(person))]
    for part in script.parts(visitor) if events else ():
        with visitor.tentatively():
            with an_hour_later(0, "before"):
                part.before(visitor)
            with an_hour_later(TIED, "tied"):
                person.tie(visitor.world)
            yield from _told(visitor, part, script, events, counts)


def _told(visitor: Visitor, part: Part, script: Script, events: list[Event], counts: Counter[str]) -> Iterator[str]:
    """Let the events of each scene happen together; where there is much to do, those of the first alone."""
    scenes = list(dict.fromkeys(one.scene for one in events))
    for scene in scenes[:1] if script.is_long else scenes:
        yield from _which_told(visitor, part, [one for one in events if one.scene == scene], counts)


def _which_told(visitor: Visitor, part: Part, events: list[Event], counts: Counter[str]) -> list[str]:
    """Return what tells which way these events went; where some do, half of them is tried, and so on."""
    try:
        one, other = (_heard(visitor, part, events, is_other=way) for way in (False, True))
    except CannotHappenError as refusal:  # such as giving out a paper that was withdrawn before
        counts["events barred by what was done before"] += 1
        left = [event for event in events if event is not refusal.event]
        return _which_told(visitor, part, left, counts) if left else []
    counts["stories"] += 1
    counts["answers of stories compared"] += len(one)
    found = [what for what in unlike(one, other) if not explained(events[0].secret, visitor.actor, what)]
    if found and len(events) > 1:
        half = len(events) // 2
        halves = [_which_told(visitor, part, some, counts) for some in (events[:half], events[half:])]
        return [*halves[0], *halves[1]]
    return [f"{events[0]}: {what}" for what in found]


def _heard(visitor: Visitor, part: Part, events: list[Event], *, is_other: bool) -> Heard:
    """Let the events happen in one of their ways, and return what is heard of it."""
    visitor.heard = {}
    cookies = deepcopy(visitor.client.cookies)
    with taken_back():
        drawn = sequences()
        with an_hour_later(HAPPENS, "event"):
            for event in events:
                _let_happen(visitor, event, event.other if is_other else event.one)
            for then, event in {event.then: event for event in events}.items():
                _let_happen(visitor, event, then)
        leap(drawn)
        with an_hour_later(WORKS, "work"):
            background_work()
        with an_hour_later(AFTER, "after"):
            part.after(visitor)
    visitor.client.cookies = cookies
    return visitor.heard


def _let_happen(visitor: Visitor, event: Event, change: Change) -> None:
    try:
        change(visitor.world)
    except Refused as refusal:
        raise CannotHappenError(event) from refusal


def unlike(one: Heard, other: Heard) -> Iterator[str]:
    """Say in what two records differ."""
    for key in [*one, *(key for key in other if key not in one)]:
        if key not in one or key not in other:
            yield f"{key} (there or not)"
        elif what := _difference(one[key], other[key]):
            yield f"{key} ({what})"


def _difference(one: object, other: object) -> str:
    if isinstance(one, Pressed) and isinstance(other, Pressed):
        mine, theirs = without_counts(one), without_counts(other)
        what = difference(_counted(mine.answer), _counted(theirs.answer))
        return what or ("the letters differ" if mine.letters != theirs.letters else "")
    if isinstance(one, Answer) and isinstance(other, Answer):
        return difference(one, other) and difference(_counted(one), _counted(other))
    return "" if one == other else f"{_first(one, other)} or {_first(other, one)}"


def _counted(answer: Answer) -> Answer:
    """Name sealed keys by their place in the answer: nobody can read which number of a row one seals."""
    places: dict[bytes, bytes] = {}
    body = SEALED.sub(lambda found: places.setdefault(found[0], b"key %d" % len(places)), answer.body)
    return replace(answer, body=body)


def _first(mine: object, other: object) -> str:
    """Return the first thing of one list that the other lacks."""
    if not isinstance(mine, tuple) or not isinstance(other, tuple):
        return repr(mine)[:300]
    return repr(next((row for row in mine if row not in other), "nothing"))[:600]
