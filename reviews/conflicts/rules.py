"""May this person declare and lift conflicts of other people with this paper? Pure; asked by actions and pages."""

from reviews.visibility.case import Case
from reviews.visibility.relations import Relation, has_conflict, relations_of
from submissions.states import Status
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Stage

OPEN = frozenset({Status.DRAFT, Status.SUBMITTED})


def may_declare_for_others(case: Case) -> Verdict:
    """Put a conflict between somebody of the committee and this paper, or lift one, until decisions are released."""
    if Relation.CHAIR not in relations_of(case.standing):
        return no(_whose_it_is(case))
    if case.status not in OPEN:
        return no(f"This paper is {case.status.label.lower()}, so nobody deals with it any more.")
    if case.stage.position >= Stage.RELEASED.position:
        return no("The decisions are released, so a conflict would change nothing any more.")
    return YES


def may_doubt_authors(case: Case) -> Verdict:
    """Say that a paper lists people who wrote nothing of it, or believe its list again; also of one that is out."""
    if Relation.CHAIR not in relations_of(case.standing):
        return no(_whose_it_is(case))
    if case.status == Status.DRAFT:
        return no("This is a draft, which makes nobody co-authors. Its authors can still change who wrote it.")
    if case.stage.position >= Stage.RELEASED.position:
        return no("The decisions are released, so a conflict would change nothing any more.")
    return YES


def may_declare_for_chairs(*, is_tied: bool) -> Verdict:
    """Declare a conflict of another chair, who deals then with no more than whoever declares it."""
    if is_tied:
        return no(
            "You have a conflict of interest with a paper yourself, so another chair declares those of chairs: it "
            "takes from them what chairs in conflict may not do. Please write to them. Nothing was saved."
        )
    return YES


def may_touch_others(*, is_tied: bool) -> Verdict:
    """Say something of a list of authors from which conflicts with papers of the same people follow."""
    if is_tied:
        return no(
            "An author of it wrote a paper with which you have a conflict of interest, too, and who may review that "
            "one would follow from it. Another chair says whether this list is true. Nothing was saved."
        )
    return YES


def _whose_it_is(case: Case) -> str:
    if case.standing.is_chair and (has_conflict(case.standing) or case.standing.is_author):
        return "You have a conflict of interest with this paper yourself. Another chair looks after it."
    return "Only the chairs declare conflicts of other people. If you should know of one, please write to them."
