"""Instances, pairs and certificates as files. Called by the command line; the product itself uses no files.

An instance is an .npz of `affinity` (papers x reviewers) or the name of an .npy beside it (`affinity_file`, mapped
and not read into memory) or .npz beside it (a sparse one, as scipy's save_npz writes it), or its rows in sparse form
(`affinity_data`, `affinity_indices`, `affinity_indptr`; pairs that are not listed count `unlisted`, 0 if it is not
given, and are forbidden only where `bars_unlisted` is true), with
`demand`, `max_load`, and where wanted `min_load`, `conflicts`, `fixed`, `forbidden`, `institution`, `region`, `senior`,
`min_seniors`, `authors` (paper, reviewer), `no_cycles`, `most_together`, `keep` (paper, reviewer) and `keep_at_least`.

With tracks, both of `paper_track` (papers; whole numbers from 0, the rows of the other) and `reviewer_tracks`
(tracks x reviewers; true or false: who serves in which).
"""

import csv
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from reviews.assignment.solver.alternates import Alternates
from reviews.assignment.solver.lottery import PARTS, Lottery
from reviews.assignment.solver.problem import Floats, Grouping, Ints, Problem, Scores, Solution, SparseScores, Tolls
from reviews.assignment.solver.verify_alternates import StandBy
from reviews.assignment.solver.verify_chances import Chances

PAIRS = ("conflicts", "fixed", "forbidden", "keep")
OTHERS = ("min_load", "senior", "paper_track", "reviewer_tracks")
OF_ALTERNATES = ("alternate_most", "alternate_worth")
_NAMES = {*OF_ALTERNATES, *(f"alternate_{name}" for name in ("u", "v", "sigma", "taken", "toll", "keep"))}
REFUSED = "{} is not an instance: {}"


def read_problem(path: Path) -> Problem:
    """Return the problem in an instance file; a ValueError says what is wrong with it."""
    try:
        given = _arrays(path)
        affinity = _affinity(given, path.parent)
        demand, max_load = given["demand"], given["max_load"]
    except KeyError as missing:
        raise ValueError(REFUSED.format(path, f"it has no {missing}.")) from None
    except OSError as error:
        raise ValueError(REFUSED.format(path, error)) from error
    options: dict[str, Any] = {name: given[name] for name in (*PAIRS, *OTHERS) if name in given}
    if "authors" in given:
        options |= {"authorship": given["authors"], "no_cycles": bool(given.get("no_cycles", True))}
    groupings = [Grouping(given[name], 1, name) for name in ("institution", "region") if name in given]
    return Problem(
        affinity,
        _for_all(demand, len(affinity)),
        _for_all(max_load, affinity.shape[1]),
        groupings=tuple(groupings),
        min_seniors=int(given.get("min_seniors", 1 if "senior" in given else 0)),
        most_together=int(given.get("most_together", 0)),
        keep_at_least=int(given.get("keep_at_least", 0)),
        unlisted=float(given.get("unlisted", 0.0)),
        bars_unlisted=bool(given.get("bars_unlisted", False)),
        **options,
    )


def path_of_alternates(pairs: Path) -> Path:
    """Return where the alternates of an assignment go: pairs.alternates.csv beside pairs.csv."""
    return pairs.with_suffix(f".alternates{pairs.suffix}")


def write_pairs(path: Path, problem: Problem, pairs: Ints) -> None:
    """Write a line for each pair: paper, reviewer, affinity."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["paper", "reviewer", "affinity"])
        for (paper, reviewer), worth in zip(pairs.tolist(), _worth(problem, pairs).tolist(), strict=True):
            rows.writerow([paper, reviewer, f"{worth:.9g}"])


def read_pairs(path: Path) -> Ints:
    """Return the pairs of such a file; a ValueError names the first line that is none."""
    found = []
    with path.open(newline="") as file:
        for number, line in enumerate(csv.reader(file), start=1):
            try:
                found.append((int(line[0]), int(line[1])))
            except (ValueError, IndexError):
                if number > 1:
                    raise ValueError(f"{path}, line {number}: expected a paper and a reviewer, not {line}.") from None
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def write_certificate(path: Path, answer: Solution | Lottery, alternates: Alternates | None = None) -> None:
    """Write the prices that prove the bound; of a lottery the probabilities too, and of alternates what is theirs."""
    given = _prices(answer)
    if alternates is not None:
        given |= {f"alternate_{name}": value for name, value in _prices(alternates).items()}
        given |= {name: np.array(getattr(alternates, name.removeprefix("alternate_"))) for name in OF_ALTERNATES}
    if isinstance(answer, Lottery):
        given |= {
            "pairs": answer.pairs,
            "parts": answer.parts,
            "pieces": np.array(answer.pieces),
            "units": np.array(PARTS),
        }
    np.savez(path, **given)


def read_certificate(path: Path) -> tuple[Floats, Floats, Tolls, Chances | None]:
    """Return u, v and the tolls of a certificate, and the probabilities where it is one of a lottery."""
    given = _arrays(path)
    chances = None
    if "parts" in given:
        pieces = tuple((float(factor), int(room)) for factor, room in given["pieces"])
        chances = Chances(given["pairs"], given["parts"], pieces, int(given["units"]))
    return *_read_prices(given), chances


def read_stand_by(path: Path, each: int) -> StandBy:
    """Return what a certificate says of the alternates, `each` a paper; a ValueError if it says nothing."""
    given = {name.removeprefix("alternate_"): value for name, value in _arrays(path).items() if name in _NAMES}
    if len(given) < len(_NAMES):
        raise ValueError(f"{path} says nothing of alternates.")
    return StandBy(each, given["most"].astype(np.int64), float(given["worth"]), *_read_prices(given))


def _prices(answer: Solution | Lottery | Alternates) -> dict[str, Any]:
    tolls = answer.tolls
    found = {"u": answer.u, "v": answer.v, "sigma": tolls.sigma, "taken": tolls.taken, "toll": tolls.toll}
    return found | {"keep": np.array(tolls.keep)}


def _read_prices(given: Mapping[str, Any]) -> tuple[Floats, Floats, Tolls]:
    empty = Tolls()
    sigma, taken, toll = (given.get(name, getattr(empty, name)) for name in ("sigma", "taken", "toll"))
    tolls = Tolls(sigma, taken, toll, float(given.get("keep", 0.0)))
    return given["u"].astype(np.float64), given["v"].astype(np.float64), tolls


def _arrays(path: Path) -> dict[str, Any]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (ValueError, AttributeError, zipfile.BadZipFile):
        raise ValueError(f"{path} is no .npz file of arrays.") from None


def _worth(problem: Problem, pairs: Ints) -> Floats:
    return problem.affinity[pairs[:, 0], pairs[:, 1]].astype(np.float64)


def _affinity(given: Mapping[str, Any], folder: Path) -> Scores | SparseScores:
    unlisted = float(given.get("unlisted", 0.0))
    if "affinity_file" in given:
        path = folder / str(given["affinity_file"])
        if path.suffix == ".npz":
            return _sparse(_arrays(path), unlisted)
        return np.load(path, mmap_mode="r", allow_pickle=False)  # type: ignore[no-any-return]
    if "affinity_data" in given:
        rows = {name: given[f"affinity_{name}"] for name in ("data", "indices", "indptr")}
        return _sparse({**rows, "shape": (len(rows["indptr"]) - 1, len(given["max_load"]))}, unlisted)
    return np.asarray(given["affinity"], dtype=np.float32)


def _sparse(given: Mapping[str, Any], unlisted: float) -> SparseScores:
    names = ("data", "indices", "indptr", "shape")
    if not all(name in given for name in names):
        raise ValueError("A sparse affinity has data, indices, indptr and shape, in compressed rows.")
    if "format" in given and np.asarray(given["format"]).item() not in {b"csr", "csr"}:
        raise ValueError("The sparse affinity must be in compressed rows (csr).")
    return SparseScores.of(SimpleNamespace(**{name: given[name] for name in names}), unlisted)


def _for_all(counts: Any, length: int) -> Any:
    """Let one number stand for all."""
    return np.full(length, counts) if np.ndim(counts) == 0 else counts
