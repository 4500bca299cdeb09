"""When people of the committee are away, for the chairs who plan with them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from reviews.models import Absence
from want.core import clock
from want.core.timewords import AOE


def days_away(people: Iterable[int]) -> dict[int, str]:
    """Say of those of these people who have told so when they are away; days that are over everywhere are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    today = clock.now().astimezone(AOE).date()
    for one in Absence.objects.filter(user__in=people, last_day__gte=today).order_by("first_day", "last_day"):
        found[one.user_id].append(_span(one.first_day, one.last_day))
    return {person: ", ".join(spans) for person, spans in found.items()}


def _span(first: date, last: date) -> str:
    """Write days as briefly as they can be read: "3 June 2024", "1 to 9 June 2024", "30 May 2024 to 2 June 2024"."""
    if first == last:
        return date_format(first, "j F Y")
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return f"{date_format(first, 'j' if is_one_month else 'j F Y')} to {date_format(last, 'j F Y')}"
