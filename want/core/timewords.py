"""Say instants and spans of time in words; called by the tags in templatetags/ui.py and by mails. Pure."""

from datetime import UTC, datetime, timedelta, timezone

AOE = timezone(timedelta(hours=-12), "AoE")
NEAR = timedelta(hours=72)


def duration(span: timedelta, *, exactly: bool = True) -> str:
    """Return a span as exactly as one acts on it: "9 days", "2 days 21 hours", "31 hours", "75 minutes"."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return _counted(minutes, "minute")
    if minutes < 48 * 60:
        return _counted(minutes // 60, "hour")
    days, hours = divmod(minutes // 60, 24)
    if exactly and days < 7 and hours:
        return f"{_counted(days, 'day')} {_counted(hours, 'hour')}"
    return _counted(days, "day")


def time_left(instant: datetime, now: datetime) -> str:
    """Return how far `instant` is from `now`: "2 days 21 hours left", or "2 days ago" once it has passed."""
    if instant > now:
        return f"{duration(instant - now)} left"
    return f"{duration(now - instant, exactly=False)} ago"


def is_near(instant: datetime, now: datetime) -> bool:
    """Tell whether `instant` still lies ahead and is less than three days away."""
    return now < instant <= now + NEAR


def aoe(instant: datetime) -> str:
    """Return the instant as deadlines are announced, anywhere on Earth: "28 May 2024, 23:59 AoE"."""
    return _written(instant.astimezone(AOE)) + " AoE"


def utc(instant: datetime) -> str:
    """Return the instant in UTC: "29 May 2024, 11:59 UTC"."""
    return _written(instant.astimezone(UTC)) + " UTC"


def minute(instant: datetime) -> datetime:
    """Return an instant as exactly as pages show it, for what stands behind the words.

    Letters of one act are written and sent one after the other: seconds would tell of one between them that is hidden.
    """
    return instant.replace(second=0, microsecond=0)


def day(instant: datetime) -> str:
    """Return the day of the instant anywhere on Earth, without the year: "28 May"."""
    there = instant.astimezone(AOE)
    return f"{there.day} {there:%b}"


def _written(there: datetime) -> str:
    return f"{there.day} {there:%b %Y, %H:%M}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
