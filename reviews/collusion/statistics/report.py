"""Compare the bids and assignments of an edition with their shuffles, kind by kind. Pure; called by computing.py.

The null: everybody bids as they did as often, each paper is bid on as often, and each bid falls into the same third of
its maker's affinities, but which paper of those it is, is by chance. Interests in common make nobody stand out, then.
For bids far off expertise, which these shuffles would keep, the null is another: everybody bids so as often as others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.random import Generator

from reviews.collusion.statistics import signals
from reviews.collusion.statistics.arcs import Floats, expected_of
from reviews.collusion.statistics.scene import LOWEST, Ints, Scene
from reviews.collusion.statistics.signals import FAR_OFF, OF_ASSIGNMENTS, OF_BIDS, Finders, Found, Tables, tables_of
from reviews.collusion.statistics.swaps import hub_of, shuffles
from reviews.collusion.statistics.testing import adjusted, tested

LEVEL = 0.05  # a kind whose adjusted p is at most this is shown with its lines
SHARE = 0.05  # of the lines that are shown, so many at most are expected to be by chance
CELLS = 200_000  # bids that are shuffled at once
LINES = 40

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Line:
    """A place to look: these people; for a paper with few bids from outside, those inside."""

    people: list[int]
    paper: int | None
    behind: list[tuple[int, int]]  # the bids, or assignments: person and paper
    q: float
    in_shuffles: int


@dataclass(frozen=True)
class Kind:
    """One kind of finding: how unusual all of them together are, and the lines if they are."""

    name: str
    seen: int
    usual: float
    p: float
    adjusted: float = 1.0
    strongest: float = 0.0
    by_chance: list[float] = field(default_factory=list)  # the strongest of each shuffle
    lines: list[Line] = field(default_factory=list)

    @property
    def is_unusual(self) -> bool:
        """Tell whether there is something to look at."""
        return self.adjusted <= LEVEL


def kinds_of(scene: Scene, *, number: int, seed: int, tell: Tell = lambda _: None) -> list[Kind]:
    """Return each kind of finding with `number` shuffles; the same seed gives the same report."""
    rng = np.random.default_rng(seed)
    found = list(_all_kinds(scene, number, rng, tell))
    together = adjusted([kind.p for kind, _ in found])
    return [_with_lines(kind, value, lines) for (kind, lines), value in zip(found, together, strict=True)]


def _all_kinds(scene: Scene, number: int, rng: Generator, tell: Tell) -> Iterator[tuple[Kind, list[Line]]]:
    has_assignment = len(scene.assigned) > 1
    steps = 2 if has_assignment else 1
    shuffler = _Shuffler(scene, number, rng)
    observed, null = shuffler.compare(scene.eager, OF_BIDS, lambda done: tell(done / steps))
    for name, finder in OF_BIDS.items():
        yield _kind(name, finder(observed), null[name], partial(_named, observed, name))
    low = scene.band[scene.eager[:, 0], scene.eager[:, 1]] == LOWEST
    seen = signals.far_off(scene, low[None, :])
    mixed = signals.far_off(scene, np.concatenate([low[None, :], [rng.permutation(low) for _ in range(number)]]))
    yield _kind(FAR_OFF, seen, _split(mixed, number + 1)[1:], partial(_far_off, scene.eager[low]))
    if has_assignment:
        observed, null = shuffler.compare(scene.assigned, OF_ASSIGNMENTS, lambda done: tell((1 + done) / steps))
        for name, finder in OF_ASSIGNMENTS.items():
            yield _kind(name, finder(observed), null[name], partial(_named, observed, name))


@dataclass(frozen=True, eq=False)
class _Shuffler:
    """Makes shuffles, some at once, and keeps how strong the findings in them are."""

    scene: Scene
    number: int
    rng: Generator

    def compare(self, edges: Ints, finders: Finders, tell: Tell) -> tuple[Tables, dict[str, list[Floats]]]:
        """Return the observed table, and the strengths that each kind has in each shuffle."""
        scene, people = self.scene, edges[:, 0]
        expected = expected_of(edges, scene.authors, scene.people)
        hub = hub_of(edges, scene.band, self.rng)
        null: dict[str, list[Floats]] = {name: [] for name in finders}
        at_once = max(1, min(self.number, CELLS // max(1, len(edges))))
        for start in range(0, self.number, at_once):
            count = min(at_once, self.number - start)
            tables = tables_of(scene, people, shuffles(people, hub, scene.band, count, self.rng), expected)
            for name, finder in finders.items():
                null[name] += _split(finder(tables), count)
            tell((start + count) / self.number)
        return tables_of(scene, people, edges[None, :, 1], expected), null


def _split(found: Found, tables: int) -> list[Floats]:
    order = np.argsort(found.table, kind="stable")
    return np.split(found.strength[order], np.searchsorted(found.table[order], np.arange(1, tables)))


Named = tuple[list[int], int | None, list[tuple[int, int]]]  # people, paper, the bids behind


def _kind(name: str, seen: Found, null: list[Floats], naming: Callable[[list[int]], Named]) -> tuple[Kind, list[Line]]:
    """Return what the shuffles say, and the lines that would be shown if the kind is unusual."""
    outcome = tested(seen.strength, null, [len(one) for one in null])
    kind = Kind(
        name=name,
        seen=len(seen.strength),
        usual=outcome.usual,
        p=outcome.p,
        strongest=float(seen.strength.max(initial=0.0)),
        by_chance=[float(one) for one in outcome.strongest],
    )
    lines = []
    for at in np.argsort(-seen.strength, kind="stable"):
        if outcome.q[at] <= SHARE:
            people, paper, behind = naming(seen.who[at].tolist())
            lines.append(Line(people, paper, behind, float(outcome.q[at]), int(outcome.in_shuffles[at])))
    return kind, lines


def _named(observed: Tables, name: str, who: list[int]) -> Named:
    """Return the people of a finding, and what they bid on (or review) of one another's papers."""
    if name == signals.TARGETS:
        people = signals.insiders_of(observed, who[0])
        return people, who[0], [(person, who[0]) for person in people]
    people = (
        signals.members_of(observed, who[0])
        if name in {signals.GROUPS, signals.CIRCLES}
        else [one for one in who if one >= 0]
    )
    place, author = observed.scene.authors.of(observed.papers[0])
    is_theirs = np.isin(author, people) & np.isin(observed.people[place], people)
    at = np.unique(place[is_theirs])
    return people, None, list(zip(observed.people[at].tolist(), observed.papers[0][at].tolist(), strict=True))


def _far_off(low: Ints, who: list[int]) -> Named:
    behind = [(person, paper) for person, paper in low.tolist() if person == who[0]]
    return who, None, behind


def _with_lines(kind: Kind, together: float, lines: list[Line]) -> Kind:
    """Add the adjusted p, and the lines if there is something to look at; a group within a stronger one is left out."""
    shown: list[Line] = []
    if together <= LEVEL:
        for line in lines:
            is_told = line.paper is None and any(set(line.people) <= set(one.people) for one in shown)
            if not is_told and len(shown) < LINES:
                shown.append(line)
    return Kind(**(kind.__dict__ | {"adjusted": together, "lines": shown}))
