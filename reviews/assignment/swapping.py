"""Exchange two people of a plan across two papers: what the total gains, and which rule keeps it from being done.

Judged as the pairs would stand afterwards, both of the old ones gone. The page lists the exchanges by what they gain;
the act judges once more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from django.db import transaction
from django.db.models import F

from reviews.assignment.asking import with_loads
from reviews.assignment.breaches import breaches
from reviews.assignment.computing import planned
from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.ground import Ground, ground_of
from reviews.assignment.inputs import Inputs, Pair, inputs_of
from reviews.assignment.options import Options
from reviews.assignment.planning import NOT_OF_IT
from reviews.assignment.queries import is_tied, papers_open_to, seen_pairs
from reviews.assignment.rules import may_propose
from reviews.models import AssignmentPlan, PlannedPair
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, require

SHOWN = 25
JUDGED = 500  # so many exchanges are looked at for those to show
MOVED_ON = "The plan is not as it was shown any more. Look at the exchanges once more."


@dataclass(frozen=True, slots=True)
class Exchange:
    """One person of a paper for one of another, with what it would do."""

    paper: Submission
    person: User
    gained: float
    gained_here: float  # for the paper that the page is about
    why_not: tuple[str, ...]


class Exchanges:
    """A plan as it stands, asked what an exchange would do. Loaded in a fixed number of queries."""

    def __init__(self, plan: AssignmentPlan, sight: Sight) -> None:
        self.plan, self.sight, self.options = plan, sight, Options.of(plan.options)
        self.inputs: Inputs = with_loads(inputs_of(plan.edition, plan.role), self.options)
        mine = papers_open_to(sight).order_by().values("pk")
        rows = plan.pairs.filter(submission__in=mine).order_by().values_list("submission", "reviewer", "score")  # type: ignore[attr-defined]
        self.score: dict[Pair, float] = {(paper, person): score for paper, person, score in rows}
        proposed = set(plan.pairs.values_list("submission_id", "reviewer_id"))  # type: ignore[attr-defined]
        self.pairs = seen_pairs(sight, proposed | self.inputs.standing)
        self.loads = loads_of(self.pairs)
        self.is_discreet = is_tied(sight)

    @cached_property
    def ground(self) -> Ground:
        """Return what the plan's rules rest on."""
        return ground_of(self.plan.edition, self.inputs, asker=self.plan.created_by)

    def gain(self, one: Pair, other: Pair) -> tuple[float, float]:
        """Return what the total gains, and what the paper of the first pair does."""
        here = self._match(one[0], other[1]) - self.score[one]
        return here + self._match(other[0], one[1]) - self.score[other], here

    def best(self, one: Pair, among: Iterable[Pair] | None = None) -> Iterator[tuple[Pair, list[str]]]:
        """Yield exchanges for a pair, those that gain most first; without names given, only those that can be done."""
        known = [pair for pair in (self.score if among is None else among) if pair != one and pair[0] != one[0]]
        known = [pair for pair in known if pair[1] != one[1]]
        order = np.argsort([-self.gain(one, pair)[0] for pair in known], kind="stable")
        for at in islice(order, JUDGED):
            why = self.objections(one, known[at])
            if among is not None or not why:
                yield known[at], why

    def objections(self, one: Pair, other: Pair) -> list[str]:
        """Return a sentence for each reason why the two cannot be exchanged."""
        coming = (one[0], other[1]), (other[0], one[1])
        found = [self._pinned(pair) for pair in (one, other)]
        found += [self._against(pair) for pair in coming]
        if self._has_rules and not any(found):
            after = (self.pairs - {one, other}) | set(coming)
            found += [sentence for pair in coming for sentence in self._broken(pair, after)]
            found += [self._seniors(paper, after) for paper in (one[0], other[0])]
        return [sentence for sentence in dict.fromkeys(found) if sentence]

    def _against(self, pair: Pair) -> str:
        paper, person = pair
        loads = Counter({person: self.loads[person] - 1})  # one of their papers goes
        why = objection(self.inputs, loads, paper, person, is_discreet=self.is_discreet)
        obstacles = (
            (pair in self.pairs, "is planned for this paper already"),
            (pair in self.inputs.removed, "was taken off this paper before"),
            (pair in self.options.barred, "is ruled out for this paper"),
        )
        why = why or next((words for stands, words in obstacles if stands), "")
        why = why or self.inputs.tracks.why_not(paper, person)
        return f"{self._at(pair)} {why}." if why else ""

    def _broken(self, pair: Pair, after: set[Pair]) -> list[str]:
        rules = breaches(self.options, self.ground, after - {pair}, pair, is_discreet=self.is_discreet)
        return [f"{self._at(pair)}: {sentence}" for sentence in rules]

    def _at(self, pair: Pair) -> str:
        return f"Paper {self.numbers.get(pair[0], '')}: {self.names.get(pair[1], 'this person')}"

    @property
    def _has_rules(self) -> bool:
        return bool(self.options.can_be_broken_by_hand or self.options.min_seniors)

    def _pinned(self, pair: Pair) -> str:
        if pair not in self.options.pinned:
            return ""
        return f"{self.names.get(pair[1], 'This person')} is pinned to paper {self.numbers.get(pair[0], '')}."

    def _seniors(self, paper: int, after: set[Pair]) -> str:
        if not self.options.min_seniors:
            return ""
        was, will = (self._count_seniors(paper, pairs) for pairs in (self.pairs, after))
        if will >= min(was, self.options.min_seniors):
            return ""
        return (
            f"Paper {self.numbers.get(paper, '')} would have {will} of the {self.options.min_seniors} seniors it needs."
        )

    def _count_seniors(self, paper: int, pairs: set[Pair]) -> int:
        after = self.options.senior_after
        return sum(self.ground.is_senior(person, after=after) for at, person in pairs if at == paper)

    def _match(self, paper: int, person: int) -> float:
        row, column = self.inputs.row.get(paper), self.inputs.column.get(person)
        return 0.0 if row is None or column is None else float(self.inputs.affinity[row, column])

    @cached_property
    def names(self) -> dict[int, str]:
        """Return the names of the people of the plan."""
        return dict(User.objects.filter(pk__in={person for _, person in self.score}).values_list("pk", "name"))

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Return the numbers of the papers of the plan."""
        return dict(Submission.objects.filter(pk__in={paper for paper, _ in self.score}).values_list("pk", "number"))


def exchanges(known: Exchanges, one: Pair, words: str = "") -> list[Exchange]:
    """Return the exchanges that gain most; or those with papers and people of these words, and why not."""
    among = _named(known, words) if words else None
    found = list(islice(known.best(one, among), SHOWN))
    papers = Submission.objects.only("pk", "number", "title", "code").in_bulk({pair[0] for pair, _ in found})
    people = User.objects.in_bulk({pair[1] for pair, _ in found})
    return [Exchange(papers[pair[0]], people[pair[1]], *known.gain(one, pair), tuple(why)) for pair, why in found]


@transaction.atomic
def swap_pairs(plan: AssignmentPlan, one: Pair, other: Pair, *, by: User) -> float:
    """Exchange two people of a plan across two papers; return what the total affinity gains."""
    sight = sight_of(by, plan.edition)
    row = AssignmentPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    row.edition = plan.edition
    papers = papers_open_to(sight).in_bulk([one[0], other[0]])
    if row.state != PlanState.READY or len(papers) != 2:
        raise Refused(MOVED_ON)
    for paper in papers.values():
        require(may_propose(sight.on(paper).case))
        if paper.pk in row.outcome.get("left_out", ()):
            raise Refused(NOT_OF_IT)
    known = Exchanges(row, sight)
    if one not in known.score or other not in known.score:
        raise Refused(MOVED_ON)
    why = known.objections(one, other)
    if why:
        raise Refused(" ".join(why))
    gained, here = known.gain(one, other)
    for paper, person in (one, other):
        row.pairs.filter(submission=paper, reviewer=person).delete()  # type: ignore[attr-defined]
    coming = [(one[0], other[1]), (other[0], one[1])]
    PlannedPair.objects.bulk_create([planned(row, known.inputs, *pair) for pair in coming])
    AssignmentPlan.objects.filter(pk=row.pk).update(total=F("total") + gained)
    for paper, its_gain in ((one[0], here), (other[0], gained - here)):  # a line each: who sees one may not see both
        detail = {"plan": row.pk, "gained": round(its_gain, 4)}
        record("assignment.plan_changed", by=by, edition=plan.edition.slug, submission_id=paper, **detail)
    return gained


def _named(known: Exchanges, words: str) -> list[Pair]:
    wanted = words.casefold()
    numbers, names = known.numbers, known.names
    titles = dict(Submission.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return [
        (paper, person)
        for paper, person in known.score
        if wanted in names[person].casefold() or wanted in titles[paper].casefold() or wanted == str(numbers[paper])
    ]
