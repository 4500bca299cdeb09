"""What is read about decisions that are to be released."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from reviews.decisions.rules import may_decide
from reviews.models import Decision
from reviews.visibility.case import Case, Standing
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.core.verdict import YES, Verdict, no
from want.venues.models import Edition

NAMED = 12  # so many undecided papers are named in a refusal


def decisions_of(edition: Edition) -> "QuerySet[Decision]":
    """Return all decisions of an edition with their papers, in the order of the papers' numbers."""
    decisions = Decision.objects.filter(submission__edition=edition)
    return decisions.select_related("submission").order_by("submission__number")


def decisions_to_release(edition: Edition) -> "QuerySet[Decision]":
    """Return the prepared decisions on papers in review."""
    return decisions_of(edition).filter(submission__status=Status.SUBMITTED)


def counts_of(decisions: Iterable[Decision]) -> dict[str, int]:
    """Count decisions by outcome."""
    return dict(Counter(decision.outcome for decision in decisions))


def are_all_decided(edition: Edition, sight: Sight) -> Verdict:
    """Tell whether each paper in review has a decision; name those that lack one, if this chair may decide on them."""
    in_review = Submission.objects.of(edition).in_review()
    waiting = in_review.filter(decision=None)
    total = waiting.count()
    if not total:
        return YES if in_review.exists() else no("No paper is in review, so there is nothing to release.")
    own = list(waiting.filter(sight.where(may_decide)).order_by("number").values_list("number", flat=True))
    return no(f"{_which(own, total)} Decide on them first; all decisions are released together.")


def left_to_others(sight: Sight) -> int:
    """Count the papers in review that this chair knows of and must leave to another chair."""
    tied = [pk for pk, standing in sight.ties.to_own.items() if not may_decide(_in_review(sight, standing))]
    if not tied or not may_decide(at_large(sight)):
        return 0
    return sight.papers(Fact.EXISTENCE).filter(pk__in=tied, status=Status.SUBMITTED).count()


def at_large(sight: Sight) -> Case:
    """Return the policy's question for a paper in review to which the person has no tie."""
    return _in_review(sight, sight.ties.to_others)


def _in_review(sight: Sight, standing: Standing) -> Case:
    return Case(standing, Status.SUBMITTED, sight.moment.stage, sight.terms)


def _which(own: list[int], total: int) -> str:
    named = ", ".join(str(number) for number in own[:NAMED])
    more = f" and {len(own) - NAMED} more" if len(own) > NAMED else ""
    others = total - len(own)
    if not own:
        return f"{others} of the papers that other chairs decide on {_have(others)} no decision yet."
    if not others:
        return f"Without a decision {_are(len(own))} so far: {named}{more}."
    return f"Without a decision are so far: {named}{more}, and {others} that other chairs decide on."


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
