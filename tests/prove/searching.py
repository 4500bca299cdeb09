"""Ask every search box for words one may not know: the answer must be that to a word which stands nowhere."""

from collections.abc import Iterator

from tests.prove.addresses import Address
from tests.prove.canaries import Canary, word_for
from tests.prove.comparing import asked_once, difference
from tests.prove.walk import Walk, client_of
from tests.prove.worlds import World
from tests.reviews.visibility.matrix import Situation

NOWHERE = word_for("nothing at all")


def searched(world: World, row: Situation, walk: Walk, conditions: frozenset[str]) -> Iterator[str]:
    """Yield each search that answers otherwise to a hidden word than to one that stands nowhere."""
    client = client_of(world, row.actor)
    for page in walk.search_pages:
        asked_once(client, page)  # which edition lies on the desk is remembered at the first visit
        without = asked_once(client, _asking(page, NOWHERE)).without(NOWHERE)
        for canary in _hidden(world, row, conditions):
            answer = asked_once(client, _asking(page, canary.key)).without(canary.key)
            walk.asked += 1
            if what := difference(without, answer):
                yield f"{row}: {canary.fact} by searching {page.name} for the {canary.name} ({what})"


def _hidden(world: World, row: Situation, conditions: frozenset[str]) -> Iterator[Canary]:
    """Yield one word for each kind of place that this person may not see, names in accounts left out."""
    kinds: set[str] = set()
    for canary in world.canaries.by_key.values():
        fact, kind = canary.fact_for(row.actor), canary.name.split(" of ")[0]
        if fact is None or canary.account or canary.key in world.canaries.patterns or kind in kinds:
            continue
        if not row.expects(fact, conditions):
            kinds.add(kind)
            yield canary


def _asking(page: Address, word: str) -> Address:
    return Address(page.name, f"{page.url}?q={word}")
