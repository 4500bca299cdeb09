"""An applied plan can be taken back as a whole until a review is begun, and everybody is told once."""

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
def applied(edition, chair, reviewers, papers):  # noqa: F811
    plan = planned(edition, chair)
    apply_plan(plan, by=chair)
    Message.objects.all().delete()
    return plan


def held() -> set[tuple[int, int]]:
    return set(Assignment.objects.current().values_list("submission", "reviewer"))


def test_taking_back_leaves_nothing_assigned_and_tells_each_person_once(edition, chair, applied, reviewers):  # noqa: F811
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


@pytest.mark.parametrize("begin", [cast.review, lambda one: ReviewDraft.objects.create(assignment=one)])
def test_plan_stays_when_a_review_is_begun(chair, applied, begin):
    begin(Assignment.objects.first())

    with pytest.raises(Refused, match="Somebody has begun a review"):
        undo_plan(applied, by=chair)

    assert len(held()) == 12


def test_what_was_assigned_by_hand_stays(edition, chair, applied, reviewers, author):  # noqa: F811
    by_hand = cast.assign(cast.make_submission(edition, author), reviewers[0])

    undo_plan(applied, by=chair)

    assert list(Assignment.objects.current()) == [by_hand]


def test_chair_in_conflict_takes_back_the_others_and_learns_nothing_of_theirs(edition, chair, applied, papers):  # noqa: F811
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
