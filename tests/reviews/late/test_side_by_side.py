"""Somebody drops out, or is removed, while something is done about their papers: nothing is lost between the two."""

import pytest
from django.db import transaction

from reviews.assignment.actions import assign
from reviews.committee.actions import dismiss
from reviews.late.actions import stop_serving
from reviews.reviewing.actions import submit_review
from tests import cast
from tests.side_by_side import beside
from want.core import clock
from want.venues.models import Membership, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    """One paper in review, a reviewer of it, and a chair."""
    edition = cast.make_edition()
    chair, reviewer = cast.make_user("Carl Chair"), cast.make_user("Rita Reviewer")
    cast.join(edition, chair, Role.CHAIR)
    cast.join(edition, reviewer, Role.REVIEWER)
    with clock.frozen(cast.play_to(edition, Stage.REVIEWING)):
        yield cast.make_submission(edition, cast.make_user("Ada Author")), reviewer, chair


def member_of(person):
    return Membership.objects.select_related("edition", "user").get(user=person)


@pytest.mark.parametrize("is_noted", [False, True])
def test_review_that_comes_in_while_its_writer_stops_stays(people, is_noted):
    paper, reviewer, chair = people
    assignment = cast.assign(paper, reviewer)
    member = member_of(reviewer)

    with transaction.atomic():
        submit_review(assignment, cast.ANSWERS, by=reviewer)
        thread = beside(lambda: stop_serving(member, reason="Ill.", by=chair if is_noted else reviewer))
    thread.join()

    assignment.refresh_from_db()
    assert assignment.removed_at is None
    assert member_of(reviewer).stopped_at is not None


def test_nobody_is_removed_while_a_paper_is_given_to_them(people):
    paper, reviewer, chair = people
    member = member_of(reviewer)

    with transaction.atomic():
        assign(paper, reviewer, by=chair)
        thread = beside(lambda: dismiss(member, by=chair))
    thread.join()

    assert Membership.objects.filter(user=reviewer).exists()
