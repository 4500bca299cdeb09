"""Turn what chairs ask of a plan into the question for the solver. Pure over Inputs, Options and Ground."""

from dataclasses import replace

import numpy as np

from reviews.assignment.ground import Ground
from reviews.assignment.inputs import Inputs, Pair
from reviews.assignment.options import ALL_THE_SAME, OUT, Options
from reviews.assignment.solver import Problem


def question(inputs: Inputs, demand: int, options: Options, ground: Ground) -> Problem:
    """Return the problem with all rules that are asked for.

    What was assigned or pinned beyond a limit stays: the limit gives way, for the chairs wanted it so.
    """
    plain = inputs.problem(demand)
    pinned = pins_that_hold(inputs, options)
    barred = set(options.barred) - pinned - inputs.standing
    fixed = inputs.pairs(inputs.standing | pinned)
    most = np.array([_most(inputs, options, ground, person) for person in inputs.people], dtype=np.int64)
    np.maximum(most, np.bincount(fixed[:, 1], minlength=len(most)), out=most)
    per_paper = np.maximum(plain.demand, np.bincount(fixed[:, 0], minlength=len(inputs.papers)))
    return replace(
        plain,
        demand=per_paper,
        max_load=most,
        min_load=np.minimum(options.min_load, most),
        fixed=fixed,
        forbidden=np.concatenate([plain.forbidden, inputs.pairs(barred)]),
        senior=np.array([ground.is_senior(one, after=options.senior_after) for one in inputs.people], dtype=np.bool_),
        min_seniors=options.min_seniors,
        groupings=tuple(ground.grouping(kind, inputs.people) for kind in options.one_of),
        authorship=inputs.pairs(ground.authorship) if options.no_cycles else plain.authorship,
        no_cycles=options.no_cycles,
        most_together=options.most_together,
    )


def pins_that_hold(inputs: Inputs, options: Options) -> set[Pair]:
    """Return the pinned pairs without those that have become impossible since."""
    out = inputs.conflicts | inputs.removed | inputs.in_other_role
    return {pair for pair in set(options.pinned) - out if pair[0] in inputs.row and pair[1] in inputs.column} - set(
        options.barred
    )


def with_loads(inputs: Inputs, options: Options) -> Inputs:
    """Return the inputs with the loads that the plan was asked for, by which it is changed and applied too."""
    if not options.more_load and not options.raised:
        return inputs
    loads = {person: most + (options.more_for(person) if most else 0) for person, most in inputs.loads.items()}
    return replace(inputs, loads=loads)


def _most(inputs: Inputs, options: Options, ground: Ground, person: int) -> int:
    if person in options.without:
        return 0
    most = inputs.loads[person] + (options.more_for(person) if inputs.loads[person] else 0)
    if options.away == ALL_THE_SAME or person not in ground.mostly_away:
        return most
    return 0 if options.away == OUT else round(most * (1 - ground.mostly_away[person]))
