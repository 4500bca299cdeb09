"""One secret, and the list that all are entered in."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reviews.visibility.facts import Fact
from tests.prove.worlds import World

Change = Callable[[World], None]
CHAIRS = ("chair", "chair_conflicted", "chair_author")


@dataclass(frozen=True)
class Secret:
    """One difference between two worlds."""

    name: str
    change: Change
    facts: frozenset[Fact]
    but: frozenset[str] = field(default_factory=frozenset)

    @property
    def stands_alone(self) -> bool:
        """Tell whether it is about how many there are: two such changes at once could make up for each other."""
        return self.name.endswith("or not")

    @property
    def leaves_nothing(self) -> bool:
        """Tell whether it takes the paper away, and with it what other changes are about."""
        return self.name.endswith("paper exists or not")

    def is_kept_from(self, world: World, actor: str, conditions: frozenset[str]) -> bool:
        """Tell whether the table keeps it from this actor."""
        if actor in self.but:
            return False
        row = world.setting.rows[actor]
        return not any(row.expects(fact, conditions) for fact in self.facts)


SECRETS: dict[str, list[Secret]] = {}


def secret(name: str, settings: str, *facts: Fact, but: tuple[str, ...] = ()) -> Callable[[Change], Change]:
    """Enter a change among the secrets of these settings."""

    def keep(change: Change) -> Change:
        for setting in settings.split():
            SECRETS.setdefault(setting, []).append(Secret(name, change, frozenset(facts), frozenset(but)))
        return change

    return keep


TALK = "discussion-submitted"
BIDS = "bidding-submitted"
PLAN = "assignment-submitted"
