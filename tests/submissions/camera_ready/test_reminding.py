"""Authors are reminded of their final versions: once by the clock, and by the chairs."""

from datetime import timedelta

import pytest

from submissions.camera_ready.reminding import remind_before_the_end
from submissions.camera_ready.rules import reminder_begins_at
from submissions.models import CameraReady
from tests import cast
from want.core import clock
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.scheduling import extend_deadline
from want.venues.stages import Stage, Window

PAGE = "/desk/e/icml2024/publish/remind/"


@pytest.fixture
def papers(edition, author, coauthor, outsider):
    """Two papers of the author that are due, one of the outsider that is handed in."""
    cast.play_to(edition, Stage.CAMERA_READY)
    due = [cast.make_submission(edition, author, coauthor, status="accepted") for _ in range(2)]
    done = cast.make_submission(edition, outsider, status="accepted")
    CameraReady.objects.create(submission=done, title="x", abstract="x", submitted_by=outsider)
    return due


def look(day: float) -> list[str]:
    """Let the worker look on a day (the stage is open from day 54 to 70); return all whom it has written to so far."""
    with clock.frozen(cast.at(day)):
        remind_before_the_end()
    return list(Message.objects.order_by("id").values_list("to", flat=True))


def test_contact_authors_are_reminded_once_three_days_before_the_end(papers, author):
    assert look(66.9) == []
    assert look(67) == [author.email]
    assert look(67.1) == look(69.9) == [author.email]
    assert "101  Title 101\n102  Title 102" in Message.objects.get().body


def test_extended_deadline_reminds_again_before_its_new_end(edition, papers, author, chair):
    look(67)
    with clock.frozen(cast.at(68)):
        extend_deadline(edition, Stage.CAMERA_READY, cast.at(80), by=chair)
    Message.objects.all().delete()

    assert look(76) == []
    assert look(77.5) == [author.email]


@pytest.mark.parametrize(
    "state",
    [
        {"camera_ready_reminder_days": 0},
        {"is_public": False},
        {"published_at": cast.at(60)},
        {"archived_at": cast.at(60)},
        {"released_at": None},
    ],
)
def test_nobody_is_reminded_where_it_makes_no_sense(edition, papers, state):
    Edition.objects.filter(pk=edition.pk).update(**state)

    assert look(68) == []


def test_nobody_is_reminded_after_the_end(papers):
    assert look(70.1) == []


def test_short_stage_reminds_from_its_middle_on():
    opens = cast.at(0)
    window = Window(opens, opens + timedelta(days=2))

    assert reminder_begins_at(window, 3) == opens + timedelta(days=1)


def test_chair_reads_a_real_letter_and_sends_each_once_a_day(client, papers, author, chair):
    client.force_login(chair)
    typed = {"subject": "Due: {edition}", "body": "Dear {name},\n{papers}\n{link}"}
    with clock.frozen(cast.at(60)):
        page = client.get(PAGE).content.decode()
        kept = client.post(PAGE, typed | {"do": "keep"}, follow=True).content.decode()
        before = Message.objects.count()
        client.post(PAGE, typed | {"do": "send"})
        again = client.post(PAGE, typed | {"do": "send"}, follow=True).content.decode()

    assert "Send 1 reminder<" in page
    assert "101  Title 101" in page
    assert "Due: ICML2024" in kept
    assert before == 0
    assert Message.objects.get().subject == "Due: ICML2024"
    assert "Everybody due has had one today." in again


def test_after_the_deadline_the_page_says_why_reminding_would_not_help(client, papers, chair):
    client.force_login(chair)
    with clock.frozen(cast.at(70.5)):
        client.post(PAGE, {"subject": "S", "body": "{papers} {link}", "do": "send"})
        page = client.get(PAGE).content.decode()

    assert Message.objects.count() == 0
    assert "Extend it first" in page
