"""Answer the question of a plan in the way that was asked for, and say what each wish costs. Pure; called by computing.

Whatever the way, the proof is that of the greatest total within the rules: the distance from it is what fairness,
chance, or keeping an earlier plan costs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from reviews.assignment.options import FAIR, Options
from reviews.assignment.solver import Infeasible, Problem, Solution, solve
from reviews.assignment.solver.fair import solve_fairly
from reviews.assignment.solver.generate import Effort
from reviews.assignment.solver.keeping import most_kept
from reviews.assignment.solver.lottery import draw, lottery
from reviews.assignment.solver.problem import Ints

Tell = Callable[[str, float | None], None]

LONG = 20.0  # seconds: what took longer is not solved again for the price of each rule


@dataclass(frozen=True, slots=True)
class Answer:
    """The assignment, and what is to be told of it."""

    solution: Solution
    outcome: dict[str, Any] = field(default_factory=dict)


def answer(problem: Problem, options: Options, former: Ints, tell: Tell) -> Answer | Infeasible:
    """Return the plan that was asked for. `former` are the pairs to keep where that is asked for."""
    base = solve(problem, _effort(tell, "Seeking the greatest total"))
    if isinstance(base, Infeasible):
        return base
    found = _in_the_way_asked_for(problem, options, former, base, tell)
    if isinstance(found, Infeasible):
        return found
    found.outcome.update(least=found.solution.least, relaxed=list(base.relaxed))
    if base.seconds <= LONG:
        found.outcome["rules"] = [{"rule": name, "cost": cost} for name, cost in _costs(problem, base, tell)]
    return found


def _in_the_way_asked_for(
    problem: Problem, options: Options, former: Ints, base: Solution, tell: Tell
) -> Answer | Infeasible:
    if options.objective == FAIR:
        return _fairly(problem, tell)
    if options.is_by_chance:
        return _by_chance(problem, options, base, tell)
    if options.keep:
        return _keeping(problem, options, former, base, tell)
    return Answer(base)


def _fairly(problem: Problem, tell: Tell) -> Answer | Infeasible:
    found = solve_fairly(problem, _effort(tell, "Raising the paper that is served worst"))
    if isinstance(found, Infeasible):
        return found
    solution, fairness = found
    told = {"least": fairness.least, "bound": fairness.bound, "price": fairness.price}
    return Answer(solution, {"fair": told})


def _by_chance(problem: Problem, options: Options, base: Solution, tell: Tell) -> Answer | Infeasible:
    effort = _effort(tell, "Weighing the chances")
    chances = lottery(problem, cap=options.cap, beta=options.spread, effort=effort)
    if isinstance(chances, Infeasible):
        return chances
    pairs = draw(problem, chances, seed=options.seed)
    told = {"expected": chances.expected, "best": chances.best, "possible": len(chances.pairs)}
    return Answer(_with_pairs(problem, base, pairs), {"chance": told})


def _keeping(problem: Problem, options: Options, former: Ints, base: Solution, tell: Tell) -> Answer | Infeasible:
    effort = _effort(tell, "Keeping what the former plan proposes")
    asked = replace(problem, keep=former)
    least = _least_kept(asked, options, effort)
    found = least if isinstance(least, Infeasible) else solve(replace(asked, keep_at_least=least), effort)
    if isinstance(found, Infeasible):
        return found
    kept = int(np.isin(problem.keys(found.pairs), problem.keys(former)).sum())
    price = max(0.0, (base.total - found.total) / abs(base.total)) if base.total else 0.0
    gap = 0.0 if found.is_searched else found.gap
    told = {"pairs": kept, "of": len(former), "least": least, "price": price, "gap": gap}
    return Answer(_with_pairs(problem, base, found.pairs), {"kept": told})


def _least_kept(problem: Problem, options: Options, effort: Effort) -> int | Infeasible:
    """Return how many pairs are to be kept. The share is of those of papers and people that are still there."""
    if options.keep_share:
        return -(-options.keep_share * len(problem.keep) // 100)
    return min(options.keep_pairs, len(problem.keep)) if options.keep_pairs else most_kept(problem, effort)


def _with_pairs(problem: Problem, base: Solution, pairs: Ints) -> Solution:
    """Return other pairs under the proof of the greatest total."""
    papers, reviewers = pairs[:, 0], pairs[:, 1]
    scores = problem.affinity[papers, reviewers].astype(np.float64)
    total = float(scores.sum())
    return replace(
        base,
        pairs=pairs,
        total=total,
        gap=max(0.0, base.upper_bound - total) / max(abs(base.upper_bound), problem.largest),
        paper_scores=np.bincount(papers, weights=scores, minlength=problem.papers).astype(np.float64),
        loads=np.bincount(reviewers, minlength=problem.reviewers),
    )


def _costs(problem: Problem, base: Solution, tell: Tell) -> Iterator[tuple[str, float]]:
    """Yield each rule with what the greatest total would gain without it."""
    for name, without in _one_rule_less(problem):
        found = solve(without, _effort(tell, f"Pricing a rule, {name}"))
        if isinstance(found, Solution):
            yield name, max(0.0, found.total - base.total)


def _one_rule_less(problem: Problem) -> Iterator[tuple[str, Problem]]:
    for grouping in problem.groupings:
        others = tuple(other for other in problem.groupings if other is not grouping)
        article = "an" if grouping.name[0] in "aeiou" else "a"
        yield f"at most one of {article} {grouping.name}", replace(problem, groupings=others)
    if problem.min_seniors:
        yield f"at least {problem.min_seniors} senior", replace(problem, min_seniors=0)
    if problem.no_cycles:
        yield "nobody reviews each other", replace(problem, no_cycles=False)
    if problem.most_together:
        yield f"at most {problem.most_together} papers together", replace(problem, most_together=0)
    if problem.min_load.any():
        yield "everybody gets some", replace(problem, min_load=np.zeros_like(problem.min_load))


def _effort(tell: Tell, what: str) -> Effort:
    return Effort(tell=lambda words, gap: tell(f"{what}: {words}.", gap))
