"""Once papers were given out, moving the dates back turns nothing back that depends on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reviews.assignment.actions import assign
from reviews.committee.actions import dismiss
from reviews.visibility.standing import see
from submissions.conflicts.actions import refresh_edition
from tests import cast
from want.accounts.actions import change_profile
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.actions import change_settings
from want.venues.models import Edition, Role
from want.venues.scheduling import extend_deadline, set_calendar
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

ONWARDS = timedelta(days=200)


@pytest.fixture
def second(edition):
    user = cast.make_user("Clara Second")
    cast.join(edition, user, Role.CHAIR)
    return user


@pytest.fixture
def in_discussion(edition, chair, second, submission, reviewer, during):
    """Papers were given out by hand, which leaves no mark on the edition; two chairs release."""
    during(Stage.ASSIGNMENT)
    assign(submission, reviewer, by=chair)
    during(Stage.DISCUSSION)
    Edition.objects.filter(pk=edition.pk).update(four_eyes=True)
    return fresh(edition)


def fresh(edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def set_dates(edition, since: Stage, by) -> None:
    """Let this stage and the later ones come much later."""
    moved = {
        stage: replace(one, opens_at=one.opens_at + ONWARDS, closes_at=one.closes_at + ONWARDS)
        for stage, one in edition.calendar.windows.items()
        if stage.position >= since.position
    }
    set_calendar(
        edition,
        {**edition.calendar.windows, **moved},
        notification_at=edition.notification_at + ONWARDS,
        held_on=edition.held_on,
        seen_version=edition.version,
        by=by,
    )


def test_dates_moved_back_do_not_let_one_chair_switch_the_second_off(in_discussion, chair):
    set_dates(in_discussion, Stage.REVIEWING, chair)
    back = fresh(in_discussion)

    assert not back.moment().has_reached(Stage.DISCUSSION)
    with pytest.raises(Refused, match="a second chair goes on confirming"):
        change_settings(back, {"four_eyes": False}, seen_version=back.version, by=chair)


def test_one_chair_does_not_remove_the_second_one_to_release_alone(in_discussion, chair, second):
    set_dates(in_discussion, Stage.REVIEWING, chair)
    member = in_discussion.memberships.select_related("edition").get(user=second)

    with pytest.raises(Refused, match="So two chairs have to stay"):
        dismiss(member, by=chair)

    cast.join(in_discussion, cast.make_user("Third Chair"), Role.CHAIR)
    dismiss(member, by=chair)
    told = dict(Message.objects.filter(subject__endswith="is a chair no more").values_list("to", "body"))
    assert set(told) == {second.email, "third.chair@third-chair.example"}
    assert "Carl Chair has taken the role of a chair of ICML2024 from Clara Second" in told[second.email]


def test_chair_does_not_end_a_conflict_by_opening_the_submission_again(in_discussion, chair, submission):
    submission.authors.update(affiliation="Carl Centre")
    refresh_edition(in_discussion)
    assert not see(chair, submission).may("reviewer_identity")

    with pytest.raises(Refused, match="Papers have been given out"):
        set_dates(in_discussion, Stage.SUBMISSION, chair)
    change_profile(chair, {"affiliation": "Elsewhere"})

    assert not see(chair, submission).may("reviewer_identity")


def test_submission_is_not_extended_either(edition, chair, submission, reviewer, during):
    edition.windows.exclude(stage__in=["submission", "reviewing"]).delete()
    during(Stage.ASSIGNMENT)
    closes_at = edition.windows.get(stage="submission").closes_at + timedelta(days=9)
    assign(submission, reviewer, by=chair)

    with pytest.raises(Refused, match="Papers have been given out"):
        extend_deadline(fresh(edition), Stage.SUBMISSION, closes_at, shift_later=True, by=chair)


def test_submission_opens_again_before_papers_are_given_out(edition, chair, during):
    during(Stage.ASSIGNMENT)

    set_dates(fresh(edition), Stage.SUBMISSION, chair)

    assert fresh(edition).moment().stage is Stage.UPCOMING
