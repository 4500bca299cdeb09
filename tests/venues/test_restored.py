"""A site that came back from a backup tells nobody a second time, nor anybody while it is only tried."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from submissions.camera_ready.reminding import remind_before_the_end
from tests import cast
from want.core import clock
from want.mail.models import Message
from want.venues.openings.actions import tell_of_openings
from want.venues.restored import note_restore
from want.venues.stages import Stage


def look(edition, stage, after):
    """Let the worker look some minutes after a stage opened; return how many letters there are then."""
    with clock.frozen(edition.calendar.windows[stage].opens_at + timedelta(minutes=after)):
        tell_of_openings()
        remind_before_the_end()
    return Message.objects.count()


def restore(edition, stage, after, **how):
    with clock.frozen(edition.calendar.windows[stage].opens_at + timedelta(minutes=after)):
        note_restore("2024-05-01T00:00:00+00:00", **how)


def resume():
    out = StringIO()
    call_command("resume_letters", stdout=out)
    return out.getvalue()


def test_nobody_is_told_after_a_restore_of_what_opened_before_it(edition, reviewer):
    restore(edition, Stage.BIDDING, 10, is_held=True)

    assert look(edition, Stage.BIDDING, 11) == 0
    assert "From now on people are told again" in resume()
    assert look(edition, Stage.BIDDING, 12) == 0
    assert "Nothing was held" in resume()


def test_what_opens_while_letters_are_held_is_told_of_when_they_go(edition, reviewer):
    restore(edition, Stage.BIDDING, -10, is_held=True)

    assert look(edition, Stage.BIDDING, 1) == 0
    resume()
    assert look(edition, Stage.BIDDING, 2) == 1


def test_whoever_has_waiting_mail_sent_holds_nothing(edition, reviewer):
    restore(edition, Stage.BIDDING, 10, is_held=False)

    assert look(edition, Stage.BIDDING, 11) == 1


@pytest.mark.parametrize(("day", "letters"), [(67.5, 0), (66.5, 1)])
def test_authors_are_not_reminded_a_second_time(edition, author, day, letters):
    cast.play_to(edition, Stage.CAMERA_READY)
    cast.make_submission(edition, author, status="accepted")
    with clock.frozen(cast.at(day)):
        note_restore("", is_held=True)
    resumed = []
    for later in (67.6, 67.7):
        with clock.frozen(cast.at(later)):
            remind_before_the_end()
        resumed.append(Message.objects.count())
        resume()

    assert resumed == [0, letters]


def test_chairs_see_that_letters_are_held(client, edition, chair, during):
    during(Stage.SUBMISSION)
    client.force_login(chair)
    dashboard = "/desk/e/icml2024/"

    note_restore("", is_held=True)

    assert "This site came back from a backup" in client.get(dashboard).content.decode()
    resume()
    assert "This site came back from a backup" not in client.get(dashboard).content.decode()
