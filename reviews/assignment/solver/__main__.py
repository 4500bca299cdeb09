"""The solver at the command line.

`python -m reviews.assignment.solver INSTANCE.npz --out pairs.csv --json report.json` answers an instance,
`python -m reviews.assignment.solver verify INSTANCE.npz pairs.csv cert.npz` checks an answer without the solver.
"""

import argparse
import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from reviews.assignment.solver import files
from reviews.assignment.solver.alternates import Alternates, alternates
from reviews.assignment.solver.fair import solve_fairly
from reviews.assignment.solver.lottery import Lottery, draw, lottery
from reviews.assignment.solver.problem import Infeasible, Ints, Problem, Solution
from reviews.assignment.solver.solve import solve
from reviews.assignment.solver.verify import upper_bound, verify
from reviews.assignment.solver.verify_alternates import bound_of_alternates, verify_alternates
from reviews.assignment.solver.verify_chances import total_of, verify_chances

NEAR = 1e-6


def main(words: list[str]) -> int:
    """Solve or verify; return 0 if there is an assignment, or the answer holds, and 1 if not."""
    try:
        return _verify(words[1:]) if words[:1] == ["verify"] else _solve(words)
    except ValueError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2


def _solve(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m reviews.assignment.solver", description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--out", type=Path, help="where the pairs go: paper,reviewer,affinity")
    parser.add_argument("--json", type=Path, help="where the report goes; else it is printed")
    parser.add_argument("--certificate", type=Path, help="where the prices that prove the bound go")
    parser.add_argument("--objective", choices=["total", "fair"], default="total")
    parser.add_argument("--cap", type=float, help="the highest probability of any pair; an assignment is drawn")
    parser.add_argument("--beta", type=float, default=0.0, help="the strength of perturbed maximisation, 0 to 1")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    parser.add_argument("--alternates", type=int, default=0, metavar="K", help="alternates a paper, in a second file")
    _add_keeping(parser)
    asked = parser.parse_args(words)
    started = time.perf_counter()
    problem = _keeping(files.read_problem(asked.instance), asked)
    pairs, report, answer = _answer(problem, asked)
    stand_by = None
    if asked.alternates > 0 and pairs is not None:
        stand_by = alternates(problem, pairs, asked.alternates)
        report |= {"alternates": _of_alternates(stand_by)}
    if asked.certificate and answer is not None:
        files.write_certificate(asked.certificate, answer, stand_by)
    report |= {
        "feasible": pairs is not None,
        "seconds": round(time.perf_counter() - started, 3),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    if asked.out and pairs is not None:
        files.write_pairs(asked.out, problem, pairs)
        if stand_by is not None:
            files.write_pairs(files.path_of_alternates(asked.out), problem, stand_by.pairs)
    text = json.dumps(report, indent=1)
    if asked.json:
        asked.json.write_text(text + "\n")
    else:
        sys.stdout.write(text + "\n")
    return 0 if pairs is not None else 1


def _add_keeping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep", type=Path, metavar="PAIRS", help="an earlier assignment of which pairs are to be kept"
    )
    parser.add_argument("--keep-at-least", metavar="N", help="so many of them, or so many per cent: 120 or 90%%")


def _keeping(problem: Problem, asked: argparse.Namespace) -> Problem:
    """Return the problem with the pairs that are to be kept."""
    if not asked.keep:
        return problem
    keep = files.read_pairs(asked.keep)
    number, sign, rest = (asked.keep_at_least or "100%").strip().partition("%")
    if not number.strip().isdecimal() or rest:
        raise ValueError("--keep-at-least takes a number of pairs, or a share of them such as 90%.")
    least = -(-int(number) * len(keep) // 100) if sign else int(number)
    return replace(problem, keep=keep, keep_at_least=least)


def _answer(
    problem: Problem, asked: argparse.Namespace
) -> tuple[Ints | None, dict[str, Any], Solution | Lottery | None]:
    if asked.cap is not None or asked.beta:
        if asked.objective == "fair":
            raise ValueError("Choose one of --objective fair and chance (--cap, --beta): each says what is best.")
        chances = lottery(problem, cap=1.0 if asked.cap is None else asked.cap, beta=asked.beta)
        if isinstance(chances, Infeasible):
            return None, _why(chances), None
        started = time.perf_counter()
        pairs = draw(problem, chances, seed=asked.seed)
        took = round(time.perf_counter() - started, 3)
        return pairs, {**_of_draw(problem, chances, pairs), "draw_seconds": took}, chances
    extra = {}
    if asked.objective == "fair":
        found = solve_fairly(problem)
        answer: Solution | Infeasible = found if isinstance(found, Infeasible) else found[0]
        if not isinstance(found, Infeasible):
            extra = {"min_paper_bound": found[1].bound, "price_of_fairness": found[1].price}
    else:
        answer = solve(problem)
    if isinstance(answer, Infeasible):
        return None, _why(answer), None
    if problem.keep_at_least:
        extra["kept"] = int(np.isin(problem.keys(answer.pairs), problem.keys(problem.keep)).sum())
    return answer.pairs, {**_of(answer), **extra}, answer


def _of(answer: Solution) -> dict[str, Any]:
    return {
        "objective": answer.total,
        "upper_bound": answer.upper_bound,
        "gap": answer.gap,
        "solver_seconds": round(answer.seconds, 3),
        "min_paper": answer.least,
        "loads": answer.loads.tolist(),
        "bound_is_without": list(answer.relaxed),
        "searched_to_the_last": answer.is_searched,
        "why": "",
    }


def _of_draw(problem: Problem, chances: Lottery, pairs: Ints) -> dict[str, Any]:
    worth = problem.affinity[pairs[:, 0], pairs[:, 1]].astype(np.float64)
    scores = np.bincount(pairs[:, 0], weights=worth, minlength=problem.papers)
    return {
        "objective": float(worth.sum()),
        "expected": chances.expected,
        "upper_bound": chances.best,
        "share_of_the_best": chances.expected / chances.best if chances.best else 1.0,
        "gap": chances.gap,
        "highest_probability": float(chances.probability.max(initial=0)),
        "solver_seconds": round(chances.seconds, 3),
        "min_paper": float(scores[problem.demand > 0].min(initial=np.inf)) if problem.demand.any() else 0.0,
        "loads": np.bincount(pairs[:, 1], minlength=problem.reviewers).tolist(),
        "why": "",
    }


def _of_alternates(found: Alternates) -> dict[str, Any]:
    return {
        "objective": found.total,
        "upper_bound": found.upper_bound + found.worth * int(found.empty.sum()),  # of all with as few empty places
        "gap": found.gap,
        "empty": int(found.empty.sum()),
        "in_line_for_a_place": found.times,
        "bound_is_without": list(found.relaxed),
    }


def _why(answer: Infeasible) -> dict[str, Any]:
    return {
        "why": answer.why,
        "remedies": list(answer.remedies),
        "papers": list(answer.papers),
        "reviewers": list(answer.reviewers),
        "short": answer.short,
    }


def _verify(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m reviews.assignment.solver verify")
    parser.add_argument("instance", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("certificate", type=Path)
    parser.add_argument("--alternates", type=int, default=0, metavar="K", help="check those beside the pairs as well")
    _add_keeping(parser)
    asked = parser.parse_args(words)
    problem, pairs = _keeping(files.read_problem(asked.instance), asked), files.read_pairs(asked.pairs)
    if _are_broken(verify(problem, pairs)):
        return 1
    status = _verify_plan(problem, pairs, asked.certificate)
    return status or (_verify_alternates(problem, pairs, asked) if asked.alternates else 0)


def _are_broken(rules: list[str]) -> bool:
    for sentence in rules[:20]:
        sys.stdout.write(f"{sentence}\n")
    if rules:
        sys.stdout.write(f"{len(rules)} rules are broken.\n")
    return bool(rules)


def _verify_alternates(problem: Problem, pairs: Ints, asked: argparse.Namespace) -> int:
    found = files.read_pairs(files.path_of_alternates(asked.pairs))
    said = files.read_stand_by(asked.certificate, asked.alternates)
    if _are_broken(verify_alternates(problem, pairs, found, said)):
        return 1
    empty = asked.alternates * int((problem.demand > 0).sum()) - len(found)
    total = float(problem.affinity[found[:, 0], found[:, 1]].astype(np.float64).sum())
    sys.stdout.write(f"Alternates: {len(found)}, and {empty} places stay empty. ")
    bound = bound_of_alternates(problem, pairs, said) + said.worth * empty
    return _held(total, bound, "no others with as few empty places")


def _verify_plan(problem: Problem, pairs: Ints, certificate: Path) -> int:
    u, v, tolls, chances = files.read_certificate(certificate)
    if chances is None:
        total = float(problem.affinity[pairs[:, 0], pairs[:, 1]].astype(np.float64).sum())
        return _held(total, upper_bound(problem, u, v, tolls), "no assignment")
    broken = verify_chances(problem, chances)
    broken += ["A pair was drawn that has no chance."] * (
        not np.isin(problem.keys(pairs), problem.keys(chances.pairs)).all()
    )
    if _are_broken(broken):
        return 1
    bound = upper_bound(problem, u, v, tolls, pieces=chances.pieces, units=chances.units)
    return _held(total_of(problem, chances) / chances.units, bound / chances.units, "no probabilities")


def _held(total: float, bound: float, which: str) -> int:
    """Say whether the bound holds, and how near it is."""
    gap = (bound - total) / max(abs(bound), NEAR)
    if gap < -NEAR:
        sys.stdout.write(f"The total {total:.6f} is above the bound {bound:.6f}: one of the two is wrong.\n")
        return 1
    sys.stdout.write(f"All rules hold. Total {total:.6f}; {which} can pass {bound:.6f}; gap {max(0.0, gap):.2e}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
