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


def lack_decisions(edition: Edition, sight: Sight | None = None) -> "QuerySet[Submission]":
    """Return the papers in review without a decision: all of them, or those on which a chair may decide."""
    waiting = Submission.objects.of(edition).in_review().filter(decision=None).order_by("number")
    return waiting if sight is None else waiting.filter(sight.where(may_decide))


def are_own_decided(edition: Edition, sight: Sight) -> Verdict:
    """Tell whether each paper on which this chair may decide has a decision; of others nothing is told (waiting.py)."""
    numbers = list(lack_decisions(edition, sight).values_list("number", flat=True))
    if numbers:
        return no(f"{_which(numbers)} Decide on them first; all decisions are released together.")
    if not Submission.objects.of(edition).in_review().exists():
        return no("No paper is in review, so there is nothing to release.")
    return YES


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


def _which(numbers: list[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:NAMED])
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return f"Without a decision {'is' if len(numbers) == 1 else 'are'} so far: {named}{more}."
