"""Plans: optimal, within every rule, computed once, and what stops them said in words."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from reviews.assignment.actions import compute, discard_plan, make_plan
from reviews.assignment.inputs import inputs_of
from reviews.assignment.solver import solve, verify
from reviews.models import AssignmentPlan, Bid
from reviews.models.assignment import PlanState
from submissions.models import Author
from tests import cast
from tests.reviews.assignment.plans.made import pairs_of, ready_plan
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.models import Role

pytestmark = pytest.mark.django_db


def test_plan_is_optimal_and_breaks_no_rule(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)

    inputs = inputs_of(edition, Role.REVIEWER)
    problem = inputs.problem(2)
    assert plan.state == PlanState.READY
    assert verify(problem, inputs.pairs(pairs_of(plan))) == []
    assert plan.total == pytest.approx(solve(problem).upper_bound)
    assert plan.total == pytest.approx(plan.upper_bound)
    # Each topic has two reviewers and two papers, so that everybody gets what they know.
    assert {pair.because for pair in plan.pairs.all()} == {f"topics: {topic.name}" for topic in edition.topics.all()}


def test_plan_keeps_the_prices_that_prove_it(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)

    assert set(plan.prices["papers"]) == {str(paper.pk) for paper in papers}
    assert set(plan.prices["people"]) == {str(person.pk) for person in reviewers}


def test_bids_are_weighed_and_a_bid_of_conflict_forbids(edition, chair, reviewers, papers):
    eager, barred = reviewers[1], reviewers[0]
    Bid.objects.create(submission=papers[0], user=eager, value="eager")
    Bid.objects.create(submission=papers[0], user=barred, value="conflict")

    plan = ready_plan(edition, chair, demand=1)

    assert (papers[0].pk, barred.pk) not in pairs_of(plan)
    assert "bid: eager" in inputs_of(edition, Role.REVIEWER).match(papers[0].pk, eager.pk).reasons


def same_affiliation(paper, person):
    person.affiliation = paper.created_by.affiliation
    person.save()


def same_mail_domain(paper, person):
    domain = paper.created_by.email.split("@")[1]
    EmailAddress.objects.create(user=person, email=f"{person.pk}@{domain}", verified=True)


def coauthors_of_another_paper(paper, person):
    cast.make_submission(paper.edition, paper.created_by, person)


@pytest.mark.parametrize("tie", [same_affiliation, same_mail_domain, coauthors_of_another_paper, cast.declare])
def test_conflict_of_every_kind_is_derived_and_respected(edition, chair, reviewers, papers, outsider, tie):
    paper = cast.make_submission(edition, outsider)
    kept_away = reviewers[:2]
    for person in kept_away:
        tie(paper, person)

    plan = ready_plan(edition, chair)

    of_paper = {person for planned, person in pairs_of(plan) if planned == paper.pk}
    assert len(of_paper) == 2
    assert of_paper.isdisjoint({person.pk for person in kept_away})


def test_authors_are_kept_away_even_where_no_conflict_was_recorded(edition, chair, reviewers, papers):
    present, former, unverified = reviewers[0], reviewers[3], reviewers[1]
    line = {"submission": papers[0], "name": "x"}
    Author.objects.create(position=1, user=present, email=present.email, **line)
    Author.objects.create(position=2, user=former, email=former.email, removed_at=cast.at(5), **line)
    Author.objects.create(position=3, email="unverified@else.example", **line)
    EmailAddress.objects.create(user=unverified, email="Unverified@else.example", verified=False)

    plan = ready_plan(edition, chair)

    of_paper = {person for paper, person in pairs_of(plan) if paper == papers[0].pk}
    assert of_paper.isdisjoint({present.pk, former.pk, unverified.pk})


def test_only_papers_in_review_and_active_people_are_planned(edition, chair, reviewers, papers, author):
    for status in ("draft", "withdrawn", "desk_rejected"):
        cast.make_submission(edition, author, status=status)
    reviewers[0].is_active = False
    reviewers[0].save()

    plan = ready_plan(edition, chair)

    assert {paper for paper, _ in pairs_of(plan)} == {paper.pk for paper in papers}
    assert reviewers[0].pk not in {person for _, person in pairs_of(plan)}


def test_impossible_plan_names_what_is_missing(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair, demand=4)

    assert plan.state == PlanState.INFEASIBLE
    assert "24 reviews" in plan.why
    assert "18 places" in plan.why
    assert len(plan.shortage["papers"]) == 6
    assert plan.shortage["remedies"]
    assert not plan.pairs.exists()


def test_computing_twice_does_the_work_once(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair)
    before = list(plan.pairs.values_list("pk", flat=True))

    compute(plan.pk)

    assert list(plan.pairs.values_list("pk", flat=True)) == before


def test_asking_twice_makes_one_plan(edition, chair, reviewers, papers):
    first = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    second = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)

    assert first == second
    with pytest.raises(Refused, match="Another plan of this kind is being computed"):
        make_plan(edition, role=Role.REVIEWER, demand=3, by=chair)
    assert Entry.objects.filter(verb="assignment.planned").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AssignmentPlan.objects.create(edition=edition, role=Role.REVIEWER, demand=1, created_by=chair)


def test_computation_is_asked_for_when_the_plan_is_stored_and_not_before(
    edition, chair, reviewers, papers, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as stored:
        plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    assert not DBTaskResult.objects.exists()

    for callback in stored:
        callback()

    (task,) = DBTaskResult.objects.all()
    assert (task.task_path, task.args_kwargs["args"]) == ("reviews.assignment.tasks.compute_plan", [plan.pk])


def test_error_in_the_computation_is_a_state_with_words(edition, chair, reviewers, papers, monkeypatch):
    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    monkeypatch.setattr("reviews.assignment.computing.answer", lambda *asked: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        compute(plan.pk)

    plan.refresh_from_db()
    assert plan.state == PlanState.FAILED
    assert plan.why.startswith("The computation stopped")


def test_plan_set_aside_while_computed_stays_aside(edition, chair, reviewers, papers):
    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)
    discard_plan(plan, by=chair)

    compute(plan.pk)

    plan.refresh_from_db()
    assert plan.state == PlanState.DISCARDED
    assert not plan.pairs.exists()


def test_nothing_to_plan_is_refused_with_the_next_step(edition, chair, papers):
    with pytest.raises(Refused, match="Nobody serves as reviewer yet"):
        make_plan(edition, role=Role.REVIEWER, demand=2, by=chair)


def test_outsiders_make_no_plans(edition, outsider, reviewers, papers):
    with pytest.raises(Refused, match="Only the chairs"):
        make_plan(edition, role=Role.REVIEWER, demand=2, by=outsider)
