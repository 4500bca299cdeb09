"""Plans with wishes: each rule holds, what it costs is told, and a computation can be watched and stopped."""

import json
from collections import Counter

import pytest

from reviews.assignment.actions import compute, discard_plan, make_plan
from reviews.assignment.computing import Progress
from reviews.assignment.ground import ground_of, houses
from reviews.assignment.inputs import inputs_of
from reviews.assignment.options import FAIR, Options
from reviews.assignment.solver.generate import CancelledError
from reviews.models import Assignment, AssignmentPlan, Bid, PlannedPair
from reviews.models.assignment import PlanState
from submissions.conflicts.records import Person
from tests import cast
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def reviewers(edition):
    """Six people who know all topics, of three institutions; three papers at most each."""
    people = []
    for number in range(6):
        user = cast.make_user(f"Reviewer Number{number}", affiliation=f"House {number // 2}")
        cast.join(edition, user, Role.REVIEWER, max_load=3).topics.set(edition.topics.all())
        people.append(user)
    return people


@pytest.fixture
def papers(edition, author):
    return [cast.make_submission(edition, author) for _ in range(6)]


def planned(edition, chair, demand=2, **wishes) -> AssignmentPlan:
    plan = make_plan(edition, role=Role.REVIEWER, demand=demand, by=chair, options=Options(**wishes))
    compute(plan.pk)
    plan.refresh_from_db()
    assert plan.state == PlanState.READY, plan.why
    return plan


def people_of(plan) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for paper, person in plan.pairs.values_list("submission", "reviewer"):
        found.setdefault(paper, set()).add(person)
    return found


def bid(person, papers, value="eager"):
    for paper in papers:
        Bid.objects.create(submission=paper, user=person, value=value)


def test_options_come_back_from_the_database_as_they_went():
    wishes = Options(objective=FAIR, cap=0.5, without=(3,), pinned=((1, 2),), barred=((3, 4), (5, 6)))

    assert Options.of(json.loads(json.dumps(wishes.stored()))) == wishes
    assert Options().stored() == {}
    assert Options.of({"wish_of_another_version": 1}) == Options()


def test_wishes_that_contradict_each_other_are_refused_in_words(edition, chair, reviewers, papers):
    for wishes in ({"objective": FAIR, "cap": 0.5}, {"cap": 0.5, "no_cycles": True}):
        with pytest.raises(Refused, match=r"Choose one of|Chance can be combined"):
            planned(edition, chair, **wishes)


def test_no_paper_gets_two_of_an_institution_and_the_price_is_told(edition, chair, reviewers, papers):
    bid(reviewers[0], papers[:3])
    bid(reviewers[1], papers[:3])

    free = planned(edition, chair)
    plan = planned(edition, chair, one_of_institution=True)

    house = {person.pk: person.affiliation for person in reviewers}
    assert any(len({house[p] for p in people}) == 1 for people in people_of(free).values())
    assert all(len({house[p] for p in people}) == 2 for people in people_of(plan).values())
    [rule] = plan.outcome["rules"]
    assert rule["rule"] == "at most one of an institution"
    assert rule["cost"] == pytest.approx(free.total - plan.total)
    assert rule["cost"] > 0


def test_each_paper_gets_a_senior_whom_the_chairs_named(edition, chair, reviewers, papers):
    edition.memberships.filter(user__in=reviewers[:2]).update(is_senior=True)
    bid(reviewers[2], papers[:3])
    bid(reviewers[3], papers[:3])

    plan = planned(edition, chair, min_seniors=1)

    seniors = {person.pk for person in reviewers[:2]}
    assert all(people & seniors for people in people_of(plan).values())


@pytest.fixture
def earlier(reviewers, author):
    """An edition in which two of the reviewers have reviewed; its committee is nobody else's to know."""
    before = cast.make_edition("before")
    for person in reviewers[:2]:
        cast.join(before, person, Role.REVIEWER)
        cast.review(cast.assign(cast.make_submission(before, author), person))
    return before


@pytest.mark.parametrize("how", ["chaired", "public"])
def test_reviews_in_other_editions_make_senior(edition, chair, reviewers, papers, earlier, how):
    if how == "chaired":
        cast.join(earlier, chair, Role.CHAIR)
    else:
        over = {"released_at": cast.at(0), "published_at": cast.at(0)}
        type(earlier).objects.filter(pk=earlier.pk).update(public_roster=True, is_public=True, **over)
        earlier.memberships.update(is_listed=True)

    plan = planned(edition, chair, min_seniors=1, senior_after=1)

    assert all(people & {person.pk for person in reviewers[:2]} for people in people_of(plan).values())


def test_plan_does_not_tell_who_reviews_elsewhere_just_now(edition, chair, reviewers, papers, earlier):
    type(earlier).objects.filter(pk=earlier.pk).update(public_roster=True, is_public=True)
    earlier.memberships.update(is_listed=True)

    assert ground_of(edition, inputs_of(edition, Role.REVIEWER), asker=chair).reviews_before == {}


def test_plan_does_not_tell_who_served_on_a_secret_committee(client, edition, chair, reviewers, papers, earlier):
    client.force_login(chair)
    wishes = {"role": "reviewer", "demand": 2, "min_seniors": 1, "senior_after": 1}

    client.post("/desk/e/icml2024/assignment/", wishes)
    plan = AssignmentPlan.objects.get()
    compute(plan.pk)
    plan.refresh_from_db()

    assert (plan.state, plan.pairs.count()) == (PlanState.INFEASIBLE, 0)


def test_nobody_reviews_each_other(edition, chair, reviewers, papers):
    one, other = reviewers[0], reviewers[2]
    ones, others = cast.make_submission(edition, one), cast.make_submission(edition, other)
    bid(one, [others])
    bid(other, [ones])

    free, plan = planned(edition, chair), planned(edition, chair, no_cycles=True)

    assert other.pk in people_of(free)[ones.pk]
    assert one.pk in people_of(free)[others.pk]
    assert not (other.pk in people_of(plan)[ones.pk] and one.pk in people_of(plan)[others.pk])


def test_everybody_gets_the_least_load(edition, chair, reviewers, papers):
    bid(reviewers[0], papers, "not_willing")

    plan = planned(edition, chair, demand=1, min_load=1)

    loads = Counter(person for people in people_of(plan).values() for person in people)
    assert set(loads.values()) == {1}
    assert len(loads) == 6


def test_fairest_plan_raises_the_worst_paper_and_says_its_price(edition, chair, reviewers, papers):
    bid(reviewers[0], papers[:1], "not_willing")
    bid(reviewers[1], papers[:1], "not_willing")

    plan = planned(edition, chair, objective=FAIR)

    told = plan.outcome["fair"]
    assert plan.outcome["least"] == pytest.approx(told["least"])
    assert told["least"] <= told["bound"] + 1e-6
    assert told["price"] == pytest.approx(0, abs=1e-6)


def test_plan_by_chance_is_the_same_for_its_seed(edition, chair, reviewers, papers):
    first = planned(edition, chair, cap=0.5)
    again = planned(edition, chair, cap=0.5, seed=first.options["seed"])

    assert first.options["seed"] > 0
    assert people_of(first) == people_of(again)
    assert first.outcome["chance"]["expected"] <= first.outcome["chance"]["best"] + 1e-6


def test_plan_keeps_a_former_one_although_another_would_be_better(edition, chair, reviewers, papers):
    former = planned(edition, chair)
    pairs = people_of(former)
    for paper in papers:
        bid(next(one for one in reviewers if one.pk not in pairs[paper.pk]), [paper])

    free, plan = planned(edition, chair), planned(edition, chair, keep=former.pk)

    assert people_of(free) != pairs
    assert people_of(plan) == pairs
    assert (plan.outcome["kept"]["pairs"], plan.outcome["kept"]["of"]) == (12, 12)
    assert plan.upper_bound == pytest.approx(free.upper_bound)


def test_pinned_holds_barred_does_not_and_who_is_left_out_gets_nothing(edition, chair, reviewers, papers):
    pinned, barred = (papers[0].pk, reviewers[0].pk), (papers[0].pk, reviewers[1].pk)
    bid(reviewers[0], papers[:1], "not_willing")
    bid(reviewers[1], papers[:1])

    plan = planned(edition, chair, pinned=(pinned,), barred=(barred,), without=(reviewers[5].pk,), more_load=1)

    pairs = {(paper, person) for paper, people in people_of(plan).items() for person in people}
    assert pinned in pairs
    assert barred not in pairs
    assert reviewers[5].pk not in {person for _, person in pairs}


def test_pin_that_became_a_conflict_is_let_go_and_counted(edition, chair, reviewers, papers):
    cast.declare(papers[0], reviewers[0])

    plan = planned(edition, chair, pinned=((papers[0].pk, reviewers[0].pk),))

    assert reviewers[0].pk not in people_of(plan)[papers[0].pk]
    assert plan.outcome["pins_lost"] == 1


def test_rule_that_cannot_be_kept_is_named(edition, chair, reviewers, papers):
    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair, options=Options(min_seniors=1))
    compute(plan.pk)

    plan.refresh_from_db()
    assert plan.state == PlanState.INFEASIBLE
    assert "senior" in plan.why


def test_institution_is_that_of_most_and_mail_stands_in_for_it():
    committee = [
        Person(1, frozenset({"a@inria.fr"}), frozenset({"Inria"})),
        Person(2, frozenset({"b@inria.fr"}), frozenset()),
        Person(3, frozenset(), frozenset({"Small Place; Inria"})),
        Person(4, frozenset({"d@alone.example"}), frozenset()),
        Person(5, frozenset({"e@gmail.com"}), frozenset({"Independent"})),
    ]

    assert houses(committee) == {1: "Inria", 2: "Inria", 3: "Inria", 4: "alone.example", 5: ""}


def test_progress_is_written_down_and_a_plan_set_aside_stops(edition, chair, reviewers, papers):
    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    Progress(plan.pk).tell("Seeking the greatest total: 12 pairs considered.", 0.25)
    plan.refresh_from_db()
    assert (plan.doing, plan.gap_so_far) == ("Seeking the greatest total: 12 pairs considered.", 0.25)

    discard_plan(plan, by=chair)

    with pytest.raises(CancelledError):
        Progress(plan.pk).tell("More.", None)


def test_cancelling_in_the_midst_leaves_no_pair_and_no_error(edition, chair, reviewers, papers, monkeypatch):
    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    monkeypatch.setattr(Progress, "EVERY", 0)
    monkeypatch.setattr(
        "reviews.assignment.computing.ground_of",
        lambda *_, **__: AssignmentPlan.objects.update(state=PlanState.DISCARDED) and Stub(),
    )

    compute(plan.pk)

    plan.refresh_from_db()
    assert plan.state == PlanState.DISCARDED
    assert not PlannedPair.objects.exists()
    assert not Assignment.objects.exists()


class Stub:
    """Ground on which nothing stands."""

    authorship: frozenset[tuple[int, int]] = frozenset()

    def is_senior(self, person, *, after):
        return False
