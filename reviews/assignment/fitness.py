"""Whether somebody can take a paper, in words for chairs. Pure over Inputs; asked before anything is assigned."""

from collections import Counter
from collections.abc import Iterable

from reviews.assignment.inputs import Inputs, Pair

CONFLICT = "has a conflict of interest with this paper"
DISCREET = "cannot be given this paper: a conflict of interest or other papers stand in the way"


def loads_of(pairs: Iterable[Pair]) -> Counter[int]:
    """Count the papers of each person."""
    return Counter(person for _, person in pairs)


def objection(inputs: Inputs, loads: Counter[int], paper: int, person: int, *, is_discreet: bool = False) -> str:
    """Return why this person cannot take this paper, as words after their name; empty if they can.

    To a chair in conflict with other papers it is discreet about loads: a person who is full without the chair
    seeing why must be reviewing one of those. So who is full and who has a conflict get one and the same answer.
    """
    pair = (paper, person)
    obstacles = (
        (paper not in inputs.row, "cannot take this paper, because it is no longer in review"),
        (person not in inputs.column, "does not serve on the committee in this role"),
        (person in inputs.stopped, "takes no papers of this edition any more"),
        (pair in inputs.conflicts, CONFLICT),
        (pair in inputs.in_other_role, "serves this paper in another role already"),
        (pair in inputs.assigned, "has this paper already"),
    )
    for stands, why in obstacles:
        if stands:
            return DISCREET if is_discreet and why == CONFLICT else why
    most = inputs.loads[person]
    if loads[person] < most:
        return ""
    return DISCREET if is_discreet else f"has {loads[person]} of {most} papers"
