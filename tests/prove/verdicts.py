"""Hold what somebody was shown against the table: a leak is a canary of a cell that says no; a gap, a yes unseen."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reviews.visibility.facts import Fact
from tests.prove.canaries import Canary
from tests.prove.exceptions import ACCOUNTS, BREAK_GLASS, ROLLS, SAME_AS, why_not_shown
from tests.prove.walk import Walk
from tests.prove.worlds import World
from tests.register.entries import entries
from tests.reviews.visibility.matrix import Situation


@dataclass
class Result:
    """What was found in one world for one person or many: sums, and each fault in a sentence."""

    counts: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        self.counts += other.counts
        self.leaks += other.leaks
        self.gaps += other.gaps


def judge(world: World, row: Situation, walk: Walk, conditions: frozenset[str]) -> Result:
    """Hold one person's walk against their line of the table, where exactly these conditions are on."""
    result = Result()
    result.counts["requests"] = walk.asked
    for fact in Fact:
        if BREAK_GLASS in row.cells[fact] and BREAK_GLASS in conditions:
            continue
        is_allowed = row.expects(fact, conditions)
        told = dict(_told(world, walk, fact, is_allowed=is_allowed))
        result.counts["canaries seen"] += len(told)
        result.counts["cells"] += 1
        if is_allowed:
            _should_be_seen(world, row, fact, told, result)
        else:
            result.leaks += [f"{row}: {fact} by the {name} at {', '.join(sorted(at))}" for name, at in told.items()]
    return result


def unregistered(world: World, walk: Walk) -> Iterator[str]:
    """Yield each fact that a URL showed though its line in the register does not name it; people stand on rolls too."""
    register = entries("urls")[""]
    for key, places in walk.shown.items():
        canary = world.canaries.by_key[key]
        fact = canary.fact_for(walk.actor)
        if fact and not canary.account:
            yield from (
                f"{name} shows {fact}, which the register does not say" for name in places if fact not in register[name]
            )


def _told(world: World, walk: Walk, fact: Fact, *, is_allowed: bool) -> Iterator[tuple[str, set[str]]]:
    """Yield each canary of a fact that was shown, with where; a roll shows who somebody is and not what they do.

    One's own name above a page tells nobody anything new; it counts only as seen where it is to be seen.
    """
    for canary in world.canaries.of(SAME_AS.get(fact, fact), walk.actor):
        at = {place for place in walk.shown.get(canary.key, ()) if not _is_on_roll(canary, place)}
        is_ones_own_name = canary.account and canary.owner == walk.actor
        if at and (not is_ones_own_name or (is_allowed and world.setting.exists(fact))):
            yield canary.name, at


def _is_on_roll(canary: Canary, place: str) -> bool:
    if not canary.account:
        return False
    return place in ACCOUNTS or (place in ROLLS and canary.fact is not Fact.PC_ROSTER)


def _should_be_seen(world: World, row: Situation, fact: Fact, told: Mapping[str, set[str]], result: Result) -> None:
    if told:
        result.counts["facts reached"] += 1
        return
    if why_not_shown(fact, row):
        result.counts["allowed, but shown nowhere yet"] += 1
        return
    planted = sum(1 for _ in world.canaries.of(fact, row.actor))
    result.gaps.append(f"{row}: {fact} is nowhere to be seen ({planted} canaries)")
