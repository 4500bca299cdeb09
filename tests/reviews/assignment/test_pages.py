"""The desk's pages of the assignment: ask, inspect, change, apply, and by hand."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.assignment.actions import apply_plan, assign, compute, unassign
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from tests import cast
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

HOME = "/desk/e/icml2024/assignment/"
BY_HAND = "/desk/e/icml2024/assigned/"


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def reviewers(edition):
    topics = list(edition.topics.all())
    people = []
    for number in range(6):
        user = cast.make_user(f"Person Number{number}")
        cast.join(edition, user, Role.REVIEWER, max_load=3).topics.set([topics[number % 3]])
        people.append(user)
    return people


@pytest.fixture
def papers(edition, author, reviewers):
    topics = list(edition.topics.all())
    made = [cast.make_submission(edition, author) for _ in range(6)]
    for number, paper in enumerate(made):
        paper.topics.set([topics[number % 3]])
    return made


@pytest.fixture
def desk(client, chair):
    client.force_login(chair)
    return client


@pytest.fixture
def conflicted(edition, papers):
    user = cast.make_user("Connie Conflicted")
    cast.join(edition, user, Role.CHAIR)
    cast.declare(papers[0], user)
    return user


TOKEN = re.compile(r'(?<=csrfmiddlewaretoken" value=")[^"]*')


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def plan_by(client, demand: int = 2) -> AssignmentPlan:
    client.post(HOME, {"role": "reviewer", "demand": demand})
    plan = AssignmentPlan.objects.latest("id")
    compute(plan.pk)
    plan.refresh_from_db()
    return plan


def plan_of_another(client, chair, conflicted) -> AssignmentPlan:
    """Let the chair without a conflict make a plan, and sign the other one in."""
    client.force_login(chair)
    plan = plan_by(client)
    client.force_login(conflicted)
    return plan


def url_of(plan, more: str = "") -> str:
    return f"{HOME}plans/{seal(plan.pk, 'plan')}/{more}"


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


def test_conflicted_chair_sees_no_pair_of_their_paper_and_no_total(client, chair, conflicted, papers, reviewers):
    plan = plan_of_another(client, chair, conflicted)
    kept_from_them = {pair.reviewer.name for pair in plan.pairs.filter(submission=papers[0])}

    page = text_of(client.get(url_of(plan)))
    people = text_of(client.get(url_of(plan, "?by=people")))

    assert len(kept_from_them) == 2
    assert papers[1].title in page
    assert papers[0].title not in page
    assert "1 paper with which you have a conflict of interest is not shown" in page
    assert "Total affinity" not in page
    assert f">{papers[0].number}<" not in people
    assert people.count("1 of 3") == 2
    assert client.get(url_of(plan, f"papers/{papers[0].code}/")).status_code == 404
    assert client.get(f"{BY_HAND}{papers[0].code}/").status_code == 404
    assert papers[0].title not in text_of(client.get(f"{BY_HAND}"))


def test_conflicted_chair_changes_no_pair_of_their_paper_by_address(client, chair, conflicted, papers, reviewers):
    plan = plan_of_another(client, chair, conflicted)
    pair = plan.pairs.filter(submission=papers[0]).first()

    answer = client.post(url_of(plan, f"papers/{papers[0].code}/"), {"leaving": seal(pair.reviewer_id, "person")})

    assert answer.status_code == 404
    assert plan.pairs.filter(pk=pair.pk).exists()


def test_preview_of_the_letters_tells_a_conflicted_chair_nothing(client, chair, conflicted, papers, reviewers, during):
    plan = plan_of_another(client, chair, conflicted)
    during(Stage.REVIEWING)

    page = text_of(client.get(url_of(plan, "apply/")))

    assert "10 <small>assignments" in page
    assert "Papers with which you have a conflict of interest are left in the plan" in page
    assert papers[1].title in page
    assert papers[0].title not in page


def test_page_of_the_application_tells_a_conflicted_chair_not_what_waits_for_others(
    client, chair, conflicted, papers, reviewers, during
):
    plan = plan_of_another(client, chair, conflicted)
    during(Stage.REVIEWING)
    before = text_of(client.get(url_of(plan, "apply/")))

    cast.assign(papers[0], plan.pairs.filter(submission=papers[0]).first().reviewer)

    assert TOKEN.sub("", text_of(client.get(url_of(plan, "apply/")))) == TOKEN.sub("", before)


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

    assert f"{reviewers[1].name} has a conflict of interest with this paper." in page
    assert f'value="{reviewers[1].pk}"' not in page


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


# By hand


def test_assigning_by_hand_gives_a_pseudonym_and_tells_the_person(desk, papers, reviewers):
    url = f"{BY_HAND}{papers[0].code}/"

    desk.post(url, {"person": seal(reviewers[0].pk, "person")})
    page = text_of(desk.get(url))

    made = Assignment.objects.get()
    assert (made.reviewer, made.pseudonym, made.role) == (reviewers[0], "Reviewer 1", Role.REVIEWER)
    assert Message.objects.get().to == reviewers[0].email
    assert reviewers[0].name in page
    assert reviewers[0].name not in str(Entry.objects.get(verb="assignment.made").detail)


def test_taking_a_paper_back_needs_a_reason_and_keeps_the_row(desk, papers, reviewers, chair):
    made = assign(papers[0], reviewers[0], by=chair)
    url = f"{BY_HAND}{papers[0].code}/"

    refused = text_of(
        desk.post(url, {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": " "}, follow=True)
    )
    desk.post(url, {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": "Ill."})

    made.refresh_from_db()
    assert "Please say why" in refused
    assert (made.removed_at is not None, made.removal_reason) == (True, "Ill.")
    assert Message.objects.filter(to=reviewers[0].email, subject__contains="no longer with you").count() == 1


def test_taking_back_twice_tells_once(papers, reviewers, chair):
    made = assign(papers[0], reviewers[0], by=chair)

    unassign(made, reason="Ill.", by=chair)
    unassign(made, reason="Ill.", by=chair)

    assert Message.objects.filter(subject__contains="no longer").count() == 1
    assert Entry.objects.filter(verb="assignment.removed").count() == 1


def test_next_pseudonym_is_never_one_that_was_used(papers, reviewers, chair):
    first = assign(papers[0], reviewers[0], by=chair)
    unassign(first, reason="Ill.", by=chair)

    again = assign(papers[0], reviewers[0], by=chair)

    assert (first.pseudonym, again.pseudonym) == ("Reviewer 1", "Reviewer 2")


def test_nobody_gets_more_than_they_agreed_to_by_hand_either(papers, reviewers, chair):
    for paper in papers[:3]:
        assign(paper, reviewers[0], by=chair)

    with pytest.raises(Refused, match="has 3 of 3 papers"):
        assign(papers[3], reviewers[0], by=chair)


def test_chair_in_conflict_elsewhere_cannot_tell_who_is_full_from_who_has_a_conflict(papers, reviewers, chair):
    full, conflicted = reviewers[0], reviewers[1]
    for paper in papers[:3]:
        assign(paper, full, by=chair)
    cast.declare(papers[4], chair)
    cast.declare(papers[3], conflicted)
    answers = []
    for person in (full, conflicted):
        with pytest.raises(Refused) as refusal:
            assign(papers[3], person, by=chair)
        answers.append(str(refusal.value).removeprefix(person.name))

    assert answers[0] == answers[1]
    assert "3" not in answers[0]


def test_area_chair_of_the_paper_assigns_if_the_edition_lets_them(edition, papers, reviewers, area_chair):
    cast.assign(papers[0], area_chair, Role.AREA_CHAIR)

    made = assign(papers[0], reviewers[0], by=area_chair)
    edition.ac_manages = False
    edition.save()
    papers[0].refresh_from_db()

    assert made.assigned_by == area_chair
    with pytest.raises(Refused, match="Only the chairs"):
        assign(papers[0], reviewers[1], by=area_chair)
    with pytest.raises(Refused, match="Only the chairs"):
        assign(papers[1], reviewers[1], by=area_chair)


def test_list_of_papers_finds_those_with_too_few(desk, edition, papers, reviewers, chair):
    edition.reviews_per_paper = 1
    edition.save()
    assign(papers[0], reviewers[0], by=chair)

    everything = text_of(desk.get(f"{BY_HAND}"))
    lacking = text_of(desk.get(f"{BY_HAND}?lacking=1"))

    assert papers[0].title in everything
    assert papers[0].title not in lacking
    assert papers[1].title in lacking


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


def test_conflict_that_came_after_the_assignment_is_shown_and_found(desk, edition, papers, reviewers, chair):
    made = assign(papers[0], reviewers[0], by=chair)
    assign(papers[1], reviewers[1], by=chair)
    edition.assigned_at = cast.at(35)
    edition.save()
    cast.declare(papers[0], made.reviewer)

    dashboard = text_of(desk.get("/desk/e/icml2024/"))
    found = text_of(desk.get(f"{BY_HAND}?conflict=1"))

    assert "Assigned people with a conflict of interest" in dashboard
    assert papers[0].title in found
    assert papers[1].title not in found


def test_dashboard_asks_each_chair_to_apply_what_is_theirs_and_no_more(client, chair, conflicted, papers, reviewers):
    def is_asked(person) -> bool:
        client.force_login(person)
        return "Look at the plan for reviewers and apply it" in text_of(client.get("/desk/e/icml2024/"))

    plan = plan_of_another(client, chair, conflicted)
    before = is_asked(conflicted)
    apply_plan(plan, by=conflicted)

    assert before
    assert not is_asked(conflicted)
    assert is_asked(chair)


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
    assert Entry.objects.get(verb="committee.seniority_set").detail == {"people": 1, "senior": True}


def varied(desk, plan, **changes) -> AssignmentPlan:
    asked = {"demand": plan.demand, "objective": "total"} | changes
    answer = desk.post(url_of(plan, "what-if/"), asked)
    new = AssignmentPlan.objects.latest("id")
    assert (answer.status_code, new.sprung_from) == (302, plan), text_of(answer)
    compute(new.pk)
    new.refresh_from_db()
    return new


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


def test_chair_in_conflict_compares_without_their_papers(client, desk, conflicted, papers, reviewers):
    plan = plan_by(desk)
    new = varied(desk, plan, demand=1)
    assert papers[0].title in text_of(desk.get(url_of(new, "compare/")))

    client.force_login(conflicted)
    page = text_of(client.get(url_of(new, "compare/")))

    assert papers[0].title not in page
    assert papers[1].title in page
    assert "Papers with which you have a conflict of interest are left out" in page


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
