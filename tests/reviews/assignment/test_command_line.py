"""The solver at the command line: files in, files out, and a check that trusts nobody."""

import json
from pathlib import Path

import numpy as np
import pytest

from reviews.assignment.solver.__main__ import main
from tests.reviews.assignment.instances import random_problem


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    problem = random_problem(40, 30, reviews=3, load=6, seed=1)
    np.save(tmp_path / "affinity.npy", problem.affinity)
    path = tmp_path / "instance.npz"
    institution = np.random.default_rng(1).integers(-1, 12, 30)
    np.savez(
        path,
        affinity_file="affinity.npy",
        demand=problem.demand,
        max_load=problem.max_load,
        min_load=np.ones(30, int),
        conflicts=problem.conflicts,
        institution=institution,
    )
    return path


def test_an_instance_is_solved_and_the_certificate_proves_it(instance, tmp_path, capsys):
    pairs, report, certificate = (tmp_path / name for name in ("pairs.csv", "report.json", "cert.npz"))

    solved = main([str(instance), "--out", str(pairs), "--json", str(report), "--certificate", str(certificate)])
    proved = main(["verify", str(instance), str(pairs), str(certificate)])

    told = json.loads(report.read_text())
    assert (solved, proved) == (0, 0)
    assert capsys.readouterr().out.startswith(f"All rules hold. Total {told['objective']:.6f}; ")
    assert told["gap"] < 1e-6
    assert told["feasible"] is True
    assert sum(told["loads"]) == 120
    assert pairs.read_text().splitlines()[0] == "paper,reviewer,affinity"


def test_a_changed_pair_and_a_changed_price_are_noticed(instance, tmp_path, capsys):
    pairs, certificate = tmp_path / "pairs.csv", tmp_path / "cert.npz"
    main([str(instance), "--out", str(pairs), "--json", str(tmp_path / "r"), "--certificate", str(certificate)])
    lines = pairs.read_text().splitlines()
    (tmp_path / "less.csv").write_text("\n".join(lines[:-1]))
    with np.load(certificate) as prices:
        np.savez(tmp_path / "cheap.npz", **{name: prices[name] * (0.9 if name == "u" else 1) for name in prices.files})

    fewer = main(["verify", str(instance), str(tmp_path / "less.csv"), str(certificate)])
    said_of_fewer = capsys.readouterr().out
    cheaper = main(["verify", str(instance), str(pairs), str(tmp_path / "cheap.npz")])

    assert fewer == 1
    assert "has 2 reviewers instead of 3." in said_of_fewer
    assert cheaper == 0  # any prices give a bound, poor ones a poor one
    assert float(capsys.readouterr().out.rsplit("gap ", 1)[1].rstrip(".\n")) > 0.001


def test_what_is_impossible_is_named(tmp_path, capsys):
    path = tmp_path / "small.npz"
    np.savez(path, affinity=np.ones((3, 2), dtype=np.float32), demand=2, max_load=2)

    status = main([str(path)])

    told = json.loads(capsys.readouterr().out)
    assert status == 1
    assert told["feasible"] is False
    assert told["why"].endswith("the whole committee has 4 places: 2 too few.")


@pytest.mark.parametrize("options", [["--objective", "fair"], ["--cap", "0.5", "--seed", "3"], ["--beta", "0.5"]])
def test_other_objectives_are_told_with_their_price(instance, options, tmp_path, capsys):
    status = main([str(instance), "--out", str(tmp_path / "pairs.csv"), *options])

    told = json.loads(capsys.readouterr().out)
    assert status == 0
    assert told["min_paper"] > 0
    assert told.get("price_of_fairness", 1 - told.get("share_of_the_best", 1)) >= 0


def test_a_file_that_is_no_instance_is_refused_in_words(tmp_path, capsys):
    path = tmp_path / "empty.npz"
    np.savez(path, affinity=np.ones((1, 1)))

    assert main([str(path)]) == 2
    assert capsys.readouterr().err == f"{path} is not an instance: it has no 'demand'.\n"


def test_sparse_affinities_are_read(tmp_path, capsys):
    path = tmp_path / "sparse.npz"
    np.savez(
        path,
        affinity_data=np.array([0.5, 0.9]),
        affinity_indices=np.array([1, 0]),
        affinity_indptr=np.array([0, 1, 2]),
        demand=1,
        max_load=np.array([1, 1]),
    )

    main([str(path)])

    assert json.loads(capsys.readouterr().out)["objective"] == pytest.approx(1.4)


def test_two_ways_of_saying_what_is_best_are_refused(instance, capsys):
    assert main([str(instance), "--objective", "fair", "--cap", "0.5"]) == 2
    assert capsys.readouterr().err.startswith("Choose one of --objective fair and chance")


def test_text_in_place_of_arrays_is_refused(tmp_path, capsys):
    (tmp_path / "text.npz").write_text("paper,reviewer")

    assert main([str(tmp_path / "text.npz")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'text.npz'} is no .npz file of arrays.\n"


@pytest.mark.parametrize("how", [[], ["--cap", "0.9"]])
def test_alternates_are_a_second_file_and_are_verified(instance, tmp_path, capsys, how):
    pairs, certificate = tmp_path / "pairs.csv", tmp_path / "cert.npz"
    main([str(instance), "--out", str(pairs), "--certificate", str(certificate), "--alternates", "2", *how])
    told = json.loads(capsys.readouterr().out)["alternates"]

    proved = main(["verify", str(instance), str(pairs), str(certificate), "--alternates", "2"])
    said = capsys.readouterr().out
    more = main(["verify", str(instance), str(pairs), str(certificate), "--alternates", "1"])

    lines = (tmp_path / "pairs.alternates.csv").read_text().splitlines()
    assert (proved, more) == (0, 1)
    assert (lines[0], len(lines) - 1) == ("paper,reviewer,affinity", 80 - told["empty"])
    assert f"Alternates: {len(lines) - 1}, and {told['empty']} places stay empty. All rules hold." in said
    assert told["gap"] < 1e-6
    assert "alternates instead of 1 at most" in capsys.readouterr().out


def test_at_least_a_share_of_earlier_pairs_is_kept_and_verified(instance, tmp_path, capsys):
    before, pairs, certificate = tmp_path / "before.csv", tmp_path / "pairs.csv", tmp_path / "cert.npz"
    main([str(instance), "--out", str(before)])
    np.save(tmp_path / "affinity.npy", random_problem(40, 30, reviews=3, load=6, seed=2).affinity)
    capsys.readouterr()
    keeping = ["--keep", str(before), "--keep-at-least", "80%"]

    main([str(instance), "--out", str(pairs), "--certificate", str(certificate), *keeping])
    told = json.loads(capsys.readouterr().out)
    proved = main(["verify", str(instance), str(pairs), str(certificate), *keeping])
    more = main(["verify", str(instance), str(pairs), str(certificate), "--keep", str(before)])

    said = capsys.readouterr().out
    assert (told["kept"], proved, more) == (96, 0, 1)
    assert told["gap"] < 1e-6
    assert f"All rules hold. Total {told['objective']:.6f}; " in said
    assert "Of the pairs to be kept 96 are there instead of 120." in said


@pytest.mark.parametrize(("least", "sentence"), [("many", "takes a number"), ("90% or so", "takes a number")])
def test_a_number_to_keep_that_is_none_is_refused(instance, tmp_path, capsys, least, sentence):
    (tmp_path / "before.csv").write_text("paper,reviewer\n0,0\n")

    assert main([str(instance), "--keep", str(tmp_path / "before.csv"), "--keep-at-least", least]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(("bars", "total"), [(False, 1.5), (True, 1.1)], ids=["possible", "forbidden"])
def test_sparse_file_as_scipy_writes_it_is_read_and_what_is_not_listed_is_as_asked(tmp_path, capsys, bars, total):
    rows = {"data": np.array([0.5, 0.4, 0.6]), "indices": np.array([0, 0, 1]), "indptr": np.array([0, 1, 3])}
    np.savez(tmp_path / "affinity.npz", shape=np.array([2, 2]), format=np.array(b"csr"), **rows)
    asked = {"demand": 1, "max_load": np.array([1, 1]), "unlisted": 1.1, "bars_unlisted": bars}
    np.savez(tmp_path / "instance.npz", affinity_file="affinity.npz", **asked)

    main([str(tmp_path / "instance.npz")])

    assert json.loads(capsys.readouterr().out)["objective"] == pytest.approx(total)
