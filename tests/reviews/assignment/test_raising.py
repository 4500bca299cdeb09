"""What if some people took more papers than they said: chosen beside what binds, answered by a plan beside this one."""
# ruff: noqa: F811  (fixtures of another module)

import re

import pytest

from reviews.assignment.actions import apply_plan, compute, make_plan
from reviews.assignment.options import Options
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.pages.asked import text_of, url_of, varied
from tests.reviews.assignment.test_wishes import assignment_stage, bid, papers, planned, reviewers  # noqa: F401
from want.core.sealed import seal
from want.venues.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(reviewers, papers):
    """Somebody whom all papers want, and who takes three."""
    bid(reviewers[0], papers)
    return reviewers[0]


@pytest.fixture
def plan(edition, chair, wanted):
    return planned(edition, chair)


def load_of(plan, person) -> int:
    return plan.pairs.filter(reviewer=person).count()


def raise_on_page(client, plan, *raises: str) -> AssignmentPlan:
    answer = client.post(url_of(plan, "what-if/"), {"do": "raise", "raise": ["", *raises]})
    new = AssignmentPlan.objects.latest("id")
    assert (answer.status_code, new.sprung_from) == (302, plan)
    compute(new.pk)
    new.refresh_from_db()
    return new


def test_two_more_places_are_asked_for_beside_what_binds_and_what_they_bring_is_told(client, chair, plan, wanted):
    client.force_login(chair)
    page = text_of(client.get(url_of(plan)))
    offered = re.search(r'<option value="(2 [^"]+)">\+2</option>', page)

    new = raise_on_page(client, plan, offered[1])
    shown = text_of(client.get(url_of(new)))

    assert (load_of(plan, wanted), load_of(new, wanted)) == (3, 5)
    assert new.total > plan.total
    assert "If they took more" in shown
    assert f"This plan counts on {wanted.name} (2 more), beyond the papers" in shown
    assert f'<td class="num" data-label="With more">{new.total:.3f}</td>' in shown
    assert "5 of 5" in text_of(client.get(url_of(new, "?by=people")))


def test_plan_is_applied_with_the_loads_it_counts_on(edition, chair, wanted, papers, reviewers):
    new = planned(edition, chair, raised=((wanted.pk, 1),))

    apply_plan(new, by=chair)

    assert wanted.assignments.count() == 4


def test_second_time_adds_up_and_ends_at_two(client, chair, plan, wanted):
    client.force_login(chair)
    once = raise_on_page(client, plan, f"1 {seal(wanted.pk, 'person')}")
    twice = raise_on_page(client, once, f"2 {seal(wanted.pk, 'person')}")

    assert (once.options["raised"], twice.options["raised"]) == ([[wanted.pk, 1]], [[wanted.pk, 2]])


def test_form_of_what_if_names_anybody(client, chair, plan, reviewers):
    client.force_login(chair)

    new = varied(client, plan, one_more=[seal(reviewers[1].pk, "person")], two_more=[seal(reviewers[2].pk, "person")])
    form = client.get(url_of(new, "what-if/")).context["form"]

    assert new.options["raised"] == [[reviewers[1].pk, 1], [reviewers[2].pk, 2]]
    assert form["two_more"].value() == [seal(reviewers[2].pk, "person")]


def test_nobody_chosen_or_somebody_from_elsewhere_is_refused_in_words(client, chair, plan):
    client.force_login(chair)
    stranger = cast.make_user("Sven Stranger")

    for sent in ("", f"1 {seal(stranger.pk, 'person')}", "7 x"):
        page = text_of(client.post(url_of(plan, "what-if/"), {"do": "raise", "raise": sent}, follow=True))
        assert "Choose who takes more papers, one or two." in page
    assert AssignmentPlan.objects.count() == 1


def test_impossible_plan_offers_it_to_the_people_who_are_left(client, edition, chair, papers, reviewers):
    edition.memberships.filter(user__in=reviewers[1:]).update(max_load=2)
    edition.memberships.filter(user=reviewers[0]).update(max_load=1)
    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    compute(plan.pk)
    plan.refresh_from_db()
    client.force_login(chair)

    page = text_of(client.get(url_of(plan)))
    new = raise_on_page(client, plan, *re.findall(r'<option value="(1 [^"]+)" selected>', page))
    shown = text_of(client.get(url_of(new)))

    assert (plan.state, new.state) == (PlanState.INFEASIBLE, PlanState.READY)
    assert "What if they took more?" in page
    assert f"{plan} is not possible without it; with it there is a plan." in shown


def test_chair_in_conflict_learns_of_no_raised_load(client, edition, chair, wanted, papers, reviewers):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    plan = planned(edition, chair)
    raised = planned(edition, chair, raised=((wanted.pk, 2),))
    raised.sprung_from = plan
    raised.save()

    client.force_login(connie)
    page, people = text_of(client.get(url_of(raised))), text_of(client.get(url_of(raised, "?by=people")))
    form = client.get(url_of(raised, "what-if/")).context["form"]

    assert "If they took more" not in page
    assert "What if they took more?" not in page
    assert "of 5" not in people
    assert form["two_more"].value() == []
    assert Options.of(raised.options).told(holds_hidden=True).raised == ()
