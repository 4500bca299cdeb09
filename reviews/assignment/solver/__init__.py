"""The best assignment of reviewers to papers, with its proof or the reason why there is none. Pure: no Django.

    answer = solve(Problem(affinity, demand, max_load, conflicts=conflicts))

A Solution carries an upper bound that holds for the whole dense problem; `verify` and `upper_bound` check both
independently, `explain` says why a pair is in it or not. An Infeasible names the papers and people it is about.
"""

from reviews.assignment.solver.explain import explain
from reviews.assignment.solver.problem import Grouping, Infeasible, Problem, Solution, Tolls
from reviews.assignment.solver.solve import solve
from reviews.assignment.solver.verify import upper_bound, verify

__all__ = ["Grouping", "Infeasible", "Problem", "Solution", "Tolls", "explain", "solve", "upper_bound", "verify"]
