"""Whether somebody can take a paper, in words for chairs. Pure over Inputs; asked before anything is assigned."""

from collections import Counter
from collections.abc import Iterable

from reviews.assignment.inputs import Inputs, Pair


def loads_of(pairs: Iterable[Pair]) -> Counter[int]:
    """Count the papers of each person."""
    return Counter(person for _, person in pairs)


def objection(
    inputs: Inputs, loads: Counter[int], paper: int, person: int, *, is_discreet: bool = False
) -> str:
    """Return why this person cannot take this paper, as words after their name; empty if they can.

    To a chair in conflict with other papers it is discreet about loads: a person who is full without the chair
    seeing why must be reviewing one of those.
    """
    pair = (paper, person)
    if paper not in inputs.row:
        return "cannot take this paper, because it is no longer in review"
    if person not in inputs.column:
        return "does not serve on the committee in this role"
    if pair in inputs.conflicts:
        return "has a conflict of interest with this paper"
    if pair in inputs.in_other_role:
        return "serves this paper in another role already"
    if pair in inputs.assigned:
        return "has this paper already"
    if loads[person] < inputs.loads[person]:
        return ""
    return "cannot take one more paper" if is_discreet else f"has {loads[person]} of {inputs.loads[person]} papers"
