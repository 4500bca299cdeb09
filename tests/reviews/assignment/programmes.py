"""The assignment as a linear programme, solved by others: its optimum is that of whole numbers, for it is a flow."""

from ortools.linear_solver import pywraplp
from ortools.math_opt.python import mathopt

from reviews.assignment.solver import Problem
from tests.reviews.assignment.instances import as_set

INFEASIBLE_OR_WORSE = mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED


def optimum_by_glop(problem: Problem) -> float:
    """Return the optimum by OR-tools' simplex."""
    glop = pywraplp.Solver.CreateSolver("GLOP")
    barred = as_set(problem.conflicts)
    cells = [(p, r) for p in range(problem.papers) for r in range(problem.reviewers) if (p, r) not in barred]
    share = {cell: glop.NumVar(0, 1, "") for cell in cells}
    for paper, demand in enumerate(problem.demand.tolist()):
        glop.Add(sum(share[cell] for cell in cells if cell[0] == paper) == demand)
    for reviewer, load in enumerate(problem.max_load.tolist()):
        glop.Add(sum(share[cell] for cell in cells if cell[1] == reviewer) <= load)
    glop.Maximize(sum(float(problem.affinity[cell]) * share[cell] for cell in cells))
    assert glop.Solve() == pywraplp.Solver.OPTIMAL
    return float(glop.Objective().Value())


def optimum_by_highs(problem: Problem) -> float | None:
    """Return the optimum by HiGHS, with every rule that needs no whole numbers; None where nothing is possible."""
    model, fixed = mathopt.Model(), as_set(problem.fixed)
    barred = as_set(problem.conflicts) | as_set(problem.forbidden)
    share = {
        (paper, reviewer): model.add_variable(lb=int((paper, reviewer) in fixed), ub=1)
        for paper in range(problem.papers)
        for reviewer in range(problem.reviewers)
        if (paper, reviewer) not in barred
    }
    rows: list[list[mathopt.Variable]] = [[] for _ in range(problem.papers)]
    columns: list[list[mathopt.Variable]] = [[] for _ in range(problem.reviewers)]
    for (paper, reviewer), one in share.items():
        rows[paper].append(one)
        columns[reviewer].append(one)
    for row, demand in zip(rows, problem.demand.tolist(), strict=True):
        model.add_linear_constraint(mathopt.fast_sum(row) == demand)
    for column, least, most in zip(columns, problem.min_load.tolist(), problem.max_load.tolist(), strict=True):
        model.add_linear_constraint(lb=least, ub=most, expr=mathopt.fast_sum(column))
    model.maximize(mathopt.fast_sum(float(problem.affinity[cell]) * one for cell, one in share.items()))
    found = mathopt.solve(model, mathopt.SolverType.HIGHS)
    if found.termination.reason in (mathopt.TerminationReason.INFEASIBLE, INFEASIBLE_OR_WORSE):
        return None
    assert found.termination.reason == mathopt.TerminationReason.OPTIMAL
    return float(found.objective_value())
