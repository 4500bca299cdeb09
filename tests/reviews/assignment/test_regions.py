"""One reviewer of a country or a region at most on a paper: what it rests on, what it costs, and what breaks it."""

import pytest

from reviews.assignment.actions import compute, make_plan
from reviews.assignment.breaches import breaches
from reviews.assignment.ground import ground_of
from reviews.assignment.inputs import inputs_of
from reviews.assignment.options import COUNTRY, INSTITUTION, REGION, Options
from reviews.models.assignment import PlanState
from submissions.conflicts.queries import people
from submissions.models import Author
from tests import cast
from tests.reviews.assignment.test_insight import told
from tests.reviews.assignment.test_wishes import assignment_stage, bid, papers, people_of, planned  # noqa: F401
from want.venues.models import Role

pytestmark = pytest.mark.django_db

COUNTRIES = ("FR", "DE", "BR", "BR", "", "IN")


@pytest.fixture
def reviewers(edition):
    """Six people: two of Western Europe, two of Brazil, one of India by their address, one of whom nothing is known."""
    made = []
    for number, code in enumerate(COUNTRIES):
        address = "p5@iitx.ac.in" if code == "IN" else f"p{number}@lab{number}.example"
        user = cast.make_user(f"Person Number{number}", address, country="" if code == "IN" else code)
        cast.join(edition, user, Role.REVIEWER, max_load=3).topics.set(edition.topics.all())
        made.append(user)
    return made


def region_of(person) -> str:
    return {"FR": "west", "DE": "west", "BR": "south"}.get(person.country, person.name)


def has_two_of(place, reviewers, plan) -> bool:
    of = {person.pk: place(person) for person in reviewers}
    return any(len({of[one] for one in found}) < len(found) for found in people_of(plan).values())


def test_no_paper_gets_two_of_a_region_and_the_price_is_told(edition, chair, reviewers, papers):  # noqa: F811
    for person in reviewers[:4]:
        bid(person, papers[:3] if person.country in {"FR", "DE"} else papers[3:])

    free, plan = planned(edition, chair), planned(edition, chair, one_of_region=True)

    assert has_two_of(region_of, reviewers, free)
    assert not has_two_of(region_of, reviewers, plan)
    [rule] = plan.outcome["rules"]
    assert rule["rule"] == "at most one of a region"
    assert rule["cost"] == pytest.approx(free.total - plan.total)
    assert rule["cost"] > 0


def test_rule_on_countries_lets_neighbours_meet(edition, chair, reviewers, papers):  # noqa: F811
    for person in reviewers[:4]:
        bid(person, papers[:3] if person.country in {"FR", "DE"} else papers[3:])

    plan = planned(edition, chair, one_of_country=True)

    assert has_two_of(region_of, reviewers, plan)
    assert not has_two_of(lambda person: person.country or person.name, reviewers, plan)


def test_ground_has_countries_that_are_stated_or_told_by_proved_addresses(edition, reviewers, papers):  # noqa: F811
    ground = ground_of(edition, inputs_of(edition, Role.REVIEWER))

    places = [(ground.place(COUNTRY, one.pk), ground.place(REGION, one.pk)) for one in reviewers]
    assert places[0] == ("France", "Western Europe")
    assert places[4:] == [("", ""), ("India", "Southern Asia")]


def test_paper_that_lists_somebody_does_not_tell_their_country(edition, reviewers):
    cast.make_submission(edition, reviewers[4])
    Author.objects.filter(user=reviewers[4]).update(email="p4@inria.fr", affiliation="Inria, France")

    [known] = people(edition, [reviewers[4].pk])

    assert "p4@inria.fr" in known.emails
    assert known.country == ""


def test_change_by_hand_says_which_place_has_the_paper_already(edition, reviewers, papers):  # noqa: F811
    ground = ground_of(edition, inputs_of(edition, Role.REVIEWER))
    both = Options(one_of_country=True, one_of_region=True)

    def said(options: Options, there: int, comes: int) -> list[str]:
        pairs = {(papers[0].pk, reviewers[there].pk)}
        return breaches(options, ground, pairs, (papers[0].pk, reviewers[comes].pk), is_discreet=False)

    assert said(both, 2, 3) == [
        "Somebody in Brazil has this paper already.",
        "Somebody in South America has this paper already.",
    ]
    assert said(both, 0, 1) == ["Somebody in Western Europe has this paper already."]
    assert said(both, 4, 5) == []
    assert said(Options(one_of_institution=True), 2, 3) == []


def test_plan_that_regions_make_impossible_names_them(edition, chair, reviewers, papers):  # noqa: F811
    edition.memberships.filter(user__in=reviewers[:4]).update(max_load=6)
    plan = make_plan(edition, role=Role.REVIEWER, demand=4, by=chair, options=Options(one_of_region=True))
    compute(plan.pk)

    plan.refresh_from_db()
    assert plan.state == PlanState.INFEASIBLE
    assert "at most 1 of one region on a paper" in plan.why
    assert "of South America, Western Europe, and they have somebody of there." in plan.why


def test_page_tells_regions_and_of_how_many_nobody_knows_the_country(edition, chair, reviewers, papers):  # noqa: F811
    plain = told(planned(edition, chair), edition, chair).whereabouts
    asked = told(planned(edition, chair, one_of_region=True), edition, chair).whereabouts
    country = told(planned(edition, chair, one_of_country=True), edition, chair).whereabouts

    assert (plain.title, plain.unknown, plain.is_asked) == ("Regions of the world", 1, False)
    assert [(place.name, place.people) for place in asked.places] == [("South America", 2), ("Western Europe", 2)]
    assert (asked.is_asked, [place.twice for place in asked.places]) == (True, [[], []])
    assert (country.title, [place.name for place in country.places]) == ("Countries", ["Brazil"])


def test_wishes_on_places_are_kept_in_words_and_chance_takes_one_of_them():
    both = Options(one_of_country=True, one_of_region=True, cap=0.5)

    assert both.one_of == [COUNTRY, REGION]
    assert both.contradiction == ""
    assert Options(one_of_institution=True).one_of == [INSTITUTION]
    assert "Chance can be combined" in Options(one_of_institution=True, one_of_region=True, cap=0.5).contradiction
    assert "At most one reviewer of a region of the world on a paper." in both.words
