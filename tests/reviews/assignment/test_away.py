"""Plans heed days away: a warning before, three ways to deal with it, and marks on the plan's pages."""
# ruff: noqa: F811  (fixtures of another module)

from datetime import timedelta

import pytest

from reviews.assignment.options import LESS, OUT, Options
from reviews.expertise.absences import away_from_reviewing, reviewing_days
from reviews.models import Absence, AssignmentPlan
from tests import cast
from tests.reviews.assignment.pages.asked import HOME, text_of, url_of, varied
from tests.reviews.assignment.test_wishes import assignment_stage, bid, papers, planned, reviewers  # noqa: F401
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

WARNING = "away for most of the days that are left for reviewing"


@pytest.fixture
def days(edition):
    """The first day of reviewing, and how many there are."""
    first, last = reviewing_days(edition)
    return first, (last - first).days + 1


def away(person, first, start: int, number: int) -> Absence:
    begins = first + timedelta(start)
    return Absence.objects.create(user=person, first_day=begins, last_day=begins + timedelta(number - 1))


@pytest.fixture
def gone(reviewers, days):
    """Somebody whom all papers want, away for all but the last third of the reviewing."""
    first, number = days
    away(reviewers[0], first, 0, number - number // 3)
    return reviewers[0]


def test_each_day_counts_once_and_only_while_there_is_to_be_reviewed(edition, reviewers, days):
    first, number = days
    away(reviewers[0], first, -10, 12)  # two days of it
    away(reviewers[0], first, 1, 3)  # of which one is counted already
    away(reviewers[1], first, number, 30)  # when reviewing is over

    found = away_from_reviewing(edition, [person.pk for person in reviewers])

    assert {person: one.share for person, one in found.items()} == {reviewers[0].pk: pytest.approx(4 / number)}


def test_days_that_are_over_count_for_nothing(edition, reviewers, days, during):
    away(reviewers[0], days[0], 0, 3)
    during(Stage.DISCUSSION)

    assert reviewing_days(edition) is None
    assert away_from_reviewing(edition, [reviewers[0].pk]) == {}


def test_page_warns_before_a_plan_is_made_and_offers_what_to_do(client, edition, chair, papers, reviewers, gone, days):
    client.force_login(chair)

    page = text_of(client.get(HOME))
    client.post(HOME, {"role": "reviewer", "demand": 2, "away": OUT})
    Absence.objects.all().delete()
    away(reviewers[1], days[0], 0, 2)
    without = text_of(client.get(HOME))

    assert f"1 person is {WARNING}: <b>{gone.name}</b> (" in page
    assert "Get no paper" in page
    assert AssignmentPlan.objects.get().options == {"away": OUT}
    assert (WARNING in without, "Get no paper" in without) == (False, False)


@pytest.mark.parametrize(("wish", "number"), [("", 3), (LESS, 1), (OUT, 0)], ids=["all the same", "fewer", "none"])
def test_who_is_away_for_most_of_it_gets_what_was_asked_for(edition, chair, papers, gone, wish, number):
    bid(gone, papers)

    plan = planned(edition, chair, away=wish, alternates=1)

    assert plan.pairs.filter(reviewer=gone).count() == number
    assert not wish or not plan.alternates.filter(reviewer=gone).exists()
    assert [words for words in Options(away=wish).words if "away" in words] == Options(away=wish).words


def test_plan_marks_who_is_away_and_what_if_leaves_them_out(client, edition, chair, papers, gone):
    bid(gone, papers[:1])
    client.force_login(chair)
    plan = planned(edition, chair)

    by_paper, by_people = text_of(client.get(url_of(plan))), text_of(client.get(url_of(plan, "?by=people")))
    new = varied(client, plan, away=OUT)
    after = text_of(client.get(url_of(new)))

    days = away_from_reviewing(edition, [gone.pk])[gone.pk].words
    assert f"1 person of this plan is {WARNING}: <b>{gone.name}</b> ({days})" in by_paper
    assert by_paper.count(f"Away {days}.") == plan.pairs.filter(reviewer=gone).count()
    assert by_people.count(f"Away {days}.") == 1
    assert "Who is away for most of the reviewing gets no paper." in after
    assert "of this plan is away" not in after


def test_chair_in_conflict_is_warned_of_people_on_papers_that_they_see(client, edition, chair, papers, gone):
    bid(gone, papers[:1])
    edition.memberships.filter(user=gone).update(max_load=1)
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, "chair")
    cast.declare(papers[0], connie)
    plan = planned(edition, chair)

    client.force_login(connie)
    page = text_of(client.get(url_of(plan)))

    assert list(plan.pairs.filter(reviewer=gone).values_list("submission", flat=True)) == [papers[0].pk]
    assert "of this plan is away" not in page
