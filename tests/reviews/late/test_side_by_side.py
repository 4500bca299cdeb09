"""Somebody drops out, or is removed, while something is done about their papers: nothing is lost between the two."""

import threading
import time

import pytest
from django.db import connection, transaction

from reviews.assignment.actions import assign
from reviews.committee.actions import dismiss
from reviews.late.actions import stop_serving
from reviews.reviewing.actions import submit_review
from tests import cast
from want.core import clock
from want.core.verdict import Refused
from want.venues.models import Membership, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 10


@pytest.fixture
def people():
    """One paper in review, a reviewer of it, and a chair."""
    edition = cast.make_edition()
    chair, reviewer = cast.make_user("Carl Chair"), cast.make_user("Rita Reviewer")
    cast.join(edition, chair, Role.CHAIR)
    cast.join(edition, reviewer, Role.REVIEWER)
    with clock.frozen(cast.play_to(edition, Stage.REVIEWING)):
        yield cast.make_submission(edition, cast.make_user("Ada Author")), reviewer, chair


def beside(act) -> threading.Thread:
    """Start an act on a connection of its own, and return when it waits for what is held here."""

    def do() -> None:
        try:
            act()
        except Refused:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and thread.is_alive() and not _waits():
        thread.join(0.01)
    return thread


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


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
