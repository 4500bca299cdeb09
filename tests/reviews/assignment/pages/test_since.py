"""What has changed since a plan was made stands on its pages, with a button; a chair learns so of no hidden paper."""

import re

import pytest

from reviews.assignment.actions import apply_plan, compute
from reviews.assignment.since import changes_since
from reviews.models import AssignmentPlan, Bid, MatchFormula, UploadedScore
from reviews.models.assignment import PlanState
from reviews.visibility.lists import sight_of
from submissions.models import Conflict
from submissions.models.conflict import Reason
from tests import cast
from tests.reviews.assignment.pages.asked import HOME, plan_by, plan_of_another, text_of, url_of, varied
from want.core.sealed import seal
from want.venues.models import Role
from want.venues.stages import Stage

SENTENCE = re.compile(r"Since this plan was made, [^<]*speaks of what was then\.")


def told(client, address: str) -> set[str]:
    return set(SENTENCE.findall(text_of(client.get(address))))


def on_the_page(client, plan) -> str:
    found = told(client, url_of(plan))
    assert len(found) <= 1
    return next(iter(found), "")


def test_plan_that_nothing_has_overtaken_says_nothing(desk, papers):
    plan = plan_by(desk)

    assert [told(desk, address) for address in (HOME, url_of(plan), url_of(plan, "apply/"))] == [set()] * 3


def test_changes_are_counted_in_one_sentence_on_list_plan_and_application(desk, edition, papers, author, reviewers):
    plan = plan_by(desk)
    for _ in range(2):
        cast.make_submission(edition, author)
    edition.memberships.filter(user__in=reviewers[:3]).update(max_load=5)
    MatchFormula.objects.create(edition=edition, text=0.2, topics=0.8)

    said = (
        "Since this plan was made, 2 papers came in, 3 people changed how many papers they take and the formula was "
        "changed. Its proof speaks of what was then."
    )
    assert [told(desk, address) for address in (HOME, url_of(plan), url_of(plan, "apply/"))] == [{said}] * 3


def withdrawn(paper, person, edition):
    type(paper).objects.filter(pk=paper.pk).update(status="withdrawn", withdrawn_at=cast.at(1))


def edited(paper, person, edition):
    type(paper).objects.filter(pk=paper.pk).update(abstract="Another abstract.")


def joined(paper, person, edition):
    cast.join(edition, cast.make_user("Norah New"), Role.REVIEWER)


def left(paper, person, edition):
    edition.memberships.filter(user=person).delete()


def stopped(paper, person, edition):
    edition.memberships.filter(user=person).update(stopped_at=cast.at(1))


def learned(paper, person, edition):
    edition.memberships.get(user=person).topics.set(edition.topics.all())


def narrowed(paper, person, edition):
    edition.memberships.get(user=person).tracks.add(edition.tracks.create(name="Main", position=1))


def given(paper, person, edition):
    cast.assign(paper, person)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (withdrawn, "1 paper left review"),
        (edited, "the title or abstract of 1 paper changed"),
        (lambda paper, person, edition: paper.topics.clear(), "the topics of 1 paper changed"),
        (lambda paper, person, edition: cast.declare(paper, person), "conflicts of interest with 1 paper changed"),
        (
            lambda paper, person, edition: Bid.objects.create(submission=paper, user=person, value="eager"),
            "bids on 1 paper changed",
        ),
        (
            lambda paper, person, edition: UploadedScore.objects.create(submission=paper, user=person, value=0.5),
            "the scores from your file changed for 1 paper",
        ),
        (joined, "1 person joined"),
        (left, "1 person left the committee"),
        (stopped, "1 person changed how many papers they take"),
        (learned, "1 person changed which topics they know"),
        (narrowed, "the tracks of 1 person changed"),
        (given, "assignments of 1 paper were changed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_change_has_its_words(desk, edition, papers, reviewers, change, said):
    plan = plan_by(desk)

    change(papers[0], reviewers[5], edition)

    assert on_the_page(desk, plan) == f"Since this plan was made, {said}. Its proof speaks of what was then."


def test_what_the_plan_was_not_asked_for_does_not_make_it_old(desk, edition, papers, reviewers):
    plain = plan_by(desk)
    with_seniors = varied(desk, plain, min_seniors=0, one_of_institution="on")

    edition.memberships.filter(user=reviewers[0]).update(is_senior=True)
    type(reviewers[0]).objects.filter(pk=reviewers[0].pk).update(affiliation="Another place")

    assert on_the_page(desk, plain) == ""
    assert "1 person changed where they work or live" in on_the_page(desk, with_seniors)
    assert "senior" not in on_the_page(desk, with_seniors)


def test_a_second_reason_for_the_same_conflict_changes_nothing(desk, papers, reviewers):
    cast.declare(papers[0], reviewers[0])
    plan = plan_by(desk)

    Conflict.objects.create(submission=papers[0], user=reviewers[0], reason=Reason.KEPT)

    assert on_the_page(desk, plan) == ""


def test_what_a_plan_itself_gave_out_does_not_make_it_old_but_others(desk, edition, chair, papers, conflicted, during):
    plan, other = plan_by(desk), plan_by(desk)
    during(Stage.REVIEWING)
    made = apply_plan(plan, by=conflicted).made

    plan.refresh_from_db()

    assert (made, plan.state) == (10, PlanState.READY)  # what is left waits for another chair
    assert on_the_page(desk, plan) == ""
    assert "assignments of 5 papers were changed" in on_the_page(desk, other)


def test_made_anew_it_has_the_same_wishes_and_all_that_is_new(desk, edition, papers, author, reviewers):
    plan = varied(desk, plan_by(desk), demand=1, one_of_institution="on", more_load=1)
    late = cast.make_submission(edition, author)

    answer = desk.post(url_of(plan, "what-if/"), {"do": "anew"})
    new = AssignmentPlan.objects.latest("id")
    compute(new.pk)

    assert answer.status_code == 302
    assert (new.sprung_from, new.demand, new.options) == (plan, 1, plan.options)
    assert new.pairs.filter(submission=late).count() == 1
    assert on_the_page(desk, new) == ""


def test_chair_in_conflict_learns_nothing_of_what_changed_about_their_paper(
    client, edition, chair, conflicted, papers, reviewers
):
    plan = plan_of_another(client, chair, conflicted)
    cast.declare(papers[0], reviewers[0])
    Bid.objects.create(submission=papers[0], user=reviewers[1], value="eager")
    UploadedScore.objects.create(submission=papers[0], user=reviewers[1], value=0.5)
    cast.assign(papers[0], reviewers[2])
    papers[0].topics.clear()
    edited(papers[0], None, edition)

    hers = [told(client, address) for address in (HOME, url_of(plan), url_of(plan, "apply/"))]
    client.force_login(chair)

    assert hers == [set()] * 3
    assert "conflicts of interest with 1 paper changed, bids on 1 paper changed" in on_the_page(client, plan)


@pytest.mark.parametrize("change", [withdrawn, edited, given])
def test_nor_of_a_paper_that_came_to_be_hers(client, edition, conflicted, papers, reviewers, change):
    client.force_login(conflicted)
    plan = plan_by(client)
    cast.declare(papers[1], conflicted)
    cast.declare(papers[1], reviewers[0])

    change(papers[1], reviewers[1], edition)

    assert on_the_page(client, plan) == ""


def test_paper_that_the_plan_left_out_does_not_come_in_for_another_chair(client, chair, conflicted, papers):
    client.force_login(conflicted)
    plan = plan_by(client)
    client.force_login(chair)

    assert plan.outcome["left_out"] == [papers[0].pk]
    assert on_the_page(client, plan) == ""


def test_another_chair_in_conflict_makes_it_anew_without_who_was_left_out(
    client, desk, edition, chair, conflicted, papers, reviewers
):
    plan = varied(desk, plan_by(desk), without=seal(reviewers[0].pk, "person"))
    client.force_login(conflicted)

    client.post(url_of(plan, "what-if/"), {"do": "anew"})
    new = AssignmentPlan.objects.latest("id")

    assert plan.options["without"] == [reviewers[0].pk]
    assert (new.created_by, new.options.get("without", ())) == (conflicted, ())


def test_one_plan_or_three_take_as_many_queries(
    edition, chair, desk, papers, reviewers, author, django_assert_num_queries
):
    sight = sight_of(chair, edition)
    plans = [plan_by(desk)]
    cast.make_submission(edition, author)
    with django_assert_num_queries(17):
        changes_since(plans, edition, sight)

    plans += [plan_by(desk), plan_by(desk)]
    for person in reviewers:
        Bid.objects.create(submission=papers[0], user=person, value="willing")

    with django_assert_num_queries(17):
        assert len(changes_since(plans, edition, sight)) == 3
