"""What somebody is answered to the same script of requests, so that two worlds can be held against each other.

Kept of each answer: status, headers, body, how many queries it took and how many rows they fetched. Masked is what
differs at every look: the form's token, the session's and token's cookies. The clock stands still, so dates do not.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.prove.addresses import Address
from tests.prove.reading import zip_parts
from tests.prove.walk import client_of
from tests.prove.worlds import World
from want.mail.models import Message

TOKEN = re.compile(rb'(csrfmiddlewaretoken" value="|"X-CSRFToken": ")[^"]*')
FORM_KEY = re.compile(
    rb'(name="(?:key|code|nonce)" value=")[^"]*'
)  # drawn with a form, so that a double click counts once
INVITED = re.compile(rb"(/invitation/)[\w-]{43}(?=/)")  # a link that is shown before it is sent is drawn at each look
WAITS = re.compile(rb"(Next attempt after</dt><dd>)<time.*?</time>")  # by the machine's clock
# The machine's clock goes on, and a body's length is compared with the body.
MASKED_HEADERS = frozenset({"set-cookie", "expires", "last-modified", "date", "content-length"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, masked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    queries: int
    rows: int

    def without(self, word: str) -> "Answer":
        """Return the same without the word that was asked with."""
        headers = tuple((name, value.replace(word, "")) for name, value in self.headers)
        return replace(self, headers=headers, body=self.body.replace(word.encode(), b""))


Answers = dict[str, Answer]


def answers_to(world: World, actor: str, script: list[Address]) -> Answers:
    """Return what this person is answered to each address, asked in order by a fresh browser."""
    client = client_of(world, actor)
    return {place.url: asked_once(client, place) for place in script}


def asked_once(client: Client, place: Address) -> Answer:
    """Ask for one address and keep the answer."""
    with counting() as counted:
        answer = client.get(place.url)
        body = body_of(answer)
    return masked(answer, body, counted)


def body_of(answer: HttpResponse) -> bytes:
    """Return the body of an answer; an archive's names and contents, for archives note the machine's clock."""
    body = b"".join(answer) if answer.streaming else answer.content
    return b"\n".join(zip_parts(body)) if body.startswith(b"PK\x03\x04") else body


def letters_to(world: World, actor: str) -> list[tuple[str, str]]:
    """Return the mails to this person."""
    user = world.people.get(actor)
    rows = Message.objects.filter(to=user.email) if user else Message.objects.none()
    return list(rows.order_by("key").values_list("subject", "body"))


def difference(before: Answer, after: Answer) -> str:
    """Say in what two answers differ; nothing when they do not."""
    if before.status != after.status:
        return f"status {before.status} or {after.status}"
    if before.headers != after.headers:
        other = set(before.headers) ^ set(after.headers)
        return f"headers {sorted(other)}"
    if before.body != after.body:
        return f"body: {_first_difference(before.body, after.body)}"
    if before.queries != after.queries:
        return f"{before.queries} or {after.queries} queries"
    return f"{before.rows} or {after.rows} rows" if before.rows != after.rows else ""


def _first_difference(one: bytes, other: bytes) -> str:
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(place - 60, 0)
    seen, instead = (text[start : place + 60].decode(errors="replace") for text in (one, other))
    return f"{seen!r} or {instead!r}"


def masked(answer: HttpResponse, body: bytes, counted: list[int]) -> Answer:
    """Return what is kept of an answer: `counted` holds the rows of each query."""
    for drawn in (TOKEN, FORM_KEY, INVITED, WAITS):
        body = drawn.sub(rb"\1", body)
    heads = tuple(sorted((k, v) for k, v in answer.items() if k.lower() not in MASKED_HEADERS))
    return Answer(answer.status_code, heads, body, len(counted), sum(counted))


@contextmanager
def counting() -> Iterator[list[int]]:
    """Note for each query how many rows it fetched or changed."""
    rows: list[int] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        rows.append(max(context["cursor"].rowcount, 0))
        return result

    with connection.execute_wrapper(note):
        yield rows
