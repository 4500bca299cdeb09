"""The one answer to: may this person see this fact of this paper now? Pure.

Every page, list, mail and export asks here. A fact is visible if it exists at all, and if one of the viewer's
relations to the paper gives it now; `who_sees.py` holds the tables, docs/visibility.md explains them.
"""

from functools import lru_cache

from reviews.visibility.case import PUBLIC, AssignmentState, Case, Standing, Terms
from reviews.visibility.facts import Fact
from reviews.visibility.refusals import refusal
from reviews.visibility.relations import Relation, relations_of
from reviews.visibility.who_sees import RULES, Rule
from want.core.verdict import YES, Verdict, no

__all__ = [
    "PUBLIC",
    "AssignmentState",
    "Case",
    "Fact",
    "Standing",
    "Terms",
    "may_see",
    "visible_facts",
]


def may_see(fact: Fact, case: Case) -> Verdict:
    """Answer Yes, or No with a sentence that tells no more than the viewer knows already."""
    visible = visible_facts(case)
    return YES if fact in visible else no(refusal(fact, case, visible))


# An edition meets a few hundred different cases, whatever the number of its papers.
@lru_cache(maxsize=16_384)
def visible_facts(case: Case) -> frozenset[Fact]:
    """Return all that this viewer may see of this paper now."""
    relations = relations_of(case.standing)
    return frozenset(fact for rule in RULES if _gives(rule, case, relations) for fact in rule.facts)


def _gives(rule: Rule, case: Case, relations: frozenset[Relation]) -> bool:
    if not rule.exists.holds(case):
        return False
    if Relation.BREAKER_OF_GLASS in relations:
        return True  # sees all there is, which is why each reading is recorded
    return any(relation in relations and when.holds(case) for relation, when in rule.seen_by.items())
