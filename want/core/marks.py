"""The geometry of the small drawings: score marks and the calendar's line. Pure; drawn by templates/ui."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, pstdev

STEP = 8
HEIGHT = 18


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a calendar as it is drawn: open from `opens_at` until `closes_at`; None is undated."""

    label: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step against the clock: `state` is done, current or next; `percent` is how much of it has passed."""

    step: Step
    state: str
    percent: int


@dataclass(frozen=True, slots=True)
class ScoreMarks:
    """A row of dots, one a score, with the mean and the spread (standard deviation) that they have."""

    dots: tuple[tuple[float, float], ...]
    width: int
    mean_x: float
    mean: float
    spread: float


def placed(steps: Iterable[Step], now: datetime) -> list[PlacedStep]:
    """Return the steps in their order, each with its state and how much of it has passed at `now`."""
    return [PlacedStep(step, *_progress_of(step, now)) for step in steps]


def score_marks_of(values: Sequence[float], low: int, high: int) -> ScoreMarks | None:
    """Place each score on the scale `low` to `high`, equal ones above each other; None without scores."""
    if not values:
        return None
    mean = fmean(values)
    return ScoreMarks(
        dots=tuple(_stacked(sorted(values), low)),
        width=STEP * (high - low + 1),
        mean_x=_x(mean, low),
        mean=mean,
        spread=pstdev(values),
    )


def _progress_of(step: Step, now: datetime) -> tuple[str, int]:
    if step.opens_at is None or now < step.opens_at:
        return "next", 0
    if step.closes_at is None:
        return "done", 100
    if now >= step.closes_at:
        return "done", 100
    return "current", round(100 * ((now - step.opens_at) / (step.closes_at - step.opens_at)))


def _stacked(values: Sequence[float], low: int) -> Iterable[tuple[float, float]]:
    """Yield a point for each of the sorted values; a column closes up when it would leave the picture."""
    for place, value in enumerate(values):
        equal = values.count(value)
        above = place - values.index(value)
        pitch = min(5.5, (HEIGHT - 7) / max(equal - 1, 1))
        yield _x(value, low), round(HEIGHT - 4 - above * pitch, 1)


def _x(value: float, low: int) -> float:
    return round((value - low + 0.5) * STEP, 1)
