"""When people of the committee are away, for the chairs who plan with them: on all days ahead, and while reviewing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from reviews.models import Absence
from want.core import clock
from want.core.timewords import AOE
from want.venues.models import Edition
from want.venues.stages import Stage

MOSTLY = 0.5  # who is away for more of the reviewing days than this is away for most of them


@dataclass(frozen=True, slots=True)
class Away:
    """When somebody is away while there is to be reviewed, and for how much of the days that are left for it."""

    words: str
    share: float

    @property
    def mostly(self) -> bool:
        """Tell whether they are away for most of it."""
        return self.share > MOSTLY


def days_away(people: Iterable[int]) -> dict[int, str]:
    """Say of those of these people who have told so when they are away; days that are over everywhere are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    today = clock.now().astimezone(AOE).date()
    for one in Absence.objects.filter(user__in=people, last_day__gte=today).order_by("first_day", "last_day"):
        found[one.user_id].append(_span(one.first_day, one.last_day))
    return {person: ", ".join(spans) for person, spans in found.items()}


def reviewing_days(edition: Edition) -> tuple[date, date] | None:
    """Return the first and the last of the days that are left for reviewing; none without dates, or when it is over."""
    window = edition.calendar.windows.get(Stage.REVIEWING)
    if window is None:
        return None
    first, last = (instant.astimezone(AOE).date() for instant in (window.opens_at, window.closes_at))
    first = max(first, clock.now().astimezone(AOE).date())
    return (first, last) if first <= last else None


def away_from_reviewing(edition: Edition, people: Iterable[int]) -> dict[int, Away]:
    """Return who of these people is away on some of the days that are left for reviewing; one query for all of them."""
    days = reviewing_days(edition)
    if days is None:
        return {}
    first, last = days
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Absence.objects.filter(user__in=people, first_day__lte=last, last_day__gte=first)
    for one in rows.order_by("first_day", "last_day"):
        spans[one.user_id].append((one.first_day, one.last_day))
    return {
        person: Away(", ".join(_span(*span) for span in found), _share_of(found, first, last))
        for person, found in spans.items()
    }


def _share_of(spans: list[tuple[date, date]], first: date, last: date) -> float:
    """Return for how much of the days from first to last these spans stand, each day counted once."""
    days: set[date] = set()
    for begins, ends in spans:
        within = max(begins, first)
        days |= {within + timedelta(n) for n in range((min(ends, last) - within).days + 1)}
    return len(days) / ((last - first).days + 1)


def _span(first: date, last: date) -> str:
    """Write days as briefly as they can be read: "3 June 2024", "1 to 9 June 2024", "30 May 2024 to 2 June 2024"."""
    if first == last:
        return date_format(first, "j F Y")
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return f"{date_format(first, 'j' if is_one_month else 'j F Y')} to {date_format(last, 'j F Y')}"
