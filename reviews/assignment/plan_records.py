"""A plan as its page shows it: papers with their proposed people and reasons, people with their loads.

Only of papers that the chair may see: for a chair in conflict with some, loads and sums are those of the others.
"""

from dataclasses import dataclass, field, replace
from statistics import fmean

from django.db.models import QuerySet

from reviews.assignment.charts import Bars, histogram, tally
from reviews.assignment.guests import GUEST
from reviews.assignment.options import Options
from reviews.assignment.queries import left_to_others, may_hold_hidden, papers_open_to
from reviews.assignment.standing_by import alternates_seen
from reviews.assignment.tracks import tracks_of
from reviews.expertise.absences import Away, away_from_reviewing
from reviews.models import Assignment, AssignmentPlan, PlannedAlternate
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight
from submissions.states import Status
from want.venues.models import Edition, Membership, Role


@dataclass(frozen=True, slots=True)
class Proposed:
    """A person proposed for a paper."""

    pk: int
    name: str
    score: float
    because: str
    away: str = ""  # when, of the days that are left for reviewing
    off_track: str = ""  # a sentence: they serve for other tracks, as when tracks were changed after the plan was made


@dataclass(slots=True)
class PlannedPaper:
    """A paper of the plan."""

    pk: int
    number: int
    title: str
    code: str
    proposed: list[Proposed] = field(default_factory=list)
    assigned: list[str] = field(default_factory=list)  # who has it already
    alternates: list[Proposed] = field(default_factory=list)  # who could take it if one of them drops out

    @property
    def match(self) -> float | None:
        """Return how well the proposed people match, on average."""
        return fmean(one.score for one in self.proposed) if self.proposed else None


@dataclass(slots=True)
class PlannedPerson:
    """A member of the committee with what the plan gives them."""

    pk: int
    name: str
    affiliation: str
    most: int
    member: int  # the key of their membership, for the link to their page
    numbers: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    assigned: int = 0
    away: Away | None = None
    in_line: list[int] = field(default_factory=list)  # numbers of the papers for which they are alternates

    @property
    def load(self) -> int:
        """Return their papers with the plan applied."""
        return self.assigned + len(self.numbers)

    @property
    def match(self) -> float | None:
        """Return how well their proposed papers match, on average."""
        return fmean(self.scores) if self.scores else None


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan under the eyes of one chair."""

    papers: list[PlannedPaper]
    people: list[PlannedPerson]
    hidden: int  # papers in review that other chairs look at, where the plan may hold such

    @property
    def pairs(self) -> int:
        """Return how many assignments the plan would add."""
        return sum(len(paper.proposed) for paper in self.papers)

    @property
    def off_track(self) -> list[str]:
        """Name the proposals across tracks, in the order of the papers' numbers: the words of the page that applies."""
        by_number = sorted(self.papers, key=lambda paper: paper.number)
        return [
            f"Paper {paper.number}: {one.off_track}" for paper in by_number for one in paper.proposed if one.off_track
        ]

    @property
    def mostly_away(self) -> list[PlannedPerson]:
        """Return who gets papers and is away for most of the days that are left for reviewing."""
        return [person for person in self.people if person.numbers and person.away and person.away.mostly]

    @property
    def matches(self) -> Bars | None:
        """Draw how well papers are matched."""
        return histogram([paper.match for paper in self.papers if paper.match is not None], "papers")

    @property
    def loads(self) -> Bars | None:
        """Draw how many papers people have."""
        return tally([person.load for person in self.people], "people")


def shown(plan: AssignmentPlan, edition: Edition, sight: Sight) -> PlanShown:
    """Return the plan as this chair may see it: first the papers that match worst, and the people with most papers."""
    papers = _papers(plan, sight)
    people = _people(plan, edition, Options.of(plan.options).told(holds_hidden=may_hold_hidden(plan, sight)))
    if "guest" in plan.outcome:
        _add_guest(plan, sight, papers, people)
    _add_alternates(alternates_seen(plan, sight), papers, people)
    if plan.state == PlanState.READY:
        _mark_tracks(plan, edition, papers)
        _mark_away(edition, papers, people)
    if plan.state != PlanState.APPLIED:
        _add_assigned(plan, sight, papers, people)
    for paper in papers.values():
        for one in paper.proposed:
            if one.pk in people:
                people[one.pk].numbers.append(paper.number)
                people[one.pk].scores.append(one.score)
    worst_first = sorted(papers.values(), key=lambda paper: (paper.match is None, paper.match, paper.number))
    busiest_first = sorted(people.values(), key=lambda one: (-one.load, one.name))
    return PlanShown(worst_first, busiest_first, left_to_others(sight) if may_hold_hidden(plan, sight) else 0)


def _papers(plan: AssignmentPlan, sight: Sight) -> dict[int, PlannedPaper]:
    found: dict[int, PlannedPaper] = {}
    mine = papers_open_to(sight).order_by().values("pk")
    pairs = plan.pairs.order_by("-score", "reviewer__name").filter(submission__in=mine)
    for paper, number, title, code, *proposed in pairs.values_list(
        "submission", "submission__number", "submission__title", "submission__code",
        "reviewer", "reviewer__name", "score", "because",
    ):  # fmt: skip
        entry = found.setdefault(paper, PlannedPaper(paper, number, title, code))
        entry.proposed.append(Proposed(*proposed))
    return found


def _add_alternates(
    seen: QuerySet[PlannedAlternate], papers: dict[int, PlannedPaper], people: dict[int, PlannedPerson]
) -> None:
    """Put those who stand by beside the papers; who came to be proposed for one since stands by for it no more."""
    rows = seen.filter(submission__in=papers).order_by("submission__number", "place")
    for paper, *alternate in rows.values_list("submission", "reviewer", "reviewer__name", "score", "because"):
        one, entry = Proposed(*alternate), papers[paper]
        if one.pk not in {proposed.pk for proposed in entry.proposed}:
            entry.alternates.append(one)
            if one.pk in people:
                people[one.pk].in_line.append(entry.number)


def _mark_tracks(plan: AssignmentPlan, edition: Edition, papers: dict[int, PlannedPaper]) -> None:
    """Say of whom papers or they themselves are in another track by now."""
    tracks = tracks_of(edition, papers, Membership.objects.filter(edition=edition, role=plan.role))
    for paper in papers.values() if tracks.of_person else ():
        paper.proposed = [replace(one, off_track=tracks.warning(paper.pk, one.pk, one.name)) for one in paper.proposed]


def _mark_away(edition: Edition, papers: dict[int, PlannedPaper], people: dict[int, PlannedPerson]) -> None:
    """Say who is away on some of the days that are left for reviewing."""
    for pk, away in away_from_reviewing(edition, people).items():
        people[pk].away = away
    for paper in papers.values():
        for name in ("proposed", "alternates"):
            known = [(one, people.get(one.pk)) for one in getattr(paper, name)]
            marked = [replace(one, away=person.away.words) if person and person.away else one for one, person in known]
            setattr(paper, name, marked)


def _add_guest(
    plan: AssignmentPlan, sight: Sight, papers: dict[int, PlannedPaper], people: dict[int, PlannedPerson]
) -> None:
    """Put the person on whom a trial counts among the others; there is no account for them to stand in a pair."""
    guest = plan.outcome["guest"]
    people[GUEST] = PlannedPerson(GUEST, guest["name"], "not on the committee", guest["most"], member=0)
    seen = papers_open_to(sight).only("pk", "number", "title", "code").in_bulk([paper for paper, *_ in guest["pairs"]])
    for key, score, because in guest["pairs"]:
        if key in seen:
            row = seen[key]
            entry = papers.setdefault(key, PlannedPaper(key, row.number, row.title, row.code))
            entry.proposed.append(Proposed(GUEST, guest["name"], score, because))


def _people(plan: AssignmentPlan, edition: Edition, options: Options) -> dict[int, PlannedPerson]:
    usual = edition.papers_per_area_chair if plan.role == Role.AREA_CHAIR else edition.papers_per_reviewer
    members = Membership.objects.filter(edition=edition, role=plan.role, user__is_active=True).order_by()
    rows = members.values_list("user", "user__name", "user__affiliation", "max_load", "pk")
    return {
        pk: PlannedPerson(pk, name, place, most + options.more_for(pk) if most else 0, member)
        for pk, name, place, most, member in (
            (pk, name, place, usual if most is None else most, member) for pk, name, place, most, member in rows
        )
    }


def _add_assigned(
    plan: AssignmentPlan, sight: Sight, papers: dict[int, PlannedPaper], people: dict[int, PlannedPerson]
) -> None:
    """Count what is assigned already, on the papers that the chair sees."""
    mine = papers_open_to(sight).filter(status=Status.SUBMITTED).order_by()
    present = Assignment.objects.current().filter(role=plan.role, submission__in=mine.values("pk"))
    for paper, person, name in present.order_by("reviewer__name").values_list(
        "submission", "reviewer", "reviewer__name"
    ):
        if paper in papers:
            papers[paper].assigned.append(name)
        if person in people:
            people[person].assigned += 1
