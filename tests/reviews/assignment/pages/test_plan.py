"""The pages of the assignment: ask for a plan, read it, apply it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.assignment.actions import apply_plan
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.pages.asked import BY_HAND, HOME, plan_by, text_of, url_of
from want.audit.models import Entry
from want.core.sealed import seal
from want.mail.models import Message
from want.venues.models import Role

pytestmark = pytest.mark.django_db


def test_home_says_who_is_there_what_is_needed_and_what_is_unknown(desk, edition, papers, reviewers):
    edition.memberships.get(user=reviewers[0]).topics.clear()
    papers[0].topics.clear()

    page = text_of(desk.get(HOME))

    assert "18 <small>places for 18</small>" in page
    assert '<span>Papers without topics</span><span class="num">1</span>' in page
    assert reviewers[0].name in page


def test_asking_leads_to_the_plan_which_says_that_it_is_being_computed(desk, papers):
    asked = desk.post(HOME, {"role": "reviewer", "demand": 2})
    plan = AssignmentPlan.objects.get()

    page = text_of(desk.get(asked.url))

    assert asked.url == url_of(plan)
    assert "The plan is being computed" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_plan_shows_its_proof_and_the_reason_for_each_pair(desk, papers, reviewers):
    plan = plan_by(desk)

    page = text_of(desk.get(url_of(plan)))

    assert "0.0 %" in page
    assert "No assignment can be better than this by more than that." in page
    assert page.count("topics: Pipelining") == 4
    for paper in papers:
        assert paper.title in page


def test_plan_is_searched_by_title_number_and_name_and_shown_by_people(desk, papers, reviewers):
    plan = plan_by(desk)

    found = text_of(desk.get(url_of(plan, f"?q={papers[0].number}")))
    people = text_of(desk.get(url_of(plan, "?by=people")))

    assert papers[0].title in found
    assert papers[1].title not in found
    assert people.count("2 of 3") == 6


def test_impossible_plan_says_why_and_what_would_mend_it(desk, papers, reviewers):
    plan = plan_by(desk, demand=4)

    page = text_of(desk.get(url_of(plan)))

    assert "6 papers need 24 reviews" in page
    assert "What would mend it" in page
    assert papers[0].title in page


def test_application_is_shown_with_letters_and_then_done_once(desk, papers, reviewers):
    plan = plan_by(desk)

    shown = text_of(desk.get(url_of(plan, "apply/")))
    before = Assignment.objects.count()
    done = text_of(desk.post(url_of(plan, "apply/"), follow=True))
    desk.post(url_of(plan, "apply/"))

    assert "Assign, and tell 6 people" in shown
    assert "Dear Person Number0," in shown
    assert before == 0
    assert "Assignments made: 12. Letters queued: 6." in done
    assert (Assignment.objects.count(), Message.objects.count()) == (12, 6)


def test_plan_is_set_aside_by_a_post_alone(desk, papers, reviewers):
    plan = plan_by(desk)

    assert desk.get(url_of(plan, "discard/")).status_code == 405
    desk.post(url_of(plan, "discard/"))

    plan.refresh_from_db()
    assert plan.state == PlanState.DISCARDED
    assert desk.get(url_of(plan, "apply/")).status_code == 302


def test_plan_of_another_edition_is_not_found(desk, papers, reviewers):
    plan = plan_by(desk)
    AssignmentPlan.objects.filter(pk=plan.pk).update(edition=cast.make_edition("other"))

    assert desk.get(url_of(plan)).status_code == 404


def test_queries_do_not_grow_with_the_papers(desk, edition, author, reviewers):
    def grow(count: int) -> AssignmentPlan:
        for _ in range(count):
            cast.make_submission(edition, author)
            user = cast.make_user(f"Helper {edition.memberships.count()}")
            cast.join(edition, user, Role.REVIEWER)
        AssignmentPlan.objects.filter(state=PlanState.READY).delete()
        plan_by(desk, demand=1)
        return plan_by(desk, demand=1)

    def queries(plan: AssignmentPlan) -> list[int]:
        code = edition.submissions.first().code
        member = seal(edition.memberships.filter(role=Role.REVIEWER).first().pk, "member")
        counts = []
        for path in (HOME, url_of(plan), url_of(plan, "?by=people"), url_of(plan, "apply/"), f"{BY_HAND}",
                     url_of(plan, f"papers/{code}/"), url_of(plan, "compare/"), url_of(plan, "what-if/"),
                     f"{BY_HAND}{code}/", f"{BY_HAND}people/{member}/",
                     url_of(plan, f"papers/{code}/swap/")):  # fmt: skip
            desk.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(path).status_code == 200
            counts.append(len(captured))
        return counts

    few = queries(grow(3))

    assert queries(grow(27)) == few


def test_applying_takes_no_more_queries_for_more_papers(edition, author, chair, desk, reviewers):
    def cost(count: int) -> int:
        for _ in range(count):
            cast.make_submission(edition, author)
            cast.join(edition, cast.make_user(f"Helper {edition.memberships.count()}"), Role.REVIEWER)
        plan = plan_by(desk, demand=1)
        with CaptureQueriesContext(connection) as captured:
            assert apply_plan(plan, by=chair).made == count
        return len(captured)

    cost(1)
    few = cost(3)

    assert cost(27) == few


def test_wishes_of_the_form_are_kept_with_the_plan(desk, papers, reviewers):
    asked = {"role": "reviewer", "demand": 2, "objective": "total", "one_of_institution": "on", "cap": 50, "seed": 7}

    desk.post(HOME, asked)

    assert AssignmentPlan.objects.get().options == {"one_of_institution": True, "cap": 0.5, "seed": 7}


def test_form_says_which_wishes_cannot_be_had_together(desk, papers, reviewers):
    page = text_of(desk.post(HOME, {"role": "reviewer", "demand": 2, "objective": "fair", "cap": 50}))

    assert "Choose one of chance and the fairest plan" in page
    assert not AssignmentPlan.objects.exists()


def test_page_of_a_plan_at_work_tells_how_far_it_is_and_follows_without_scripts(desk, papers, reviewers):
    desk.post(HOME, {"role": "reviewer", "demand": 2})
    AssignmentPlan.objects.update(doing="Seeking the greatest total: 12 pairs considered.", gap_so_far=0.015)

    page = text_of(desk.get(url_of(AssignmentPlan.objects.get())))

    assert "Seeking the greatest total: 12 pairs considered." in page
    assert "bettered by at most 1.5 %" in page
    assert "Look again" in page


def test_chair_marks_seniors_in_the_list_of_the_committee(desk, edition, reviewers):
    member = edition.memberships.get(user=reviewers[0])
    chosen = {"action": "count_as_senior", "_selected_action": [seal(member.pk, "venues.Membership")]}

    desk.post("/desk/e/icml2024/assignment/")  # the edition lies on the desk
    desk.post("/desk/venues/membership/", chosen)

    assert list(edition.memberships.filter(is_senior=True)) == [member]
    assert Entry.objects.get(verb="committee.seniority_set").detail == {"person": reviewers[0].pk, "senior": True}
