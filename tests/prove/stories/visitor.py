"""Somebody who is on the site for a while: what they look at, open and press, and what they hear."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.test import Client, TestCase
from django.urls import resolve, reverse
from django_tasks_db.models import DBTaskResult

from tests.prove.addresses import Address, addresses
from tests.prove.comparing import Answer, asked_once, letters_to
from tests.prove.pressing import Button, Opened, Pressed, buttons_of, opened, press
from tests.prove.stories.dice import loaded
from tests.prove.undoing import taken_back
from tests.prove.walk import client_of
from tests.prove.worlds import World
from want.core import clock

HREF = re.compile(rb'href="(/[^"/][^"]*)"')
LEFT_OUT = ("/static/", "/accounts/", "/demo/")
LINK = re.compile(r"https?://[^/\s]+(/\S+)")
Heard = dict[str, Any]


@contextmanager
def an_hour_later(hours: int, step: str) -> Iterator[None]:
    """Stand so many hours after the world's instant and do a step there, with what it leaves to be done once stored."""
    instant = clock.now() + timedelta(hours=hours)
    with clock.frozen(instant), loaded(step), TestCase.captureOnCommitCallbacks(execute=True):
        yield


def background_work() -> None:
    """Do what waits for the worker."""
    for row in DBTaskResult.objects.ready():
        DBTaskResult.objects.filter(pk=row.pk).delete()
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


@dataclass
class Visitor:
    """One person with one browser."""

    world: World
    actor: str
    script: list[Address]
    client: Client = field(default_factory=Client)
    kept_open: list[Opened] = field(default_factory=list)
    heard: Heard = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.client = client_of(self.world, self.actor)
        self.known = {place.url for place in addresses(self.world)}

    def look(self, places: Iterable[Address] | None = None) -> None:
        """Ask for these addresses, or for all of the script."""
        for place in self.script if places is None else places:
            self.heard[f"{place.name} at {place.url}"] = asked_once(self.client, place)

    def look_at_what_is_new(self) -> None:
        """Follow the links of the pages to pages that were not there before, such as a plan's or a letter's.

        They are told apart by their order: their addresses hold sealed keys.
        """
        found = [path for heard in self.heard.values() if isinstance(heard, Answer) for path in _paths(heard.body)]
        for number, path in enumerate(path for path in dict.fromkeys(found) if path not in self.known):
            name = resolve(path).view_name
            self.heard[f"{name} new, number {number}"] = asked_once(self.client, Address(name, path))

    def open_all(self, names: Iterable[str] | None = None) -> None:
        """Open all pages with a form, or those of these names, and leave them open."""
        wanted = set(names) if names is not None else None
        pages = [place for place in self.script if wanted is None or place.name in wanted]
        self.kept_open = list(opened(self.client, pages))

    def press(self, one: Opened, when: str = "") -> Pressed:
        """Press a button, and keep what came of it."""
        came = press(self.world, self.actor, self.client, one)
        self.heard[f"{when}{one.button}"] = came
        return came

    def press_on(self, one: Opened, came: Pressed, when: str = "") -> None:
        """Press the same form's buttons where it came back with a word about it, such as that somebody changed it."""
        kind = dict(came.answer.headers).get("Content-Type", "")
        if kind.startswith("text/html") and b" -> " not in came.answer.body.split(b"\n", maxsplit=1)[0]:
            again = Address(one.button.page, one.action)
            for button in buttons_of(came.answer.body, again):
                if button.action == one.action and dict(button.sent) != dict(one.sent):
                    self.press(button, f"{when}{one.button}, then ")

    def page_of(self, one: Opened) -> Address:
        """Return the page that a button was on."""
        return Address(one.button.page, one.button.url)

    def opened_on(self, place: Address) -> list[Opened]:
        """Open one page."""
        return list(opened(self.client, [place]))

    @contextmanager
    def tentatively(self) -> Iterator[None]:
        """Take back what is done in between; what was heard is kept."""
        cookies = deepcopy(self.client.cookies)
        with taken_back():
            yield
        self.client.cookies = cookies

    def read_letters(self) -> None:
        """Read all letters, and follow the links in them."""
        letters = letters_to(self.world, self.actor)
        self.heard["letters"] = tuple(letters)
        paths = sorted({path.rstrip(".,)") for _, body in letters for path in LINK.findall(body)})
        self.look(Address(resolve(urlsplit(path).path).view_name, path) for path in paths)

    def take_copy(self) -> None:
        """Take the copy of one's data, and unpack it."""
        copy = Button("your_data", reverse("your_data"), 0, "the copy")
        self.press(Opened(copy, reverse("take_copy"), (), frozenset()))


def _paths(body: bytes) -> Iterator[str]:
    """Yield the paths that a page of the site links to; no files, no doors, no questions."""
    for link in HREF.findall(body):
        path = unescape(link.decode())
        if not any(mark in path for mark in ("?", "#", "//")) and not path.startswith(LEFT_OUT):  # "//": masked
            yield path


def without_counts(came: Pressed) -> Pressed:
    """Leave out queries and rows: an act may rightly write more than its answer says."""
    return replace(came, answer=replace(came.answer, queries=0, rows=0))


__all__ = ["Answer", "Heard", "Visitor", "an_hour_later", "background_work", "without_counts"]
