"""Rings that are planted are found; bids by chance are called unusual as seldom as is stated."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from reviews.collusion.statistics import signals, testing
from reviews.collusion.statistics.arcs import expected_of
from reviews.collusion.statistics.report import kinds_of
from reviews.collusion.statistics.scene import BARRED, bands_of
from reviews.collusion.statistics.signals import tables_of
from reviews.collusion.statistics.swaps import hub_of, shuffles
from tests.reviews.collusion.editions import edition, members_of_ring

NUMBER = 39
BANK = 15  # editions, each with 40 p-values of each kind


def kind(kinds, name):
    return next(one for one in kinds if one.name == name)


def tables_in(scene):
    """Return the scene's own bids as the only table."""
    people, papers = scene.eager.T
    return tables_of(scene, people, papers[None, :], expected_of(scene.eager, scene.authors, scene.people))


@pytest.mark.parametrize("seed", range(2))
def test_planted_ring_is_found_and_its_members_are_named(seed):
    scene = edition(seed, 40, 40, 5, ring=5)

    groups = kind(kinds_of(scene, number=299, seed=seed), signals.GROUPS)

    assert groups.is_unusual
    named, planted = set(groups.lines[0].people), set(members_of_ring(scene, 5))
    assert named >= planted
    assert len(named - planted) <= 1  # somebody can have half of all bids with the others by chance
    assert all(person in groups.lines[0].people for person, _ in groups.lines[0].behind)


def test_circle_in_the_assignment_is_found():
    scene, ring = edition(3, 40, 40, 4), edition(3, 40, 40, 4, ring=5)
    planted = set(map(tuple, ring.eager.tolist())) - set(map(tuple, scene.eager.tolist()))
    assigned = np.array(sorted({*map(tuple, scene.assigned.tolist()), *planted}))

    circles = kind(kinds_of(replace(scene, assigned=assigned), number=299, seed=1), signals.CIRCLES)

    assert circles.is_unusual
    assert set(circles.lines[0].people) >= set(members_of_ring(ring, 5))


def test_many_pairs_who_review_each_other_are_found():
    scene = edition(6, 50, 50, 4)
    paper = dict(reversed(scene.wrote.tolist()))
    pairs = list(zip(sorted(paper)[::2], sorted(paper)[1::2], strict=False))
    swapped = {(one, paper[other]) for pair in pairs for one, other in (pair, pair[::-1])}
    assigned = np.array(sorted({*map(tuple, scene.assigned[::2].tolist()), *swapped}))

    cycles = kind(kinds_of(replace(scene, assigned=assigned), number=299, seed=1), signals.CYCLES)

    assert cycles.is_unusual
    assert cycles.seen > 1.5 * cycles.usual


def test_person_who_bids_where_they_know_nothing_is_found():
    scene = edition(5, 40, 60, 6)
    low = np.flatnonzero(scene.band[7] == 0)[:8]
    eager = np.array(sorted({*map(tuple, scene.eager.tolist()), *((7, int(paper)) for paper in low)}))

    far_off = kind(kinds_of(replace(scene, eager=eager), number=299, seed=1), signals.FAR_OFF)

    assert far_off.is_unusual
    assert far_off.lines[0].people == [7]
    assert {paper for _, paper in far_off.lines[0].behind} >= set(low.tolist())


def test_paper_that_only_friends_bid_on_is_found():
    scene = edition(2, 50, 50, 5)
    author, paper = scene.wrote[0].tolist()
    friends = [one for one in dict.fromkeys(scene.wrote[:, 0].tolist()) if one != author][:7]
    theirs = dict(reversed(scene.wrote.tolist()))
    kept = {tuple(bid) for bid in scene.eager.tolist() if bid[1] != paper}
    eager = kept | {(one, paper) for one in friends} | {(author, theirs[one]) for one in friends}

    found = kind(kinds_of(replace(scene, eager=np.array(sorted(eager))), number=299, seed=1), signals.TARGETS)

    assert found.is_unusual
    assert (found.lines[0].paper, found.lines[0].people) == (paper, sorted(friends))


@pytest.mark.parametrize("name", signals.OF_BIDS)
def test_bids_by_chance_are_called_unusual_as_seldom_as_stated(name):
    """Six hundred p-values: tables by chance, each tested against others by chance, as the report does."""
    below = 0
    for seed in range(BANK):
        scene, rng = edition(seed), np.random.default_rng(seed)
        people = scene.eager[:, 0]
        tables = shuffles(people, hub_of(scene.eager, scene.band, rng), scene.band, NUMBER + 1, rng)
        expected = expected_of(scene.eager, scene.authors, scene.people)
        found = signals.OF_BIDS[name](tables_of(scene, people, tables, expected))
        strengths = [found.strength[found.table == table] for table in range(NUMBER + 1)]
        for observed in range(NUMBER + 1):
            others = strengths[:observed] + strengths[observed + 1 :]
            below += testing.tested(strengths[observed], others, [0] * NUMBER).p <= 0.05

    assert below <= 0.05 * BANK * (NUMBER + 1)


def test_editions_by_chance_are_rarely_called_unusual():
    """Bids are made afresh, not shuffled; at the level of 0.05, the chance of 7 or more of 50 is 4 in a thousand."""
    found = [one for seed in range(50) for one in kinds_of(edition(500 + seed), number=19, seed=seed)]

    counted = Counter(one.name for one in found if one.p <= 0.05)

    assert max(counted.values(), default=0) < 7


def test_every_table_with_these_margins_is_equally_likely():
    band = np.zeros((4, 4), dtype=np.int8)
    band[0, 3] = band[1, 0] = BARRED
    edges = np.array([(0, 0), (0, 1), (1, 1), (1, 2), (2, 3), (3, 2), (3, 0)])

    tables = shuffles(edges[:, 0], edges[:, 1], band, 4000, np.random.default_rng(1))

    counted = Counter(tuple(sorted(zip(edges[:, 0].tolist(), table.tolist(), strict=True))) for table in tables)
    assert counted.keys() == set(all_tables(band, edges))
    fair = 4000 / len(counted)
    assert sum((number - fair) ** 2 / fair for number in counted.values()) < 32  # chi-square, 16 degrees: 1 %


def all_tables(band, edges):
    rows, columns = np.bincount(edges[:, 0]), np.bincount(edges[:, 1], minlength=band.shape[1])
    choices = [list(combinations(np.flatnonzero(band[one] >= 0).tolist(), rows[one])) for one in range(len(band))]
    for chosen in product(*choices):
        if (np.bincount([paper for papers in chosen for paper in papers], minlength=len(columns)) == columns).all():
            yield tuple((one, paper) for one, papers in enumerate(chosen) for paper in papers)


def test_shuffles_keep_margins_and_thirds_and_leave_out_what_is_barred():
    scene = edition(4)
    people, papers = scene.eager.T

    tables = shuffles(people, papers, scene.band, 50, np.random.default_rng(4))

    for table in tables:
        assert sorted(table) == sorted(papers)
        assert len(set(zip(people, table, strict=True))) == len(papers)
        for person in set(people.tolist()):
            mine = people == person
            assert sorted(scene.band[person, table[mine]]) == sorted(scene.band[person, papers[mine]])
    assert len({tuple(table) for table in tables}) > 40


def test_findings_are_those_that_a_search_by_hand_finds():
    scene = edition(11, 12, 14, 4, ring=3)
    bids, wrote = set(map(tuple, scene.eager.tolist())), set(map(tuple, scene.wrote.tolist()))
    on = {(one, other) for one, paper in bids for other, own in wrote if paper == own and one != other}

    pairs = signals.reciprocal(tables_in(scene)).who.tolist()
    cycles = signals.cycles(tables_in(scene)).who.tolist()

    assert sorted(map(tuple, pairs)) == sorted((a, b) for a, b in on if a < b and (b, a) in on)
    rings = {(a, b, c) for a, b in on for c in range(12) if (b, c) in on and (c, a) in on and a == min(a, b, c)}
    assert {tuple(one) for one in cycles if one[2] >= 0} == rings


def test_same_seed_gives_the_same_report():
    scene = edition(1, ring=4)

    assert kinds_of(scene, number=19, seed=7) == kinds_of(scene, number=19, seed=7)


def test_editions_with_nothing_in_them_are_answered():
    scene = edition(1)
    empty = replace(scene, eager=scene.eager[:0], assigned=scene.assigned[:0], wrote=scene.wrote[:0])

    assert all(one.p == 1.0 and not one.lines for one in kinds_of(empty, number=19, seed=1))


def test_thirds_are_of_what_is_possible():
    band = bands_of(np.array([[0.1, 0.2, 0.3, 0.9]], dtype=np.float32), np.array([[0, 3]]))

    assert band.tolist() == [[0, 1, 2, BARRED]]


def test_adjustment_is_that_of_benjamini_and_hochberg():
    assert testing.adjusted([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
