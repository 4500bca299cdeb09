"""Who is written to about a new comment: participants unless they do not want it, chairs if they do."""

import uuid

import pytest

from reviews.discussion.actions import post_comment
from tests import cast
from want.mail.models import Message
from want.venues.models import Membership, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

PAGE = "/icml2024/discussion-mail/"


@pytest.fixture
def discussed(submission, reviewer, second_reviewer, area_chair, during):
    """A paper with two reviews and an area chair, in the discussion."""
    during(Stage.DISCUSSION)
    for person in (reviewer, second_reviewer):
        cast.review(cast.assign(submission, person))
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    return submission


def told(submission, by) -> list[str]:
    """Let somebody write a comment, and return who is written to."""
    Message.objects.all().delete()
    post_comment(submission, "I agree.", key=uuid.uuid4(), by=by)
    return sorted(Message.objects.values_list("to", flat=True))


def test_participants_are_told_and_chairs_are_not_unless_they_ask(
    client, discussed, reviewer, second_reviewer, area_chair, chair
):
    usual = told(discussed, by=reviewer)
    client.force_login(chair)
    client.post(PAGE, {"chair": "on"})
    asked = told(discussed, by=reviewer)

    assert usual == sorted([second_reviewer.email, area_chair.email])
    assert asked == sorted([second_reviewer.email, area_chair.email, chair.email])
    assert f"http://127.0.0.1:8000{PAGE}" in Message.objects.first().body


def test_participant_who_does_not_want_it_is_not_told(client, discussed, reviewer, second_reviewer, area_chair):
    client.force_login(area_chair)
    client.post(PAGE)

    assert told(discussed, by=reviewer) == [second_reviewer.email]


def test_conflicted_chair_who_asked_hears_nothing_of_the_paper(
    client, discussed, reviewer, second_reviewer, area_chair, conflicted_chair
):
    client.force_login(conflicted_chair)
    client.post(PAGE, {"chair": "on"})

    assert Membership.objects.get(user=conflicted_chair).gets_discussion_mail
    assert told(discussed, by=reviewer) == sorted([second_reviewer.email, area_chair.email])


def test_whoever_serves_in_no_role_has_no_such_page(client, discussed, author):
    client.force_login(author)

    assert client.get(PAGE).status_code == 404
