"""Two plans side by side, over the papers that the chair may see: what changes, and for whom it is better or worse.

A plan is taken with what is assigned already: so a plan that adds what is missing compares with one that is whole.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reviews.assignment.inputs import Inputs, inputs_of
from reviews.assignment.plan_records import PlannedPaper, PlanShown, Proposed, shown
from reviews.assignment.queries import is_tied, papers_open_to
from reviews.models import AssignmentPlan
from reviews.visibility.lists import Sight
from want.venues.models import Edition


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of both plans; `better` is 1 where the second is better, -1 where it is worse."""

    label: str
    first: float
    second: float
    better: int
    places: int = 0

    @property
    def change(self) -> float:
        """Return the second minus the first."""
        return self.second - self.first

    @property
    def tone(self) -> str:
        """Return the colour of the change."""
        return {1: "good", -1: "warn"}.get(self.better, "neutral")


@dataclass(slots=True)
class Changed:
    """A paper whose proposed people differ."""

    number: int
    title: str
    leaving: list[str] = field(default_factory=list)
    coming: list[str] = field(default_factory=list)
    gained: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it, ready for the page."""

    figures: list[Figure]
    changed: list[Changed]
    kept: int
    hidden: bool


def compare(first: AssignmentPlan, second: AssignmentPlan, edition: Edition, sight: Sight) -> Comparison:
    """Return how the second plan differs from the first; the papers that lose most come first."""
    inputs = inputs_of(edition, first.role)
    one, other = (_whole(shown(plan, edition, sight), inputs, sight) for plan in (first, second))
    before, after = _by_key(one.papers), _by_key(other.papers)
    kept = sum(len(_keys(before.get(key)) & _keys(after.get(key))) for key in before)
    changed = [_changed(before.get(key), after.get(key)) for key in {**before, **after}]
    return Comparison(
        figures=_figures(one, other),
        changed=sorted((one for one in changed if one.leaving or one.coming), key=lambda one: (one.gained, one.number)),
        kept=kept,
        hidden=is_tied(sight),
    )


def _whole(view: PlanShown, inputs: Inputs, sight: Sight) -> PlanShown:
    """Return the plan with the present assignments of the papers that the chair sees."""
    seen = {paper.pk: paper for paper in papers_open_to(sight).only("pk", "number", "title", "code")}
    names = {person.pk: person.name for person in view.people}
    papers = {paper.pk: paper for paper in view.papers}
    for paper, person in sorted(inputs.standing):
        if paper in seen and person in names:
            row = seen[paper]
            entry = papers.setdefault(paper, PlannedPaper(paper, row.number, row.title, row.code))
            if person not in _keys(entry):
                match = inputs.match(paper, person)
                entry.proposed.append(Proposed(person, names[person], match.value, "; ".join(match.reasons)))
    return replace(view, papers=list(papers.values()))


def _figures(one: PlanShown, other: PlanShown) -> list[Figure]:
    return [
        _figure("Total affinity of the papers", _total(one), _total(other), places=3),
        _figure("The paper served worst, on average", _least(one), _least(other), places=3),
        _figure("Assignments", one.pairs, other.pairs, is_more_better=None),
        _figure("Most papers a person", _most(one), _most(other), is_more_better=False),
        _figure("People with no paper", _idle(one), _idle(other), is_more_better=False),
    ]


def _figure(label: str, first: float, second: float, *, places: int = 0, is_more_better: bool | None = True) -> Figure:
    change = round(second - first, places or 9)
    better = 0 if is_more_better is None else (change > 0) - (change < 0)
    return Figure(label, first, second, better if is_more_better else -better, places)


def _changed(before: PlannedPaper | None, after: PlannedPaper | None) -> Changed:
    at = after or before
    assert at is not None
    found = Changed(at.number, at.title)
    had, has = _keys(before), _keys(after)
    found.leaving = [person.name for person in (before.proposed if before else ()) if person.pk not in has]
    found.coming = [person.name for person in (after.proposed if after else ()) if person.pk not in had]
    found.gained = _sum(after) - _sum(before)
    return found


def _by_key(papers: Iterable[PlannedPaper]) -> dict[int, PlannedPaper]:
    return {paper.pk: paper for paper in papers}


def _keys(paper: PlannedPaper | None) -> set[int]:
    return {person.pk for person in paper.proposed} if paper else set()


def _sum(paper: PlannedPaper | None) -> float:
    return sum(person.score for person in paper.proposed) if paper else 0.0


def _total(plan: PlanShown) -> float:
    return sum(_sum(paper) for paper in plan.papers)


def _least(plan: PlanShown) -> float:
    return min((paper.match for paper in plan.papers if paper.match is not None), default=0.0)


def _most(plan: PlanShown) -> int:
    return max(_loads(plan).values(), default=0)


def _idle(plan: PlanShown) -> int:
    loads = _loads(plan)
    return sum(1 for person in plan.people if not loads[person.pk])


def _loads(plan: PlanShown) -> Counter[int]:
    return Counter(person.pk for paper in plan.papers for person in paper.proposed)
