"""A plan is applied once, as a whole, with a letter to each, and blind where a chair has a conflict."""

import pytest

from reviews.assignment.actions import apply_plan
from reviews.models import Assignment
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.plans.made import pairs_of, ready_plan
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


def test_applying_assigns_all_tells_each_once_and_records_it(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)

    applied = apply_plan(plan, by=chair)

    assert (applied.made, applied.letters, applied.waiting) == (12, 6, 0)
    assert set(Assignment.objects.values_list("submission_id", "reviewer_id")) == pairs_of(plan)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(person.email for person in reviewers)
    edition.refresh_from_db()
    plan.refresh_from_db()
    assert edition.assigned_at is not None
    assert plan.state == PlanState.APPLIED
    assert Entry.objects.get(verb="assignment.applied").detail == {"plan": plan.pk, "role": "reviewer"}


def test_applying_twice_has_one_effect(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)
    apply_plan(plan, by=chair)
    before = (set(Assignment.objects.values_list("pk", flat=True)), Message.objects.count(), Entry.objects.count())

    again = apply_plan(plan, by=chair)

    assert again.made == 0
    assert before == (
        set(Assignment.objects.values_list("pk", flat=True)),
        Message.objects.count(),
        Entry.objects.count(),
    )


def test_pseudonyms_are_those_of_the_paper_and_in_no_order(edition, chair, reviewers, papers):
    orders = set()
    for _ in range(8):
        plan = ready_plan(edition, chair)
        apply_plan(plan, by=chair)
        names = Assignment.objects.order_by("submission", "reviewer").values_list("pseudonym", flat=True)
        orders.add(tuple(names))
        for paper in papers:
            of_paper = paper.assignments.values_list("pseudonym", flat=True)
            assert set(of_paper) == {"Reviewer 1", "Reviewer 2"}
        Assignment.objects.all().delete()

    assert len(orders) > 1


def test_plan_after_one_is_applied_adds_what_is_missing_only(edition, chair, reviewers, papers):
    apply_plan(ready_plan(edition, chair, demand=1), by=chair)
    before = set(Assignment.objects.values_list("submission_id", "reviewer_id"))

    plan = ready_plan(edition, chair, demand=2)
    apply_plan(plan, by=chair)

    after = set(Assignment.objects.values_list("submission_id", "reviewer_id"))
    assert len(pairs_of(plan)) == 6
    assert before < after
    assert after == before | pairs_of(plan)


def test_who_was_taken_off_a_paper_is_not_brought_back(edition, chair, reviewers, papers):
    gone = cast.assign(papers[0], reviewers[0])
    gone.removed_at = cast.at(35)
    gone.save()

    plan = ready_plan(edition, chair)

    assert (papers[0].pk, reviewers[0].pk) not in pairs_of(plan)


def test_area_chair_of_a_paper_does_not_review_it_too(edition, chair, reviewers, papers):
    cast.join(edition, reviewers[0], Role.AREA_CHAIR)
    cast.assign(papers[0], reviewers[0], Role.AREA_CHAIR)

    plan = ready_plan(edition, chair)

    assert (papers[0].pk, reviewers[0].pk) not in pairs_of(plan)


def test_plan_that_no_longer_fits_is_refused_whole_with_names(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)
    paper, person = papers[0], plan.pairs.filter(submission=papers[0]).first().reviewer
    cast.declare(paper, person)

    with pytest.raises(Refused, match=f"Paper {paper.number}: {person.name} has a conflict of interest"):
        apply_plan(plan, by=chair)

    assert not Assignment.objects.exists()
    assert not Message.objects.exists()


def test_paper_withdrawn_meanwhile_is_dropped(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)
    papers[0].status, papers[0].withdrawn_at = "withdrawn", cast.at(36)
    papers[0].save()

    applied = apply_plan(plan, by=chair)

    assert (applied.made, applied.dropped) == (10, 2)


def test_conflicted_chair_applies_all_but_their_papers_and_another_chair_the_rest(edition, chair, reviewers, papers):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)
    plan = ready_plan(edition, chair)

    first = apply_plan(plan, by=conflicted)
    plan.refresh_from_db()
    state_between = plan.state
    assigned_between = papers[0].assignments.count()
    second = apply_plan(plan, by=chair)

    assert (first.made, first.waiting, state_between, assigned_between) == (10, 2, PlanState.READY, 0)
    assert (second.made, second.waiting) == (2, 0)
    assert papers[0].assignments.count() == 2
    # Two people have two letters each: what they got first, and what the second chair added.
    assert Message.objects.count() == second.letters + first.letters


def test_letters_name_papers_only_when_their_reviewers_may_see_them(edition, chair, reviewers, papers, during):
    apply_plan(ready_plan(edition, chair, demand=1), by=chair)
    before = Message.objects.first()
    during(Stage.REVIEWING)
    apply_plan(ready_plan(edition, chair, demand=2), by=chair)
    after = Message.objects.first()

    assert "Title 1" not in before.body
    assert "Reviewing opens on" in before.body
    assert "Title 1" in after.body


def test_letter_about_several_papers_looks_like_one_about_one(edition, chair, reviewers, papers):
    apply_plan(ready_plan(edition, chair, demand=2), by=chair)
    several = list(Message.objects.all())
    Message.objects.all().delete()
    apply_plan(ready_plan(edition, chair, demand=3), by=chair)
    one = list(Message.objects.all())

    known = {paper.pk for paper in papers}
    assert all(m.submission_id is None and len(m.papers) > 1 and known.issuperset(m.papers) for m in several)
    assert all(m.submission_id in known and m.papers == [] for m in one)
    assert len({(m.subject, m.is_personal) for m in several + one}) == 1
