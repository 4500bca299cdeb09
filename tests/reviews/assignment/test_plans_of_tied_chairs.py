"""A chair who is kept from a paper plans without it: however often they ask, no plan of theirs tells who reviews it."""
# ruff: noqa: F811  (fixtures of another module)

import pytest
from django.urls import reverse

from reviews.assignment.actions import compute, make_plan, set_wish
from reviews.assignment.ground import ground_of
from reviews.assignment.inputs import inputs_of
from reviews.assignment.options import Options
from reviews.assignment.planning import Wish
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.test_wishes import assignment_stage, papers, planned, reviewers  # noqa: F401
from want.core.sealed import seal
from want.core.verdict import Refused
from want.venues.actions import change_settings
from want.venues.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def connie(edition, papers):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    return connie


def pairs_of(plan) -> set[tuple[int, int]]:
    return set(plan.pairs.values_list("submission_id", "reviewer_id"))


@pytest.mark.parametrize("field", ["papers_per_reviewer", "papers_per_area_chair", "reviews_per_paper"])
def test_such_a_chair_changes_none_of_the_numbers_that_make_places_few(edition, chair, connie, field):
    with pytest.raises(Refused, match="another chair changes how many papers"):
        change_settings(edition, {field: 2}, seen_version=edition.version, by=connie)

    change_settings(edition, {"tagline": "Hello"}, seen_version=edition.version, by=connie)
    change_settings(edition, {field: 2}, seen_version=edition.version, by=chair)
    edition.refresh_from_db()
    assert getattr(edition, field) == 2


def test_another_chair_is_warned_where_hardly_a_place_is_left(client, edition, chair, connie, papers, reviewers):
    client.force_login(chair)
    pages = []
    for most in (3, 2):
        edition.memberships.filter(role=Role.REVIEWER).update(max_load=most)
        plan = planned(edition, chair)
        pages.append(client.get(reverse("desk:plan", args=[edition.slug, plan.pk])).content.decode())
    client.force_login(connie)
    hers = client.get(reverse("desk:plan", args=[edition.slug, plan.pk])).content.decode()

    assert ["Of all places" in page for page in (*pages, hers)] == [False, True, False]
    assert "Of all places 0 are left." in pages[1]


@pytest.mark.parametrize("wish", ["without", "raised"])
def test_plans_of_such_a_chair_leave_nobody_over(edition, chair, connie, papers, reviewers, wish):
    wishes = Options(**{wish: (reviewers[0].pk,) if wish == "without" else ((reviewers[0].pk, 1),)})

    with pytest.raises(Refused, match="would be left over for it"):
        make_plan(edition, role=Role.REVIEWER, demand=1, by=connie, options=wishes)

    assert make_plan(edition, role=Role.REVIEWER, demand=1, by=chair, options=wishes).pk


def test_places_of_those_who_dropped_out_are_none(client, edition, chair, connie, papers, reviewers):
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=3)
    spare = edition.memberships.filter(user__in=reviewers[:2])
    spare.update(stopped_at=cast.at(1))
    client.force_login(chair)

    plan = planned(edition, chair)
    page = client.get(reverse("desk:plan", args=[edition.slug, plan.pk])).content.decode()

    assert "Of all places 0 are left." in page


def test_such_a_chair_says_of_nobody_that_they_are_senior(client, edition, chair, connie, papers, reviewers):
    member = edition.memberships.get(user=reviewers[0])
    for who in (connie, chair):
        client.force_login(who)
        client.post(reverse("desk:assignment", args=[edition.slug]))  # the edition lies on the desk
        chosen = {"action": "count_as_senior", "_selected_action": [seal(member.pk, "venues.Membership")]}
        page = client.post(reverse("desk:venues_membership_changelist"), chosen, follow=True).content.decode()

        member.refresh_from_db()
        assert (member.is_senior, "who counts as senior" in page) == ((False, True) if who is connie else (True, False))


def test_another_chair_is_warned_where_hardly_a_place_of_a_senior_is_left(
    client, edition, chair, connie, papers, reviewers
):
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=4)
    edition.memberships.filter(user__in=reviewers[:2]).update(is_senior=True, max_load=3)
    client.force_login(chair)

    plan = planned(edition, chair, min_seniors=1)
    page = client.get(reverse("desk:plan", args=[edition.slug, plan.pk])).content.decode()

    assert plan.state == PlanState.READY
    assert "Of the places of seniors" in page


def test_reviews_of_a_paper_that_was_kept_from_them_elsewhere_make_nobody_senior(edition, chair, papers, reviewers):
    earlier = cast.make_edition("neurips2023")
    cast.join(earlier, chair, Role.CHAIR)
    seen, hidden = cast.make_submission(earlier, reviewers[5]), cast.make_submission(earlier, chair)
    for person, paper in ((reviewers[0], seen), (reviewers[1], hidden)):
        cast.join(earlier, person, Role.REVIEWER)
        cast.review(cast.assign(paper, person))
    inputs = inputs_of(edition, Role.REVIEWER)

    counted = ground_of(edition, inputs, asker=chair).reviews_before

    assert counted == {reviewers[0].pk: 1}


@pytest.mark.parametrize("who", range(6))
def test_plan_is_the_same_whoever_reviews_the_hidden_paper(edition, connie, papers, reviewers, who):
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=2)
    wishes = Options(pinned=((papers[1].pk, reviewers[0].pk), (papers[2].pk, reviewers[0].pk)))
    before = planned(edition, connie, **wishes.stored())

    cast.assign(papers[0], reviewers[who])
    after = planned(edition, connie, **wishes.stored())

    assert pairs_of(before) == pairs_of(after)
    assert (before.total, before.upper_bound, before.outcome) == (after.total, after.upper_bound, after.outcome)
    assert papers[0].pk not in {paper for paper, _ in pairs_of(after)}


def test_what_others_wished_for_the_hidden_paper_is_no_pin_that_was_lost(edition, chair, connie, papers, reviewers):
    plan = planned(edition, chair)
    pair = plan.pairs.filter(submission=papers[0]).first()
    set_wish(plan, papers[0], pair.reviewer, Wish.PIN, by=chair)
    plan.refresh_from_db()

    varied = planned(edition, connie, **plan.options)

    assert varied.outcome["pins_lost"] == 0


def test_impossible_plan_of_another_chair_names_nothing_to_a_tied_one(
    client,
    edition,
    chair,
    connie,
    papers,
    reviewers,
):
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=1)
    plan = make_plan(edition, role=Role.REVIEWER, demand=6, by=chair)
    compute(plan.pk)
    plan.refresh_from_db()
    address = f"/desk/e/icml2024/assignment/plans/{seal(plan.pk, 'plan')}/"

    client.force_login(connie)
    page = client.get(address).content.decode()
    client.force_login(chair)
    whole = client.get(address).content.decode()

    assert plan.state == PlanState.INFEASIBLE
    assert "What would mend it" in whole
    assert "What would mend it" not in page
    assert "No assignment is possible" in page


def test_other_chairs_see_what_a_plan_leaves_out_and_plan_for_it(
    client,
    edition,
    chair,
    connie,
    papers,
    reviewers,
):
    plan = planned(edition, connie)
    client.force_login(chair)
    page = client.get(f"/desk/e/icml2024/assignment/plans/{seal(plan.pk, 'plan')}/").content.decode()
    first = plan.pairs.first()

    with pytest.raises(Refused, match="not part of this plan"):
        set_wish(plan, papers[0], first.reviewer, Wish.PIN, by=chair)
    rest = planned(edition, chair)

    assert (
        f"Not part of this plan, because who asked for it has a conflict of interest: paper {papers[0].number}" in page
    )
    assert rest.pairs.filter(submission=papers[0]).count() == 2


def test_who_is_kept_from_all_papers_asks_for_none(edition, connie, papers):
    for paper in papers[1:]:
        cast.declare(paper, connie)

    with pytest.raises(Refused, match="every paper in review"):
        make_plan(edition, role=Role.REVIEWER, demand=2, by=connie)


def test_plan_at_work_for_a_tied_chair_is_not_that_of_another(edition, chair, connie, papers, reviewers):
    make_plan(edition, role=Role.REVIEWER, demand=2, by=connie)

    with pytest.raises(Refused, match="Another plan of this kind is being computed"):
        make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    compute(AssignmentPlan.objects.get().pk)


def test_least_load_of_another_s_plan_and_what_it_costs_are_not_told(client, edition, chair, connie, papers, reviewers):
    plan, own = planned(edition, chair, min_load=1), planned(edition, connie, min_load=1)

    def shown(who, which):
        client.force_login(who)
        address = reverse("desk:plan", args=[edition.slug, which.pk])
        form = client.get(reverse("desk:plan_what_if", args=[edition.slug, which.pk])).context["form"]
        return client.get(address).content.decode(), form["min_load"].value()

    page, field = shown(connie, plan)
    assert "Everybody gets 1 or more." not in page  # whoever is shown with none would have the hidden paper
    assert "costs" not in page
    assert field == 0
    assert [
        ("Everybody gets 1 or more." in page, field) for page, field in (shown(chair, plan), shown(connie, own))
    ] == [
        (True, 1),
        (True, 1),
    ]
