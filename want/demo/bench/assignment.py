"""What the solver and the affinities are worth, in seconds, megabytes and proofs: `make bench-assignment`.

Made-up instances of growing size, each solved in a process of its own through the command line, beside the plain way:
one minimum-cost flow of OR-tools over all pairs. Real data are no part of the project: what they would show is left out
unless they are named (EXPERTISE=FILE and INSTANCE=FILE of make), and the end of the output says so. No database.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from reviews.affinity.encoder import encoder
from reviews.affinity.together import similarity_of

SIZES = "1000x1000,5000x5000"
SUBJECTS = 16
REVIEWS, LOAD = 4, 6
PLAIN_CELLS = 30_000_000  # beyond, a flow over all pairs takes minutes and gigabytes
VARIANTS: dict[str, list[str]] = {
    "total": [],
    "total, three tracks": [],
    "fair": ["--objective", "fair"],
    "seniors, least load, places, no cycles": [],
    "perturbed, cap 0.9, beta 0.1": ["--cap", "0.9", "--beta", "0.1"],
}
GOLD = """how well affinities order papers. `make bench-assignment EXPERTISE=FILE` measures it by people's own
ratings of how well they could review papers: JSON of "documents", {key: {"title", "abstract"}}, and "reviewers",
[{"profiles": [[key of an own paper, ...], ...], "ratings": {key of a paper: number}}]. Such ratings are published with
arXiv 2303.16750, at https://github.com/niharshah/goldstandard-reviewer-paper-match: data/evaluations.csv, and the texts
in data/papers; they are to be put into this form."""
REAL = """instances of real editions. `make bench-assignment INSTANCE=FILE.npz` solves one beside those made up;
reviews/assignment/solver/files.py says what the file holds. That of ICLR 2018 in docs/assignment.md was made of the
papers and authors that https://github.com/papercopilot/paperlists lists: affinity by TF-IDF, co-authors in conflict."""


def main(words: list[str]) -> int:
    """Print the tables, and what is left out; return 1 if an answer is missing or not proved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.epilog = f"Without --expertise is left out {GOLD}\n\nWithout --instance are left out {REAL}"
    parser.add_argument("--sizes", default=SIZES, help="papers x reviewers, with commas; 27000x20000 takes 15 minutes")
    parser.add_argument(
        "--instance", type=Path, action="append", default=[], metavar="FILE.npz", help="a real one, too"
    )
    parser.add_argument("--expertise", type=Path, metavar="FILE.json", help="people's ratings, to measure affinities")
    parser.add_argument("--json", type=Path, help="where the figures go as well")
    asked = parser.parse_args(words)
    for path in (*asked.instance, *([asked.expertise] if asked.expertise else [])):
        if not path.is_file():
            parser.error(f"There is no file {path}. See --help for what it holds and where it comes from.")
    with tempfile.TemporaryDirectory(prefix="want-bench-") as folder:
        rows = [row for size in asked.sizes.split(",") if size for row in _made_up(size, Path(folder))]
        rows += [
            _solved(path.stem, variant, path, Path(folder)) for path in asked.instance for variant in ("total", "fair")
        ]
    _print(rows, ["instance", "objective", "seconds", "MB", "total", "gap", "worst-off paper", "note"])
    if asked.expertise:
        measured = list(_losses(json.loads(asked.expertise.read_text())))
        _print(measured, ["affinity", "loss", "seconds"])
        rows += measured
        if encoder() is None:
            sys.stdout.write("Left out: words and meaning together. `make encoder` installs what it takes.\n\n")
    else:
        sys.stdout.write(f"Left out: {GOLD}\n\n")
    if not asked.instance:
        sys.stdout.write(f"Left out: {REAL}\n\n")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n")
    return int(any(row.get("note") == "no answer" for row in rows))


def _made_up(size: str, folder: Path) -> Iterator[dict[str, Any]]:
    papers, reviewers = (int(number) for number in size.split("x"))
    table = folder / f"{size}.npy"
    _write_affinity(table, papers, reviewers)
    chance = np.random.default_rng(1)
    pairs = papers * reviewers // 200
    conflicts = np.stack([chance.integers(0, papers, pairs), chance.integers(0, reviewers, pairs)], axis=1)
    known = {
        "affinity_file": table.name,
        "demand": REVIEWS,
        "max_load": LOAD,
        "conflicts": np.unique(conflicts, axis=0),
    }
    authors = np.stack([np.repeat(np.arange(papers), 3), chance.integers(0, reviewers, 3 * papers)], axis=1)
    rules = {
        "senior": chance.random(reviewers) < 0.5,
        "min_load": np.ones(reviewers, dtype=int),
        "institution": chance.integers(0, max(2, reviewers // 12), reviewers),
        "authors": np.unique(authors, axis=0),
    }
    plain, ruled, parted = (folder / f"{size}{kind}.npz" for kind in ("", "-rules", "-tracks"))
    np.savez(plain, **known)
    np.savez(parted, **known, **_three_tracks(papers, reviewers))
    np.savez(ruled, **{**known, **rules, "conflicts": np.unique(np.concatenate([conflicts, authors]), axis=0)})
    for variant in VARIANTS:
        asked = {"seniors": ruled, "total, ": parted}.get(variant[:7], plain)
        yield _solved(size, variant, asked, folder)
    if papers * reviewers <= PLAIN_CELLS:
        yield _plain_flow(size, np.load(table), known["conflicts"])
    table.unlink()


def _three_tracks(papers: int, reviewers: int) -> dict[str, Any]:
    """Return papers of three tracks; four in five people serve in one of them alone, the others in all."""
    chance = np.random.default_rng(2)
    serving = np.arange(3)[:, None] == chance.integers(0, 3, reviewers)
    return {
        "paper_track": chance.integers(0, 3, papers),
        "reviewer_tracks": serving | (chance.random(reviewers) < 0.2),
    }


def _write_affinity(path: Path, papers: int, reviewers: int) -> None:
    """Write affinities with a structure, a block at a time: both sides have interests in some subjects."""
    chance = np.random.default_rng(0)
    wanted = chance.random((papers, SUBJECTS), dtype=np.float32) ** 4
    known = chance.random((reviewers, SUBJECTS), dtype=np.float32) ** 4
    table = np.lib.format.open_memmap(path, "w+", np.float32, (papers, reviewers))
    for start in range(0, papers, 500):
        block = wanted[start : start + 500] @ known.T / 4
        table[start : start + 500] = block + 0.1 * chance.random(block.shape, dtype=np.float32)
    table.flush()


def _solved(name: str, variant: str, path: Path, folder: Path) -> dict[str, Any]:
    """Solve an instance in a process of its own and check what it says with the independent verifier."""
    out, report, proof = (folder / f"{path.stem}.{variant[:4]}.{kind}" for kind in ("csv", "json", "cert.npz"))
    program = [sys.executable, "-m", "reviews.assignment.solver"]
    asked = [*program, str(path), "--out", str(out), "--json", str(report), "--certificate", str(proof)]
    if run([*asked, *VARIANTS[variant]], check=False).returncode:
        return {"instance": name, "objective": variant, "note": "no answer"}
    told = json.loads(report.read_text())
    note = ""
    if proof.exists():
        checked = run(
            [*program, "verify", str(path), str(out), str(proof)], capture_output=True, text=True, check=False
        )
        note = "verified" if checked.returncode == 0 else "no answer"
    if "share_of_the_best" in told:
        note += f", {told['share_of_the_best']:.1%} of the best total on average, drawn in {told['draw_seconds']:.2f} s"
    if "price_of_fairness" in told:
        note += f", price {told['price_of_fairness']:.2%}, no plan passes {told['min_paper_bound']:.4f}"
    return {
        "instance": name,
        "objective": variant,
        "seconds": f"{told['solver_seconds']:.2f}",
        "MB": f"{told['peak_rss_mb']:.0f}",
        "total": f"{told['objective']:.3f}",
        "gap": f"{told['gap']:.1e}",
        "worst-off paper": f"{told['min_paper']:.4f}",
        "note": note,
    }


def _plain_flow(name: str, affinity: Any, conflicts: Any) -> dict[str, Any]:
    """Solve it the plain way: all pairs as arcs of one flow."""
    started = time.perf_counter()
    papers, reviewers = affinity.shape
    allowed = np.ones(affinity.shape, dtype=bool)
    allowed[conflicts[:, 0], conflicts[:, 1]] = False
    rows, columns = np.nonzero(allowed)
    flow = min_cost_flow.SimpleMinCostFlow()
    cost = -np.rint(affinity[rows, columns].astype(np.float64) * 1e6).astype(np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        (columns + 1).astype(np.int32), (rows + reviewers + 1).astype(np.int32), np.ones(len(rows), np.int64), cost
    )
    people = np.arange(1, reviewers + 1, dtype=np.int32)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.zeros_like(people), people, np.full(reviewers, LOAD), np.zeros(reviewers, np.int64)
    )
    nodes = np.concatenate([[0], np.arange(reviewers + 1, reviewers + papers + 1)]).astype(np.int32)
    flow.set_nodes_supplies(nodes, np.concatenate([[papers * REVIEWS], np.full(papers, -REVIEWS)]))
    if flow.solve() != flow.OPTIMAL:
        return {"instance": name, "objective": "plain flow of OR-tools", "note": "no answer"}
    chosen = flow.flows(arcs) > 0
    total = affinity[rows[chosen], columns[chosen]].astype(np.float64).sum()
    spent = f"{time.perf_counter() - started:.2f}"
    return {"instance": name, "objective": "plain flow of OR-tools", "seconds": spent, "total": f"{total:.3f}"}


def _losses(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the loss of words alone and, with the extra installed, with meaning; mean of the profiles' versions."""
    model = encoder()
    if model is not None:
        yield _loss(gold, "words and meaning, half and half", model)
    yield _loss(gold, "words alone", None)


def _loss(gold: dict[str, Any], name: str, model: Any) -> dict[str, Any]:
    documents, people = gold["documents"], gold["reviewers"]
    texts = {key: f"{one['title']}. {one['abstract'] or ''}" for key, one in documents.items()}
    rated = sorted({paper for person in people for paper in person["ratings"]})
    started, losses = time.perf_counter(), []
    for version in range(min(len(person["profiles"]) for person in people)):
        profiles = [[texts[paper] for paper in person["profiles"][version]] for person in people]
        scores = similarity_of([texts[paper] for paper in rated], profiles, model)
        wrong = whole = 0.0
        for column, person in enumerate(people):
            known = [(rating, scores[rated.index(paper), column]) for paper, rating in person["ratings"].items()]
            for at, (rating, score) in enumerate(known):
                for other, compared in known[:at]:
                    apart = abs(rating - other)
                    whole += apart
                    wrong += apart * (0.5 if score == compared else (score > compared) != (rating > other))
        losses.append(wrong / whole)
    return {"affinity": name, "loss": f"{np.mean(losses):.4f}", "seconds": f"{time.perf_counter() - started:.1f}"}


def _print(rows: list[dict[str, Any]], columns: list[str]) -> None:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(row.get(column, "")) for column in columns) + " |" for row in rows]
    sys.stdout.write("\n".join(lines) + "\n\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
