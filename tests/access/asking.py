"""Ask the site as somebody, and say in a word what it answered."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.world import NOBODY, World
from tests.prove.comparing import counting

WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY)\s+\"?(\w+)", re.IGNORECASE)
CHANGING = {"Set-Cookie", "Expires", "Last-Modified", "Date", "Content-Length"}  # the last by the address's length
OWN_SESSION = "django_session"  # a visitor's own: which edition lies on the desk, which message was shown


def clients(world: World) -> dict[str, Client]:
    """Return a browser for each person, signed in."""
    found = {NOBODY: Client(raise_request_exception=False)}
    for name, user in world.people.items():
        found[name] = Client(raise_request_exception=False)
        found[name].force_login(user)
    return found


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """Ask once. What a POST did is taken back, so that all are asked of the same world."""
    if method == "GET":
        return read_whole(client.get(address))
    once = Client(raise_request_exception=False)
    once.cookies = client.cookies.copy()  # signing out takes the cookie away
    with transaction.atomic():
        answer = read_whole(once.post(address))
        transaction.set_rollback(True)
    return answer


def read_whole(answer: HttpResponse) -> HttpResponse:
    """Read a file that is being sent to its end, which closes it; the answer keeps its bytes."""
    if answer.streaming:
        answer.streaming_content = [b"".join(answer)]
    return answer


def spoken(answer: HttpResponse) -> str:
    """Say an answer in a word: its status, "in" for being asked to sign in, "on" for being led elsewhere."""
    if answer.status_code not in {301, 302}:
        return str(answer.status_code)
    return "in" if answer.headers["Location"].split("?")[0] == reverse("account_login") else "on"


def shown(client: Client, method: str, address: str) -> dict[str, Any]:
    """Ask, and return status, headers, body, queries and rows without what differs at every look.

    That is the form's token, the cookies and the instant; and the address itself.
    """
    with counting() as rows:
        answer = ask(client, method, address)
    body = b"".join(answer) if answer.streaming else answer.content
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", body.decode(errors="replace"))
    heads = {name: value.replace(address, "") for name, value in answer.items() if name not in CHANGING}
    return {
        "status": answer.status_code,
        "headers": {name: re.sub(r"nonce-[^']*", "nonce-", value) for name, value in heads.items()},
        "body": text.replace(address, ""),
        "queries": len(rows),
        "rows": sum(rows),
    }


@contextmanager
def noting_writes(into: list[str], label: str) -> Iterator[None]:
    """Note each statement that writes to another table than the visitor's session."""

    def note(execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        written = WRITES.match(str(sql))
        if written and written[2] != OWN_SESSION:
            into.append(f"{label}: {written[0].strip()}")
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield


def fingerprint() -> dict[str, tuple[int, int]]:
    """Return for each table how many rows it has and a sum over what stands in them."""
    names = [name for name in connection.introspection.table_names() if name != OWN_SESSION]
    counted = (f"SELECT '{name}', count(*), coalesce(sum(hashtext(t::text)), 0) FROM \"{name}\" t" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted))
        return {name: (count, int(total)) for name, count, total in cursor.fetchall()}
