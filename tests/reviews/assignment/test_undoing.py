"""An applied plan can be taken back as a whole until a review is in, and everybody is told once."""
# ruff: noqa: F811  (fixtures of another module)

import re

import pytest
from django.urls import reverse

from reviews.assignment.actions import apply_plan, undo_plan
from reviews.models import Assignment, ReviewDraft
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.test_wishes import assignment_stage, papers, planned, reviewers  # noqa: F401
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(edition, chair, reviewers, papers):
    plan = planned(edition, chair)
    apply_plan(plan, by=chair)
    Message.objects.all().delete()
    return plan


def held() -> set[tuple[int, int]]:
    return set(Assignment.objects.current().values_list("submission", "reviewer"))


def told(response) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def test_taking_back_leaves_nothing_assigned_and_tells_each_person_once(edition, chair, applied, reviewers):
    assert len(held()) == 12

    undone = undo_plan(applied, by=chair)

    applied.refresh_from_db()
    edition.refresh_from_db()
    assert (undone.removed, undone.letters) == (12, 6)
    assert held() == set()
    assert (applied.state, applied.applied_at, edition.assigned_at) == (PlanState.READY, None, None)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(person.email for person in reviewers)
    assert "are no longer with you" in Message.objects.first().body
    assert Entry.objects.get(verb="assignment.undone").detail == {"plan": applied.pk}


def test_plan_can_be_applied_and_taken_back_again_with_the_same_people(edition, chair, applied):
    before = held()

    for _ in range(2):
        undo_plan(applied, by=chair)
        apply_plan(applied, by=chair)

    assert held() == before
    assert set(planned(edition, chair).pairs.all()) == set()  # the papers are full, and nobody counts as taken off


def test_plan_stays_when_a_review_is_in(chair, applied):
    cast.review(Assignment.objects.first())

    with pytest.raises(Refused, match="A review is in"):
        undo_plan(applied, by=chair)

    assert len(held()) == 12


def test_nobody_learns_of_a_draft_and_its_writer_finds_it_again(client, chair, applied):
    client.force_login(chair)
    here = reverse("desk:plan_undo", args=["icml2024", applied.pk])
    before = told(client.get(here))
    first = Assignment.objects.first()
    draft = ReviewDraft.objects.create(assignment=first, content={"strengths": "Typed."})

    assert told(client.get(here)) == before
    undo_plan(applied, by=chair)
    apply_plan(applied, by=chair)

    draft.refresh_from_db()
    assert draft.assignment == Assignment.objects.current().get(submission=first.submission, reviewer=first.reviewer)


@pytest.mark.parametrize("has_reviewers", [True, False])
def test_state_of_a_plan_tells_a_tied_chair_nothing_of_their_paper(
    edition,
    chair,
    papers,
    reviewers,
    has_reviewers,
):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    plan = planned(edition, chair)
    if not has_reviewers:
        plan.pairs.filter(submission=papers[0]).delete()

    apply_plan(plan, by=connie)
    plan.refresh_from_db()
    applied_as = plan.state, bool(plan.applied_at), Entry.objects.filter(verb="assignment.applied").count()
    apply_plan(plan, by=connie)
    again = Entry.objects.filter(verb="assignment.applied").count()
    if has_reviewers:
        cast.assign(papers[0], reviewers[0])
    undo_plan(plan, by=connie)
    plan.refresh_from_db()
    edition.refresh_from_db()

    assert applied_as == (PlanState.READY, True, 1)
    assert again == 1
    assert (plan.state, bool(plan.applied_at), bool(edition.assigned_at)) == (PlanState.READY, True, True)


def test_what_was_assigned_by_hand_stays(edition, chair, applied, reviewers, author):
    by_hand = cast.assign(cast.make_submission(edition, author), reviewers[0])

    undo_plan(applied, by=chair)

    assert list(Assignment.objects.current()) == [by_hand]


def test_chair_in_conflict_takes_back_the_others_and_learns_nothing_of_theirs(edition, chair, applied, papers):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    cast.review(Assignment.objects.filter(submission=papers[0]).first())

    undone = undo_plan(applied, by=connie)

    assert undone.removed == 10
    assert {paper for paper, _ in held()} == {papers[0].pk}
    assert not Message.objects.filter(body__contains=f"{papers[0].number}").exists()


def test_page_shows_the_letters_before_they_leave(client, edition, chair, applied):
    client.force_login(chair)
    here = reverse("desk:plan_undo", args=["icml2024", applied.pk])

    page = client.get(here).content.decode()
    client.post(here)

    assert "12 <small>assignments</small>" in page
    assert page.count("The letter to") == 3
    assert held() == set()
    assert "there is nothing to take back" in client.get(here).content.decode()
