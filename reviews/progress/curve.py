"""The curve of reviews coming in, and where it will be at the deadline. Pure: numbers for a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT, MARGIN = 640, 160, 6


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of a line that rises with each review, and where today and the deadline stand under it."""

    points: str
    today_x: float
    deadline_x: float
    expected: int
    width: int = WIDTH
    height: int = HEIGHT
    top: int = MARGIN


def curve(
    counts: Sequence[tuple[datetime, int]], due: int, *, opens: datetime, closes: datetime, now: datetime
) -> Curve | None:
    """Draw how many reviews were in by when; `counts` tells how many came in each span, in order of time.

    The time axis ends at the deadline, or now if that is later. None before anything can be drawn.
    """
    if due <= 0 or now <= opens:
        return None
    end = max(closes, now)

    def x(instant: datetime) -> float:
        return round(WIDTH * min(1.0, max(0.0, (instant - opens) / (end - opens))), 1)

    def y(number: int) -> float:
        return round(HEIGHT - (HEIGHT - MARGIN) * min(1.0, number / due), 1)

    points, total = [(x(opens), y(0))], 0
    for instant, number in counts:
        points.append((x(instant), y(total)))
        total += number
        points.append((x(instant), y(total)))
    points.append((x(now), y(total)))
    line = " ".join(f"{left:g},{top:g}" for left, top in points)
    return Curve(line, x(now), x(closes), expected_by(closes, total, due, opens=opens, now=now))


def expected_by(closes: datetime, done: int, due: int, *, opens: datetime, now: datetime) -> int:
    """Return how many reviews will be in at the deadline if they go on coming as they have so far."""
    if now >= closes or now <= opens:
        return done
    return min(due, round(done * ((closes - opens) / (now - opens))))
