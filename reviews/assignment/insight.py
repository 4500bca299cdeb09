"""What a plan's page tells beyond its pairs: what it proves, what each wish costs, what binds, who is served badly.

Over the papers that the chair may see. What follows from all papers together (prices, the worst-off paper) is told
only to a chair without a tie to any of them: the others could reckon from it who reviews their own paper.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from statistics import fmean

from django.db.models import Q

from reviews.assignment.ground import houses
from reviews.assignment.guests import GUEST
from reviews.assignment.options import COUNTRY, MOST_RAISED, REGION, Options
from reviews.assignment.plan_records import PlannedPaper, PlanShown
from reviews.assignment.queries import is_tied, may_hold_hidden
from reviews.models import AssignmentPlan
from reviews.visibility.lists import Sight
from submissions.conflicts.queries import people
from submissions.models import Submission
from want.core.countries import name_of, region_of
from want.venues.models import Edition, Role

NEAR = 1e-6
WORST, SCARCE, FEW = 5, 5, 8


@dataclass(frozen=True, slots=True)
class Scarce:
    """Somebody of whom one more place would help: by so much at most."""

    pk: int
    name: str
    worth: float
    may_take_more: bool  # they are asked for no more than two beyond their load, and whoever has not joined for none


@dataclass(frozen=True, slots=True)
class TopicServed:
    """How well the papers of a topic are matched, on average."""

    name: str
    papers: int
    match: float


@dataclass(slots=True)
class House:
    """An institution, country or region in the plan."""

    name: str
    people: int = 0
    places: int = 0
    proposed: int = 0
    twice: list[int] = field(default_factory=list)  # papers that would have two of its people


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The regions of the world, or the countries, from which the people of the plan come."""

    title: str
    places: list[House]
    unknown: int  # people whose country nobody knows
    is_asked: bool  # for one of each at most on a paper


@dataclass(frozen=True, slots=True)
class Insight:
    """All of it, ready for the page."""

    proof: str
    tight: str  # what is wrong with how few places are left; empty if enough are
    wishes: list[str]
    prices: list[str]
    scarce: list[Scarce]
    worst: list[PlannedPaper]
    topics: list[TopicServed]
    houses: list[House]
    whereabouts: Whereabouts

    @property
    def scarce_worth(self) -> float:
        """Return what one more place with each of the scarce people would add at most."""
        return sum(one.worth for one in self.scarce)


def insight(plan: AssignmentPlan, edition: Edition, sight: Sight, view: PlanShown) -> Insight:
    """Return what there is to tell this chair."""
    sees_all, holds_hidden = not is_tied(sight), may_hold_hidden(plan, sight)
    options = Options.of(plan.options).told(holds_hidden=holds_hidden)
    committee = people(edition, [person.pk for person in view.people])
    return Insight(
        proof=proof(plan),
        tight=_tight(plan, edition, view) if sees_all else "",
        wishes=options.words,
        prices=[] if holds_hidden else list(_prices(plan, sees_all=sees_all)),
        scarce=_scarce(plan, view) if sees_all else [],
        worst=[paper for paper in view.papers if paper.match is not None][:WORST],
        topics=_topics(view.papers),
        houses=_houses(view, houses(committee)),
        whereabouts=_whereabouts(view, options, {one.id: one.country for one in committee}),
    )


def proof(plan: AssignmentPlan) -> str:
    """Say in one sentence what the plan's certificate proves."""
    if plan.total is None or not plan.upper_bound:
        return "This plan was not computed, so nothing is proved of it."
    share = _share(plan.upper_bound - plan.total, plan.upper_bound)
    relaxed = plan.outcome.get("relaxed") or []
    within = f", even without the rule that {'; '.join(relaxed)}" if relaxed else ""
    if share < 100 * NEAR:
        return (
            f"This is the best there is: no assignment within loads, conflicts and rules has a greater total{within}."
        )
    return f"No assignment within loads, conflicts and rules is better by more than {_per_cent(share)}{within}."


def _tight(plan: AssignmentPlan, edition: Edition, view: PlanShown) -> str:
    """Say that chairs who are kept from papers could read from the loads who has these: hardly a place is left.

    Places of those who have dropped out are none. Where each paper gets seniors, theirs are looked at alone, too.
    """
    chairs = edition.memberships.filter(role=Role.CHAIR).values("user")
    kept_away = Q(authors__user__in=chairs) | Q(conflicts__user__in=chairs)
    kept = set(edition.submissions.filter(kept_away).values_list("number", flat=True))
    members = edition.memberships.filter(role=plan.role)
    stopped = set(members.exclude(stopped_at=None).values_list("user", flat=True))
    seniors = set(members.filter(is_senior=True).values_list("user", flat=True))
    groups = [("all places", view.people)]
    if Options.of(plan.options).min_seniors:
        groups.append(("the places of seniors", [person for person in view.people if person.pk in seniors]))
    for whose, group in groups:
        needed = sum(number in kept for person in group for number in person.numbers)
        spare = sum(max(person.most - person.load, 0) for person in group if person.pk not in stopped)
        if spare < needed:
            return (
                f"Of {whose} {spare} {'is' if spare == 1 else 'are'} left. Chairs who are kept from a paper see loads "
                "without it: whom they see with places left probably has it. Let some members take more papers before "
                "you apply this."
            )
    return ""


def _prices(plan: AssignmentPlan, *, sees_all: bool) -> Iterable[str]:
    """Yield what fairness, chance, an earlier plan and each rule cost, in sentences."""
    total, told = plan.total or 0.0, plan.outcome
    if fair := told.get("fair"):
        if sees_all:
            yield (
                f"The paper that is served worst has {fair['least']:.2f} in all; no plan can bring it above "
                f"{fair['bound']:.2f}."
            )
        yield f"Serving it so well costs {_per_cent(100 * fair['price'])} of the total."
    if chance := told.get("chance"):
        lost = _share(chance["best"] - chance["expected"], chance["best"])
        yield f"Chance costs {_per_cent(lost)} of the total on average, over all that could have been drawn."
    if kept := told.get("kept"):
        yield from _of_kept(kept, Options.of(plan.options), sees_all=sees_all)
    if (line := told.get("alternates")) and sees_all:
        yield from _of_alternates(line)
    for rule in told.get("rules", ()):
        share = _share(rule["cost"], total + rule["cost"])
        yield (
            f"The rule “{rule['rule']}” costs {_per_cent(share)} of the total."
            if share >= 0.005
            else (f"The rule “{rule['rule']}” costs nothing.")
        )
    if (lost_pins := told.get("pins_lost")) and sees_all:
        yield f"Pinned pairs that can no longer be: {lost_pins}."


def _of_kept(kept: dict[str, float], options: Options, *, sees_all: bool) -> Iterable[str]:
    """Say what is kept of the former plan, and what it costs."""
    if sees_all:
        yield f"{kept['pairs']:,} of the {kept['of']:,} pairs of the former plan are kept."
    if "price" in kept:  # plans of earlier versions of this site were not told
        what = f"{options.kept_words} of Plan {options.keep}"
        share = 100 * kept["price"]
        yield f"Keeping {what} costs {f'{_per_cent(share)} of the total' if share >= 0.005 else 'nothing'}."
        if kept["gap"] > NEAR:
            yield f"Another plan that keeps so many could be better by {_per_cent(100 * kept['gap'])} at most."


def _of_alternates(line: dict[str, float]) -> Iterable[str]:
    """Say how good the alternates are, and where some are missing."""
    lost = _share(line["bound"] - line["total"], line["bound"])
    by_much = f" by over {_per_cent(lost)}" if lost >= 100 * NEAR else ""
    yield f"The alternates have an affinity of {line['total']:.2f} in all; no other choice of them has more{by_much}."
    if line["empty"]:
        missing = f"{line['empty']} more alternates" if line["empty"] > 1 else "one more alternate"
        yield f"For {missing} nobody is left who has time and may take the paper."
    if line["times"] > 1:
        yield f"Up to {line['times']} papers have the same person in line for one place that they have left."


def _scarce(plan: AssignmentPlan, view: PlanShown) -> list[Scarce]:
    """Return the people whose time is worth most to the plan: the shadow prices of their loads."""
    prices = {int(key): worth for key, worth in plan.prices.get("people", {}).items() if worth > 0.005}
    dearest = sorted(prices, key=lambda person: -prices[person])[:SCARCE]
    names = {person.pk: person.name for person in view.people}
    raised = dict(Options.of(plan.options).raised)
    return [
        Scarce(person, names[person], prices[person], person != GUEST and raised.get(person, 0) < MOST_RAISED)
        for person in dearest
        if person in names
    ]


def _topics(papers: list[PlannedPaper]) -> list[TopicServed]:
    """Return the topics whose papers match less than papers do on average, the worst first."""
    match = {paper.pk: paper.match for paper in papers if paper.match is not None}
    if not match:
        return []
    by_topic: dict[str, list[float]] = defaultdict(list)
    links = Submission.topics.through.objects.filter(submission__in=match.keys()).order_by()
    for paper, topic in links.values_list("submission_id", "topic__name"):
        by_topic[topic].append(match[paper])
    served = [TopicServed(name, len(found), fmean(found)) for name, found in by_topic.items()]
    mean = fmean(match.values())
    return sorted((one for one in served if one.match < mean - 0.005), key=lambda one: (one.match, one.name))[:FEW]


def _whereabouts(view: PlanShown, options: Options, country: dict[int, str]) -> Whereabouts:
    """Return regions, unless countries alone were asked for. That two are of one is told where a rule forbids it."""
    by_country = COUNTRY in options.one_of and REGION not in options.one_of
    place_of = {person: (name_of if by_country else region_of)(code) for person, code in country.items()}
    is_asked = by_country or REGION in options.one_of
    places = _houses(view, place_of)
    if not is_asked:
        places = sorted((replace(place, twice=[]) for place in places), key=lambda place: (-place.places, place.name))
    unknown = sum(1 for person in view.people if not country.get(person.pk))
    return Whereabouts("Countries" if by_country else "Regions of the world", places, unknown, is_asked)


def _houses(view: PlanShown, house_of: dict[int, str]) -> list[House]:
    """Return the places with most people, and the papers on which two of these would meet."""
    found: dict[str, House] = {}
    for person in view.people:
        name = house_of.get(person.pk, "")
        if name:
            house = found.setdefault(name, House(name))
            house.people, house.places = house.people + 1, house.places + person.most
            house.proposed += person.load
    for paper in view.papers:
        there = [house_of.get(one.pk, "") for one in paper.proposed]
        for name in {name for name in there if name and there.count(name) > 1}:
            found[name].twice.append(paper.number)
    notable = [house for house in found.values() if house.people > 1]
    return sorted(notable, key=lambda house: (-len(house.twice), -house.places, house.name))[:FEW]


def _share(part: float, whole: float) -> float:
    return max(0.0, 100 * part / abs(whole)) if whole else 0.0


def _per_cent(share: float) -> str:
    if share < 0.005:
        return "less than 0.01 %"
    return f"{share:.2f} %" if share < 1 else f"{share:.1f} %"
