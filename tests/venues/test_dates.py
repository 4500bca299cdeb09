from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from tests import cast
from want.core.timewords import AOE
from want.venues.dates import lines_of, next_deadline, steps_of
from want.venues.models import Edition, StageWindow
from want.venues.stages import Calendar, Stage, Window

T = datetime(2024, 5, 1, 12, tzinfo=UTC)
CALENDAR = Calendar(
    {
        Stage.REVIEWING: Window(T + timedelta(days=5), T + timedelta(days=9)),
        Stage.SUBMISSION: Window(T, T + timedelta(days=4)),
    }
)


def events_of(answer) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_dates_stand_in_the_order_of_time():
    lines = lines_of(CALENDAR, T + timedelta(days=12), date(2024, 5, 20))

    assert [line.key for line in lines] == ["opening", "submission", "reviewing", "notification", "workshop"]
    assert [line.day for line in lines if line.day] == [date(2024, 5, 20)]


@pytest.mark.parametrize(
    ("days", "key"), [(-1, "submission"), (3.9, "submission"), (4, "reviewing"), (8.9, "reviewing"), (9, None)]
)
def test_next_deadline_is_the_first_that_still_lies_ahead(days, key):
    found = next_deadline(lines_of(CALENDAR, T + timedelta(days=12)), T + timedelta(days=days))

    assert (found.key if found else None) == key


def test_edition_without_dates_has_no_lines():
    assert (lines_of(Calendar()), steps_of(Calendar())) == ([], [])


def test_after_publication_no_camera_ready_version_is_due():
    camera_ready = {Stage.CAMERA_READY: Window(T + timedelta(days=20), T + timedelta(days=30))}
    before = Calendar(camera_ready, released_at=T + timedelta(days=19))
    after = replace(before, published_at=T + timedelta(days=25))

    assert [line.key for line in lines_of(before)] == ["camera_ready"]
    assert lines_of(after) == []
    assert [(step.label, step.closes_at) for step in steps_of(after)] == [("Camera-ready", T + timedelta(days=25))]


def test_notification_is_done_once_decisions_are_released():
    released = Calendar(released_at=T + timedelta(days=3))

    assert [step.opens_at for step in steps_of(released, T + timedelta(days=5))] == [T + timedelta(days=3)]
    assert [step.opens_at for step in steps_of(released, T + timedelta(days=2))] == [T + timedelta(days=2)]


def test_steps_follow_the_calendar():
    labels = [step.label for step in steps_of(CALENDAR, T + timedelta(days=12), date(2024, 5, 20))]

    assert labels == ["Submission", "Reviewing", "Notification", "Workshop"]


def test_calendar_file_has_an_event_a_date(client, edition):
    events = events_of(client.get(f"/{edition.slug}/dates.ics"))

    due = events["submission.icml2024@want"]
    window = edition.windows.get(stage=Stage.SUBMISSION)
    assert len(events) == len(cast.DAYS) + 3
    assert due["dtstart"].dt == window.closes_at
    assert str(due["summary"]) == "ICML2024: Papers due"
    assert str(due["url"]).endswith("/icml2024/dates/")
    assert events["workshop.icml2024@want"]["dtstart"].dt == edition.held_on


def test_calendar_file_is_readable_by_programs(client, edition):
    answer = client.get(f"/{edition.slug}/dates.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


def test_moved_deadline_moves_the_same_event(client, edition):
    address = f"/{edition.slug}/dates.ics"
    before = events_of(client.get(address))["submission.icml2024@want"]

    StageWindow.objects.filter(edition=edition, stage=Stage.SUBMISSION).update(closes_at=cast.at(34))
    after = events_of(client.get(address))["submission.icml2024@want"]

    assert after["dtstart"].dt == cast.at(34)
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt >= before["dtstamp"].dt


def test_moved_notification_and_day_count_as_well(edition):
    seen = [Edition.objects.get().calendar_revision]
    Edition.objects.update(notification_at=cast.at(55))
    seen.append(Edition.objects.get().calendar_revision)
    Edition.objects.update(held_on=date(2024, 8, 1))
    seen.append(Edition.objects.get().calendar_revision)
    Edition.objects.update(tagline="Another sentence")
    seen.append(Edition.objects.get().calendar_revision)

    assert [value - seen[0] for value in seen] == [0, 1, 2, 2]


def test_edition_saved_with_an_old_count_does_not_turn_it_back(edition):
    StageWindow.objects.filter(edition=edition, stage=Stage.BIDDING).update(closes_at=cast.at(36))
    counted = Edition.objects.get().calendar_revision

    edition.tagline = "Loaded before, saved after"
    edition.save()

    assert counted > edition.calendar_revision
    assert Edition.objects.get().calendar_revision == counted


def test_unchanged_calendar_file_is_not_sent_again(client, edition):
    address = f"/{edition.slug}/dates.ics"
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})
    edition.windows.filter(stage=Stage.SUBMISSION).update(closes_at=cast.at(34))
    changed = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


def test_dates_page_shows_both_zones_and_the_time_left(client, edition, during):
    during(Stage.SUBMISSION)

    words = client.get(f"/{edition.slug}/dates/").content.decode()

    closes = edition.windows.get(stage=Stage.SUBMISSION).closes_at
    assert f'<time datetime="{closes.isoformat()}" data-local>28 May 2024, 12:00 UTC</time>' in words
    assert f"{closes.astimezone(AOE):%d %b %Y, %H:%M} AoE" in words
    assert "22 days left" in words


def test_calendar_comes_with_the_edition_in_one_query(edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        loaded = Edition.objects.with_calendar().get()
        stage = loaded.moment(cast.at(10)).stage

    assert stage == Stage.SUBMISSION
    assert loaded.calendar == edition.calendar


def test_calendar_is_read_anew_with_the_row(edition):
    loaded = Edition.objects.with_calendar().get()
    loaded.moment()
    edition.windows.filter(stage=Stage.SUBMISSION).update(closes_at=cast.at(32.5))

    loaded.refresh_from_db()

    assert loaded.moment().closes_at(Stage.SUBMISSION) == cast.at(32.5)
