"""Bars for the plan's page: how many papers have which match, how many people have which load. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 320, 96, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and what it says."""

    x: float
    y: float
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars between two ends of a scale."""

    bars: tuple[Bar, ...]
    low: str
    high: str
    says: str
    width: int = WIDTH
    height: int = HEIGHT


def histogram(values: Sequence[float], noun: str, bins: int = 16) -> Bars | None:
    """Draw how many of the values lie where between the least and the greatest; None without values."""
    if not values:
        return None
    least, greatest = min(values), max(values)
    span = (greatest - least) or 1.0
    counts = Counter(min(bins - 1, int(bins * (value - least) / span)) for value in values)
    edges = [least + span * place / bins for place in range(bins + 1)]
    says = [f"{edges[place]:.2f} to {edges[place + 1]:.2f}: {counts[place]:,} {noun}" for place in range(bins)]
    whole = f"From {least:.2f} to {greatest:.2f}; half of them have {sorted(values)[len(values) // 2]:.2f} or more."
    return _drawn([counts[place] for place in range(bins)], says, f"{least:.2f}", f"{greatest:.2f}", whole)


def tally(values: Sequence[int], noun: str) -> Bars | None:
    """Draw how many times each whole number from 0 up occurs; None without values."""
    if not values:
        return None
    counts = Counter(values)
    greatest = max(values)
    heights = [counts[number] for number in range(greatest + 1)]
    says = [f"{number} papers: {count:,} {noun}" for number, count in enumerate(heights)]
    whole = "; ".join(one for one, count in zip(says, heights, strict=True) if count) + "."
    return _drawn(heights, says, "0", str(greatest), whole)


def _drawn(counts: Sequence[int], says: Sequence[str], low: str, high: str, whole: str) -> Bars:
    tallest = max(counts) or 1
    step = WIDTH / len(counts)
    bars = tuple(
        Bar(
            x=round(place * step + GAP / 2, 1),
            y=round(HEIGHT - HEIGHT * count / tallest, 1),
            width=round(max(1.0, step - GAP), 1),
            height=round(HEIGHT * count / tallest, 1),
            says=said,
        )
        for place, (count, said) in enumerate(zip(counts, says, strict=True))
    )
    return Bars(bars, low, high, whole)
