"""The whole table of facts over HTTP: each world, walked by each actor, with all conditions off and with all on."""

from collections.abc import Callable, Mapping

import pytest

from reviews.visibility.facts import Fact
from tests.prove.playing import inside, terms
from tests.prove.searching import searched
from tests.prove.table import Setting, settings
from tests.prove.verdicts import Result, judge, unregistered
from tests.prove.walk import walk
from tests.prove.worlds import World
from tests.reviews.visibility.matrix import BREAK_GLASS, Situation, read_switches

# What every ordinary run of the tests walks: worlds, and who walks them.
SAMPLE = {
    "bidding-submitted": ("author_contact", "reviewer_unassigned", "reviewer_conflicted"),
    "reviewing-submitted": ("author_contact", "reviewer_assigned_open", "reviewer_conflicted", "chair_conflicted"),
    "discussion-submitted": ("author_coauthor", "reviewer_assigned_done", "ac_assigned"),
    "published-accepted": ("anonymous", "reviewer_removed", "site_admin"),
}

ALL_OFF: frozenset[str] = frozenset()
ALL_ON = frozenset(read_switches())


@pytest.mark.prove
@pytest.mark.parametrize("setting", settings(), ids=str)
def test_nobody_is_shown_more_or_less_than_the_table_says(setting, db, proved):
    prove(setting, setting.rows, proved)


@pytest.mark.parametrize("setting", [one for one in settings() if str(one) in SAMPLE], ids=str)
def test_some_are_shown_what_the_table_says(setting, db, proved):
    prove(setting, {actor: row for actor, row in setting.rows.items() if actor in SAMPLE[str(setting)]}, proved)


def prove(
    setting: Setting,
    rows: Mapping[str, Situation],
    proved: Callable[[Mapping[str, int]], None],
    also: Callable[[World], None] = lambda _world: None,
    unseen: frozenset[Fact] = frozenset(),
) -> None:
    """Walk one world: everybody with all conditions off, and with all on those whose line names a condition.

    `also` changes the world before, so that facts which are `unseen` need not be met by anybody.
    """
    result = Result()
    with inside(setting) as world:
        also(world)
        for conditions in (ALL_OFF, ALL_ON):
            terms(world, conditions)
            for actor, row in rows.items():
                if conditions and not has_conditions(row):
                    continue
                walked = walk(world, actor, is_second_look=bool(conditions))
                result.leaks += searched(world, row, walked, conditions)
                result.gaps += unregistered(world, walked)
                result.leaks += [f"{row}: {what}" for what in sorted(walked.bare_keys)]
                result.add(judge(world, row, walked, conditions))
    proved(result.counts | {"leaks": len(result.leaks), "worlds walked": 1})
    faults = result.leaks + [gap for gap in result.gaps if not any(f": {fact} is nowhere" in gap for fact in unseen)]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def has_conditions(row: Situation) -> bool:
    """Tell whether some cell of the line hangs on a condition that can be switched on here."""
    return any(cell.startswith("C:") and cell != f"C:{BREAK_GLASS}" for cell in row.cells.values())
