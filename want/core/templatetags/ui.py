"""The components that pages are made of, as template tags and filters: `{% load ui %}`. Pure presentation.

The markup lies in templates/ui, the looks in want/core/static/want/css; docs are each tag's one sentence.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from want.core import timewords
from want.core.addresses import shown
from want.core.markdown import render, render_inline
from want.core.marks import PlacedStep, ScoreMarks, Step, placed, score_marks_of
from want.core.sealed import seal

register = template.Library()

MEGABYTE = 1_000_000
TONES = ("neutral", "info", "good", "warn", "bad")


@register.filter
def sealed(key: int, kind: str) -> str:
    """Write a row's key as it may stand in a form: `{{ row.pk|sealed:"assignment" }}`."""
    return seal(key, kind)


@register.filter
def address(email: str) -> str:
    """Write a mail address as chairs should see it: `{{ one.email|address }}`."""
    return shown(email)


@register.inclusion_tag("ui/badge.html")
def badge(text: str, tone: str = "neutral") -> dict[str, str]:
    """Show a state in one or two words; `tone` is neutral, info, good, warn or bad."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"badge: no tone {tone!r}; there are {', '.join(TONES)}.")
    return {"text": text, "tone": tone}


@register.inclusion_tag("ui/deadline.html", takes_context=True)
def deadline(
    context: Context, instant: datetime | None, label: str = "", now: datetime | None = None
) -> dict[str, Any]:
    """Show an instant in the reader's zone (localtime.js; else UTC), in AoE, and the time left at `now`."""
    present: datetime | None = now or context.get("now")
    if instant is None:
        return {"label": label, "instant": None}
    return {
        "label": label,
        "instant": instant,
        "utc": timewords.utc(instant),
        "aoe": timewords.aoe(instant),
        "left": timewords.time_left(instant, present) if present else "",
        "is_near": present is not None and timewords.is_near(instant, present),
    }


@register.inclusion_tag("ui/local_time.html")
def local_time(instant: datetime) -> dict[str, Any]:
    """Show when something happened, in the reader's zone (UTC without JavaScript)."""
    return {"instant": timewords.minute(instant), "utc": timewords.utc(instant)}


@register.simple_tag(takes_context=True)
def time_left(context: Context, instant: datetime, now: datetime | None = None) -> str:
    """Return "3 days left" or "2 hours ago", seen from `now` (the context's `now` if not given)."""
    present = now or context["now"]
    return timewords.time_left(instant, present)


@register.inclusion_tag("ui/empty.html")
def empty(text: str, action_label: str = "", action_url: str = "") -> dict[str, str]:
    """Show what will stand here and, where there is one, the act that brings it."""
    return {"text": text, "action_label": action_label, "action_url": action_url}


@register.inclusion_tag("ui/score_marks.html")
def score_marks(values: Sequence[float], low: int = 1, high: int = 10) -> dict[str, Any]:
    """Draw a dot a score on the scale from `low` to `high`, with mean and spread in figures."""
    marks: ScoreMarks | None = score_marks_of(list(values), low, high)
    listed = ", ".join(f"{value:g}" for value in sorted(values))
    return {"marks": marks, "listed": listed, "low": low, "high": high}


@register.inclusion_tag("ui/progress.html")
def progress(value: int, maximum: int, label: str) -> dict[str, Any]:
    """Show how many of how many, as words and as a bar."""
    return {"value": value, "maximum": maximum, "label": label}


@register.inclusion_tag("ui/stepper.html", takes_context=True)
def stepper(context: Context, steps: Iterable[Step], now: datetime | None = None) -> dict[str, Any]:
    """Draw a calendar's steps (want.core.marks.Step) as a line with today on it."""
    present = now or context["now"]
    line: list[PlacedStep] = placed(steps, present)
    return {"line": line, "now": present}


@register.inclusion_tag("ui/person.html")
def person(name: str, affiliation: str = "") -> dict[str, str]:
    """Show a person's name and where they work."""
    return {"name": name, "affiliation": affiliation}


@register.inclusion_tag("ui/page_header.html")
def page_header(title: str, subtitle: str = "", eyebrow: str = "") -> dict[str, str]:
    """Head a page: its title, a sentence below, and a word above that says where one is."""
    return {"title": title, "subtitle": subtitle, "eyebrow": eyebrow}


@register.filter
def markdown(text: str) -> SafeString:
    """Render Markdown and LaTeX maths as safe HTML."""
    return render(text)


@register.filter
def markdown_inline(text: str) -> SafeString:
    """Render a title with its formulas as safe HTML that holds no links."""
    return render_inline(text)


@register.filter
def aoe(instant: datetime) -> str:
    """Write an instant anywhere on Earth: 28 May 2024, 23:59 AoE."""
    return timewords.aoe(instant)


@register.filter
def day(instant: datetime) -> str:
    """Write the day of an instant anywhere on Earth: 28 May."""
    return timewords.day(instant)


@register.filter
def file_size(size: int) -> str:
    """Write the size of a file: 340 kB, 12.4 MB."""
    return f"{max(1, round(size / 1000)):,} kB" if size < MEGABYTE else f"{size / MEGABYTE:.1f} MB"


@register.filter
def count_of(number: int, words: str) -> str:
    """Say a number with its noun: `3|count_of:"paper"` is "3 papers"; "axis,axes" gives both forms."""
    singular, _, plural = words.partition(",")
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"
