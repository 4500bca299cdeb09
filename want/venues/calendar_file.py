"""The dates of an edition as an iCalendar file (RFC 5545), to be subscribed to. Called by the view of dates.ics.

An event keeps its UID for ever, so that a calendar moves it instead of doubling it; SEQUENCE rises with every
change of dates, and DTSTAMP is the instant of the last one.
"""

from icalendar import Calendar, Event

from want.core import timewords
from want.mail.letters import absolute
from want.venues.dates import DateLine
from want.venues.models import Edition


def written(edition: Edition, lines: list[DateLine]) -> bytes:
    """Return the file: one event a date, those that take a whole day without a clock time."""
    calendar = Calendar()
    calendar.add("prodid", "-//WANT//Dates of the workshop//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{edition.name}: dates")
    for line in lines:
        calendar.add_component(_event(edition, line))
    return calendar.to_ical()


def _event(edition: Edition, line: DateLine) -> Event:
    event = Event()
    event.add("uid", f"{line.key}.{edition.slug}@want")
    event.add("sequence", edition.calendar_revision)
    event.add("dtstamp", edition.calendar_changed_at)
    event.add("dtstart", line.day or line.instant)
    event.add("summary", f"{edition.name}: {line.label}")
    when = "" if line.day else f"\n{timewords.aoe(line.instant)}, that is {timewords.utc(line.instant)}."
    event.add("description", line.note + when)
    event.add("url", absolute(f"{edition.get_absolute_url()}dates/"))
    event.add("transp", "TRANSPARENT")
    if line.day and edition.place:
        event.add("location", edition.place)
    return event
