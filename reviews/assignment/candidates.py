"""Who could take a paper, ranked by match, each with the reasons and with what stands in the way."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from reviews.assignment.asking import question
from reviews.assignment.breaches import breaches
from reviews.assignment.fitness import CONFLICT, loads_of, objection
from reviews.assignment.ground import Ground, ground_of
from reviews.assignment.inputs import Inputs, Pair
from reviews.assignment.options import Options
from reviews.assignment.solver import Problem, Solution, explain
from reviews.expertise.absences import days_away
from reviews.models import AssignmentPlan
from submissions.models import Conflict
from want.accounts.models import User

SHOWN = 25
ABLE = 10  # of those shown can take the paper, if so many can: the best are full when most has been given out
NO_GROUND = Ground({}, set(), {}, set())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person for one paper."""

    pk: int
    name: str
    affiliation: str
    score: float
    because: str
    load: int
    most: int
    why_not: str  # a sentence; empty for whoever can take the paper
    effect: str  # what the plan's proof says of the pair
    breaks: tuple[str, ...] = ()  # sentences: rules of the plan that the pair would break
    off_track: str = ""  # a sentence: they serve for other tracks; chairs may give it to them all the same
    away: str = ""  # when; for the chairs alone
    is_alternate: bool = False  # of the plan, for this paper
    instead: tuple[tuple[str, float], ...] = ()  # who is proposed, and what the total gains if this one takes the place


def candidates(
    inputs: Inputs,
    paper: int,
    pairs: set[Pair],
    *,
    words: str = "",
    is_discreet: bool,
    shows_absences: bool,
    plan: AssignmentPlan | None = None,
    line: Container[Pair] = (),
) -> list[Candidate]:
    """Return those who match the paper best, or those whose name has these words.

    `pairs` are the proposed and the present assignments, `line` the alternates of the plan. A chair with conflicts
    elsewhere (`is_discreet`) is told neither why somebody is full nor the plan's proof, from which the reviewers of
    their own papers could be guessed. Days away, and what a conflict rests on, are told to chairs (`shows_absences`),
    for whom alone they were written.
    """
    proof = _Proof(inputs, plan, pairs) if plan is not None and plan.prices and not is_discreet else None
    loads = loads_of(pairs)
    options = Options.of(plan.options) if plan is not None else Options()
    rules = _rules(plan, inputs, options) if plan is not None else None
    proposed = list(plan.pairs.filter(submission=paper).order_by("score").select_related("reviewer")) if plan else []  # type: ignore[attr-defined]
    chosen = _best(inputs, paper, {person for at, person in pairs if at == paper}, words, loads)
    people = User.objects.in_bulk(chosen)
    away = days_away(chosen) if shows_absences else {}
    conflicts = _conflicts(paper, chosen) if shows_absences and not is_discreet else {}
    return [
        Candidate(
            pk=person,
            name=people[person].name,
            affiliation=people[person].affiliation,
            score=match.value,
            because="; ".join(match.reasons),
            load=loads[person],
            most=inputs.loads[person],
            why_not=_why_not(inputs, loads, paper, people[person], conflicts.get(person, ""), is_discreet=is_discreet),
            effect=proof.says(paper, person) if proof and not inputs.tracks.bar(paper, person) else "",
            breaks=tuple(breaches(options, rules, pairs, (paper, person), is_discreet=is_discreet)) if rules else (),
            off_track=inputs.tracks.warning(paper, person, people[person].name),
            away=away.get(person, ""),
            is_alternate=(paper, person) in line,
            instead=tuple((pair.reviewer.name, match.value - pair.score) for pair in proposed),
        )
        for person in chosen
        for match in [inputs.match(paper, person)]
    ]


def _best(inputs: Inputs, paper: int, taken: set[int], words: str, loads: Counter[int]) -> list[int]:
    ranked = [inputs.people[at] for at in np.argsort(-inputs.affinity[inputs.row[paper]], kind="stable")]
    ranked.sort(key=lambda person: inputs.tracks.bar(paper, person))  # those of other tracks come last
    wanted = _named(inputs, words) if words else None
    free = (person for person in ranked if person not in taken and (wanted is None or person in wanted))
    shown = list(islice(free, SHOWN))
    lacking = max(0, ABLE - sum(not objection(inputs, loads, paper, person) for person in shown))
    return shown + list(islice((person for person in free if not objection(inputs, loads, paper, person)), lacking))


def _conflicts(paper: int, people: Iterable[int]) -> dict[int, str]:
    """Return what conflicts with the paper rest on, by person."""
    found = Conflict.objects.filter(submission=paper, user__in=list(people))
    return {one.user_id: one.because or one.get_reason_display() for one in found}


def _why_not(inputs: Inputs, loads: Counter[int], paper: int, user: User, conflict: str, *, is_discreet: bool) -> str:
    why = objection(inputs, loads, paper, user.pk, is_discreet=is_discreet)
    if why == CONFLICT and conflict:
        why = f"{why}: {conflict.removesuffix('.')}"
    if not why and (paper, user.pk) in inputs.removed:
        why = "was taken off this paper before"
    return f"{user.name} {why}." if why else ""


def _rules(plan: AssignmentPlan, inputs: Inputs, options: Options) -> Ground | None:
    """Return what the rules rest on, if the plan was asked for with any that a change by hand can break."""
    return ground_of(plan.edition, inputs, asker=plan.created_by) if options.can_be_broken_by_hand else None


class _Proof:
    """The plan's prices put beside the pairs as they are now, to say what another pair would cost."""

    def __init__(self, inputs: Inputs, plan: AssignmentPlan, pairs: Iterable[Pair]) -> None:
        self.inputs = inputs
        self.problem: Problem = _asked(inputs, plan)
        rows = inputs.pairs(pairs)
        scores = inputs.affinity[rows[:, 0], rows[:, 1]].astype(np.float64)
        total = float(scores.sum())
        self.solution = Solution(
            pairs=rows,
            total=total,
            upper_bound=max(total, plan.upper_bound or total),
            gap=0.0,
            paper_scores=np.bincount(rows[:, 0], weights=scores, minlength=len(inputs.papers)),
            loads=np.bincount(rows[:, 1], minlength=len(inputs.people)),
            seconds=0.0,
            u=_in_order(plan.prices["papers"], inputs.papers),
            v=_in_order(plan.prices["people"], inputs.people),
        )
        self.knows = set(plan.prices["people"]), set(plan.prices["papers"])

    def says(self, paper: int, person: int) -> str:
        """Return the solver's sentence about the pair; nothing about those who came after the plan was made."""
        if str(person) not in self.knows[0] or str(paper) not in self.knows[1]:
            return ""
        return explain(self.problem, self.solution, self.inputs.row[paper], self.inputs.column[person])


def _asked(inputs: Inputs, plan: AssignmentPlan) -> Problem:
    """Return the plain question with what the plan's wishes change of loads, and who is pinned or ruled out."""
    options = Options.of(plan.options)
    return question(
        inputs,
        plan.demand,
        Options(without=options.without, pinned=options.pinned, barred=options.barred),
        NO_GROUND,
    )


def _in_order(prices: dict[str, float], keys: list[int]) -> np.ndarray:
    return np.array([prices.get(str(key), 0.0) for key in keys], dtype=np.float64)


def _named(inputs: Inputs, words: str) -> set[int]:
    people = User.objects.filter(pk__in=inputs.people)
    for word in words.split():
        people = people.filter(name__icontains=word)
    return set(people.values_list("pk", flat=True))
