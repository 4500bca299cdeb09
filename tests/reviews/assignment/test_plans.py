"""Plans: optimal, within every rule, computed once, applied once, and blind where a chair has a conflict."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from reviews.assignment.actions import apply_plan, change_plan, compute, discard_plan, make_plan
from reviews.assignment.inputs import inputs_of
from reviews.assignment.solver import solve, verify
from reviews.models import Assignment, AssignmentPlan, Bid, PlannedPair
from reviews.models.assignment import PlanState
from submissions.models import Author
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def reviewers(edition):
    """Six reviewers: two a topic, three papers at most each."""
    topics = list(edition.topics.all())
    people = []
    for number in range(6):
        user = cast.make_user(f"Reviewer Number{number}")
        cast.join(edition, user, Role.REVIEWER, max_load=3).topics.set([topics[number % 3]])
        people.append(user)
    return people


@pytest.fixture
def papers(edition, author):
    """Six papers, two a topic."""
    topics = list(edition.topics.all())
    made = [cast.make_submission(edition, author) for _ in range(6)]
    for number, paper in enumerate(made):
        paper.topics.set([topics[number % 3]])
    return made


def ready_plan(edition, by, demand=2, role=Role.REVIEWER) -> AssignmentPlan:
    plan = make_plan(edition, role=role, demand=demand, by=by)
    compute(plan.pk)
    plan.refresh_from_db()
    return plan


def pairs_of(plan) -> set[tuple[int, int]]:
    return set(plan.pairs.values_list("submission_id", "reviewer_id"))


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


def test_swap_in_a_plan_says_what_it_costs(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair, demand=1)
    pair = plan.pairs.get(submission=papers[0])
    other = next(person for person in reviewers if (person.pk - pair.reviewer_id) % 3 != 0)
    before = plan.total

    gained = change_plan(plan, papers[0], leaving=pair.reviewer, coming=other, by=chair)

    plan.refresh_from_db()
    assert plan.pairs.get(submission=papers[0]).reviewer == other
    assert gained < 0
    assert plan.total == pytest.approx(before + gained)


def test_swap_into_a_conflict_or_beyond_a_load_is_refused(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair, demand=3)
    free = [person for person in reviewers if not plan.pairs.filter(submission=papers[0], reviewer=person).exists()]
    cast.declare(papers[0], free[0])

    with pytest.raises(Refused, match=f"{free[0].name} has a conflict"):
        change_plan(plan, papers[0], leaving=None, coming=free[0], by=chair)
    with pytest.raises(Refused, match=f"{free[1].name} has 3 of 3 papers"):
        change_plan(plan, papers[0], leaving=None, coming=free[1], by=chair)


def test_conflicted_chair_changes_nothing_of_their_paper(edition, chair, reviewers, papers):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)
    plan = ready_plan(edition, chair)
    pair = plan.pairs.filter(submission=papers[0]).first()

    with pytest.raises(Refused, match="conflict of interest with this paper"):
        change_plan(plan, papers[0], leaving=pair.reviewer, coming=None, by=conflicted)

    assert PlannedPair.objects.filter(pk=pair.pk).exists()


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
