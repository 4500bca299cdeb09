"""What stands in the desk's tables and records: small safe pieces of HTML, made faster than by a template each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from want.core import timewords
from want.core.addresses import spelled_out
from want.core.markdown import render

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a record: what it is, and what is true of it."""

    label: str
    value: Any


def when(instant: datetime | None) -> SafeString:
    """Return an instant as every page shows it: in the reader's zone by localtime.js, in UTC without."""
    if instant is None:
        return NOTHING
    return format_html('<time datetime="{}" data-local>{}</time>', _written(instant), timewords.utc(instant))


def on_day(instant: datetime | None) -> SafeString:
    """Return the day of an instant, for columns in which the hour would only take room."""
    if instant is None:
        return NOTHING
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', _written(instant), timewords.aoe(instant), timewords.day(instant)
    )


def badge(text: str, tone: str = "neutral") -> SafeString:
    """Return a state in one or two words."""
    return format_html('<span class="badge badge-{}">{}</span>', tone, text)


def breakable(address: str) -> SafeString:
    """Return a mail address that may be broken before its domain, which is spelled out where letters could mislead."""
    name, at, domain = address.partition("@")
    if spelled := spelled_out(address):
        return format_html("{}{}<wbr>{} {}", name, at, domain, quiet(f"(spelled {spelled})"))
    return format_html("{}{}<wbr>{}", name, at, domain)


def link(url: str, text: Any) -> SafeString:
    """Return a link."""
    return format_html('<a href="{}">{}</a>', url, text)


def quiet(text: Any) -> SafeString:
    """Return text that is less important."""
    return format_html('<span class="quiet">{}</span>', text)


def prose(text: str) -> SafeString:
    """Return what somebody has written in Markdown, as it is read."""
    return format_html('<div class="prose">{}</div>', render(text))


def listed(items: Sequence[Any]) -> SafeString:
    """Return a list, one thing a line."""
    if not items:
        return quiet("none")
    return format_html('<ul class="plain-list">{}</ul>', format_html_join("", "<li>{}</li>", ((i,) for i in items)))


def _written(instant: datetime) -> str:
    return timewords.minute(instant).isoformat()
