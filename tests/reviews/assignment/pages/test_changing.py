"""Changing a plan: what if, comparing, pinning, ruling out, swapping."""

import re

from reviews.assignment.actions import apply_plan, compute
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.pages.asked import HOME, plan_by, text_of, url_of, varied
from want.audit.models import Entry
from want.core.sealed import seal
from want.venues.models import Role


def test_plan_is_changed_with_the_reasons_at_hand(desk, papers, reviewers):
    plan = plan_by(desk, demand=1)
    pair = plan.pairs.get(submission=papers[0])
    url = url_of(plan, f"papers/{papers[0].code}/")
    other = next(person for person in reviewers if person.pk != pair.reviewer_id)

    before = text_of(desk.get(url))
    after = text_of(
        desk.post(url, {"leaving": seal(pair.reviewer_id, "person"), "coming": seal(other.pk, "person")}, follow=True)
    )

    assert "With this pair the total would be lower by at least" in before
    assert "The plan is changed. Its total affinity" in after
    assert plan.pairs.get(submission=papers[0]).reviewer == other


def test_candidates_who_cannot_take_the_paper_say_why(desk, papers, reviewers):
    plan = plan_by(desk, demand=1)
    cast.declare(papers[0], reviewers[1])

    page = text_of(desk.get(url_of(plan, f"papers/{papers[0].code}/?q=Number1")))

    because = "They wrote a book together"
    assert f"{reviewers[1].name} has a conflict of interest with this paper: {because}." in page
    assert f'value="{reviewers[1].pk}"' not in page


def test_what_if_makes_a_plan_of_its_own_which_is_compared_with_the_first(desk, papers, reviewers):
    plan = plan_by(desk)

    new = varied(desk, plan, without=[seal(reviewers[0].pk, "person")], more_load=2)
    page = text_of(desk.get(url_of(new, "compare/")))

    assert new.options == {"more_load": 2, "without": [reviewers[0].pk]}
    assert not new.pairs.filter(reviewer=reviewers[0]).exists()
    assert plan.pairs.filter(reviewer=reviewers[0]).count() == 2
    assert "2 papers changed, 10 pairs the same" in page
    assert reviewers[0].name in page
    assert f"Compare with {plan}" in text_of(desk.get(url_of(new)))


def test_comparison_says_what_gets_better_and_what_worse(desk, papers, reviewers):
    plan = plan_by(desk)
    new = varied(desk, plan, demand=1)

    page = text_of(desk.get(url_of(new, f"compare/?with={seal(plan.pk, 'plan')}")))

    assert re.search(r"Total affinity of the papers.*?worse", page)
    assert re.search(r'Most papers a person.*?data-label="Plan \d+">2<.*?data-label="Plan \d+">1<.*?better', page)


def test_pinned_and_ruled_out_hold_now_and_in_plans_made_from_it(desk, papers, reviewers):
    plan = plan_by(desk)
    here = url_of(plan, f"papers/{papers[0].code}/")
    stays, goes = plan.pairs.filter(submission=papers[0]).order_by("reviewer")

    desk.post(here, {"wish": f"pin {seal(stays.reviewer_id, 'person')}"})
    desk.post(here, {"wish": f"bar {seal(goes.reviewer_id, 'person')}"})
    page = text_of(desk.get(here))
    new = varied(desk, plan)

    assert "Unpin" in page
    assert "Allow again" in page
    assert list(plan.pairs.filter(submission=papers[0])) == [stays]
    assert new.pairs.filter(submission=papers[0], reviewer=stays.reviewer).exists()
    assert not new.pairs.filter(submission=papers[0], reviewer=goes.reviewer).exists()
    assert Entry.objects.filter(verb="assignment.wish_set").count() == 2

    desk.post(here, {"wish": f"nothing {seal(goes.reviewer_id, 'person')}"})
    plan.refresh_from_db()
    assert plan.options == {"pinned": [[papers[0].pk, stays.reviewer_id]]}


def test_pinning_somebody_who_is_full_is_refused_and_stores_nothing(desk, edition, papers, reviewers):
    edition.memberships.filter(user=reviewers[1]).update(max_load=0)
    plan = plan_by(desk, demand=1)

    answer = desk.post(
        url_of(plan, f"papers/{papers[0].code}/"), {"wish": f"pin {seal(reviewers[1].pk, 'person')}"}, follow=True
    )

    assert "has 0 of 0 papers" in text_of(answer)
    plan.refresh_from_db()
    assert plan.options == {}


def test_candidates_say_what_a_swap_gains_and_which_rule_it_breaks(desk, edition, papers, reviewers):
    for person in (reviewers[0], reviewers[1]):
        person.affiliation = "One House"
        person.save()
    desk.post(HOME, {"role": "reviewer", "demand": 1, "one_of_institution": "on"})
    plan = AssignmentPlan.objects.get()
    compute(plan.pk)
    proposed = plan.pairs.get(submission=papers[0]).reviewer
    if proposed not in reviewers[:2]:
        desk.post(
            url_of(plan, f"papers/{papers[0].code}/"),
            {"leaving": seal(proposed.pk, "person"), "coming": seal(reviewers[0].pk, "person")},
        )

    page = text_of(desk.get(url_of(plan, f"papers/{papers[0].code}/")))

    assert page.count("Somebody of One House has this paper already.") == 1
    assert re.search(r"Instead of Person Number\d: [-+]0\.\d{3}", page)


def test_plan_with_raised_loads_can_be_applied(desk, edition, papers, reviewers):
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=2)
    plan = varied(desk, plan_by(desk, demand=2), more_load=1, demand=3)
    assert plan.state == PlanState.READY

    desk.post(url_of(plan, "apply/"))

    assert Assignment.objects.filter(plan=plan).count() == 18


def test_plan_that_adds_what_is_missing_is_compared_as_a_whole(desk, chair, papers, reviewers):
    first = plan_by(desk, demand=1)
    apply_plan(first, by=chair)
    second = plan_by(desk, demand=2)

    page = text_of(desk.get(url_of(second, f"compare/?with={seal(first.pk, 'plan')}")))

    assert "6 papers changed, 6 pairs the same" in page
    assert re.search(rf'>Assignments</th><td class="num" data-label="{first}">6<.*?data-label="{second}">12<', page)
