"""The proof of probabilities: rules on average, and a bound that no other probabilities pass."""

from dataclasses import replace

import numpy as np
import pytest

from reviews.assignment.solver import Grouping, Problem
from reviews.assignment.solver.__main__ import main
from reviews.assignment.solver.lottery import PARTS, Lottery, lottery
from reviews.assignment.solver.verify import upper_bound
from reviews.assignment.solver.verify_chances import Chances, total_of, verify_chances
from tests.reviews.assignment.instances import random_problem


def plain(seed: int) -> Problem:
    return random_problem(20, 18, reviews=3, load=5, seed=seed)


def with_seniors(seed: int) -> Problem:
    senior = np.random.default_rng(seed).random(18) < 0.5
    fixed = np.array([[0, 3], [1, 3]])
    problem = random_problem(20, 18, reviews=3, load=5, seed=seed, conflicts=0)
    return replace(problem, senior=senior, min_seniors=1, fixed=fixed, min_load=np.ones(18, int))


def with_places(seed: int) -> Problem:
    place = np.random.default_rng(seed).integers(-1, 6, 18)
    region = np.where(place < 0, -1, place // 2)
    return replace(plain(seed), groupings=(Grouping(place), Grouping(region, 2, "region")))


def with_tracks(seed: int) -> Problem:
    chance = np.random.default_rng(seed)
    serving = (np.arange(2)[:, None] == chance.integers(0, 2, 18)) | (chance.random(18) < 0.4)
    return replace(plain(seed), paper_track=chance.integers(0, 2, 20), reviewer_tracks=serving)


def solved(problem: Problem, **how: float) -> tuple[Lottery, Chances]:
    found = lottery(problem, **how)
    assert isinstance(found, Lottery)
    return found, Chances(found.pairs, found.parts, found.pieces, PARTS)


@pytest.mark.parametrize("how", [{"cap": 0.75}, {"cap": 0.9, "beta": 0.3}], ids=["cap", "perturbed"])
@pytest.mark.parametrize("kind", [plain, with_seniors, with_places, with_tracks])
def test_prices_prove_the_probabilities_best(kind, how):
    for seed in range(4):
        problem = kind(seed)
        found, chances = solved(problem, **how)

        total = total_of(problem, chances)
        bound = upper_bound(problem, found.u, found.v, found.tolls, pieces=found.pieces, units=PARTS)

        assert verify_chances(problem, chances) == []
        assert -1e-9 * bound <= bound - total <= 1e-6 * bound


def test_prices_of_one_rule_prove_nothing_of_less_room():
    problem = plain(1)
    found, chances = solved(problem, cap=0.75)
    (_, less) = solved(problem, cap=0.5)

    bound = upper_bound(problem, found.u, found.v, pieces=found.pieces, units=PARTS)

    assert total_of(problem, less) < total_of(problem, chances) <= bound * (1 + 1e-9)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda pairs, parts: (pairs[1:], parts[1:]), "reviews on average"),
        (lambda pairs, parts: (pairs, parts + (np.arange(len(parts)) == 0)), "reviews on average"),
        (lambda pairs, parts: (np.roll(pairs, 1, axis=0) * [1, 0] + pairs * [0, 1], parts), "on average"),
        (lambda pairs, parts: (np.concatenate([pairs, pairs[:1]]), np.append(parts, 1)), "stands twice"),
        (lambda pairs, parts: (pairs + np.array([0, 18]), parts), "not in the table"),
        (lambda pairs, parts: (pairs, np.where(np.arange(len(parts)) == 0, 64, parts)), "The chance of paper"),
    ],
)
def test_wrong_probabilities_are_seen(harm, said):
    problem = plain(2)
    _, chances = solved(problem, cap=0.75)
    pairs, parts = harm(chances.pairs, chances.parts)

    assert said in " ".join(verify_chances(problem, replace(chances, pairs=pairs, parts=parts)))


def test_chances_of_who_is_barred_off_track_or_too_many_of_a_place_are_seen():
    free, placed, tracked = plain(3), with_places(3), with_tracks(3)
    _, chances = solved(free, cap=0.75)

    barred = verify_chances(replace(free, conflicts=chances.pairs[:1]), chances)
    off_track = verify_chances(tracked, chances)
    crowded = verify_chances(replace(placed, groupings=(Grouping(np.zeros(18, int)),)), chances)
    unsure = verify_chances(replace(free, fixed=chances.pairs[chances.parts < PARTS][:1]), chances)

    assert barred == [f"Paper {chances.pairs[0, 0]} may get reviewer {chances.pairs[0, 1]}, barred."]
    assert "of other tracks" in " ".join(off_track)
    assert "too many of institution 0" in " ".join(crowded)
    assert "The chance of paper" in " ".join(unsure)


def test_the_command_line_proves_a_draw(tmp_path, capsys):
    problem = plain(4)
    instance, pairs, proof = (tmp_path / name for name in ("one.npz", "pairs.csv", "proof.npz"))
    np.savez(
        instance,
        affinity=problem.affinity,
        demand=problem.demand,
        max_load=problem.max_load,
        conflicts=problem.conflicts,
    )
    asked = [str(instance), "--out", str(pairs), "--certificate", str(proof), "--cap", "0.9", "--beta", "0.1"]

    assert main([*asked, "--json", str(tmp_path / "report.json")]) == 0
    assert main(["verify", str(instance), str(pairs), str(proof)]) == 0
    assert "no probabilities can pass" in capsys.readouterr().out
    with np.load(proof) as arrays:
        given = dict(arrays.items())
    np.savez(proof, **given | {"u": given["u"] - 0.001})
    assert main(["verify", str(instance), str(pairs), str(proof)]) == 0  # a poorer bound is a bound
    assert "gap 0.00" not in capsys.readouterr().out
    np.savez(proof, **given | {"pairs": given["pairs"][1:], "parts": given["parts"][1:]})
    assert main(["verify", str(instance), str(pairs), str(proof)]) == 1
