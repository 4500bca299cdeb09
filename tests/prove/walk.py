"""Ask for every address as one person, and note which canaries the answers held, and where."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import reverse

from tests.prove.addresses import Address, addresses, few_of_the_desk, without_accounts, without_desk
from tests.prove.reading import told_by
from tests.prove.rowkeys import tables_in
from tests.prove.worlds import ANONYMOUS, World

TO_THE_DOORS = (ANONYMOUS, "coauthor_unverified", "author_contact", "chair")  # who walk the pages of accounts too
SEARCH_BOX = re.compile(rb'<input[^>]*name="q"')
LINK = re.compile(rb'(?:href|src|action)="([^"]*)"')


@dataclass
class Walk:
    """What one person was shown: canary -> the names of the URLs that told it."""

    actor: str
    shown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: int = 0
    search_pages: list[Address] = field(default_factory=list)
    bare_keys: set[str] = field(default_factory=set)


def client_of(world: World, actor: str) -> Client:
    """Return a browser of this person, signed in. A disabled account keeps the cookie it had."""
    client = Client()
    if actor != ANONYMOUS:
        client.force_login(world.people[actor])
    return client


def walk(world: World, actor: str, *, is_second_look: bool = False) -> Walk:
    """Ask for every address of the world, and for what those pages link to with a question mark.

    At a second look, under other terms of the edition, nobody tries the desk's door anew.
    """
    client, found = client_of(world, actor), Walk(actor)
    todo = addresses(world) if actor in TO_THE_DOORS else without_accounts(addresses(world))
    if client.get(reverse("desk:new_edition")).status_code != 200:
        todo = without_desk(todo) if is_second_look else few_of_the_desk(todo)
    known = {place.url for place in todo}
    for place in todo:
        for further in _ask(world, client, place, found):
            if further.url not in known:
                known.add(further.url)
                todo.append(further)
    return found


def _ask(world: World, client: Client, place: Address, into: Walk) -> Iterator[Address]:
    answer = client.get(place.url)
    into.asked += 1
    body = b"".join(answer) if answer.streaming else answer.content
    into.bare_keys |= {f"{place.name} holds the bare key of a row of {table}" for table in tables_in(body)}
    for key in world.canaries.found_in(told_by(answer, body, place.url)):
        into.shown[key].add(place.name)
    if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html") and "?" not in place.url:
        if SEARCH_BOX.search(body):
            into.search_pages.append(place)
        yield from _questions(body, place)


def _questions(body: bytes, place: Address) -> Iterator[Address]:
    """Yield the links of a page to itself with other questions: filters, orders, further pages."""
    here = urlsplit(place.url).path
    for link in LINK.findall(body):
        url = urljoin(place.url, html.unescape(link.decode()))
        parts = urlsplit(url)
        if parts.path == here and parts.query and not parts.netloc:
            yield Address(place.name, f"{parts.path}?{parts.query}")
