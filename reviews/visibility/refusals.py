"""What to tell somebody who may not see something, and no more than that. Pure; called by the policy.

A sentence depends on the fact, and on what the viewer knows of themself; never on what is there to be seen.
"""

from reviews.visibility.case import AssignmentState, Case
from reviews.visibility.facts import NAMES, Fact
from reviews.visibility.relations import Relation, relations_of

NOT_FOUND = (
    "There is no paper here that you can see. Please check the address, and whether you are signed in with "
    "the right account."
)

# Given to reviewers of the paper once they have submitted a review of their own, if the stage allows it.
AFTER_OWN_REVIEW = frozenset(
    {
        Fact.REVIEW_TEXT_OTHERS,
        Fact.REVIEW_SCORES,
        Fact.REVIEW_COUNT_PROGRESS,
        Fact.DISCUSSION,
        Fact.REBUTTAL,
    }
)


def refusal(fact: Fact, case: Case, visible: frozenset[Fact]) -> str:
    """Return the sentence for a fact that is not among the `visible` ones."""
    if fact is Fact.PC_ROSTER:
        return f"You cannot see {NAMES[fact]}: it is open to the committee only."
    if Fact.EXISTENCE not in visible:
        return NOT_FOUND
    relations = relations_of(case.standing)
    if Relation.CONFLICTED_CHAIR in relations:
        return (
            f"You cannot see {NAMES[fact]}, because you have a conflict of interest with this paper. "
            "Please leave it to another chair."
        )
    if _waits_for_own_review(case, relations) and fact in AFTER_OWN_REVIEW:
        return f"You cannot see {NAMES[fact]} before you have submitted your own review."
    return f"You cannot see {NAMES[fact]} at this stage. If you think you should, please write to the programme chairs."


def _waits_for_own_review(case: Case, relations: frozenset[Relation]) -> bool:
    is_reviewing = Relation.ASSIGNED_REVIEWER in relations
    return is_reviewing and case.standing.assignment is AssignmentState.OPEN
