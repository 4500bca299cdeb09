"""Press every button of every page as somebody, and keep what is answered: forms filled in as a person might.

What the page holds is sent as it stands; fields that are empty get a word, a number or the first choice, so that the
act behind the form is reached where it can be. Each press is taken back, and all keys it drew from sequences are given
back too, so that the same press in another world draws the same ones.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.prove.addresses import Address
from tests.prove.comparing import Answer, body_of, counting, difference, masked
from tests.prove.undoing import taken_back
from tests.prove.walk import client_of
from tests.prove.worlds import World
from want.mail.models import Message

WORDS = {
    "email": "nina@new.example",
    "number": "1",
    "url": "https://new.example/",
    "date": "2024-08-30",
    "datetime-local": "2024-08-30T12:00",
    "time": "12:00",
    "text": "Typed by now",
    "textarea": "Typed by now",
    "password": "correct horse battery",
    "search": "",
}
Sent = tuple[tuple[str, str], ...]
NOT_SENT = {"file", "reset", "button", "image"}
LEAVES = ("/accounts/logout", "/demo/")  # where nothing is told of papers


@dataclass
class Form:
    """A form of a page: where it is sent, its fields as they stand, and its buttons."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)  # names of the fields that take one


@dataclass(frozen=True, slots=True, order=True)
class Button:
    """One button of one form of a page."""

    page: str
    url: str
    form: int
    name: str

    def __str__(self) -> str:
        return f"{self.page} at {self.url}, form {self.form}, {self.name}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A button as a page showed it, with what pressing it sends, whenever that is."""

    button: Button
    action: str
    sent: Sent
    numbers: frozenset[str]

    def with_numbers(self, number: str) -> "Opened":
        """Return the same with this in each field that takes a number."""
        return replace(self, sent=tuple((name, number if name in self.numbers else value) for name, value in self.sent))


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a press: the answer with all it led to, and the letters that were written to who pressed."""

    answer: Answer
    letters: tuple[tuple[str, str], ...]


class _Reader(HTMLParser):
    """Reads the forms of a page that are sent by POST, also fields that name their form from elsewhere on it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.present: str | None = None
        self.choosing: tuple[Form, str, list[tuple[str, bool]]] | None = None
        self.writing: tuple[Form, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.present = told.get("id") or f"form {len(self.forms)}"
            if told.get("method", "").lower() == "post":
                self.forms[self.present] = Form(told.get("action", ""))
            return
        if tag == "option" and self.choosing:
            self.choosing[2].append((told.get("value", ""), "selected" in told))
        form = self.forms.get(told.get("form") or self.present or "")
        name = told.get("name", "")
        if form is None or "disabled" in told or tag not in {"input", "select", "textarea", "button"}:
            return
        if tag == "button" or told.get("type") == "submit":
            form.buttons.append((name, told.get("value", "")))
        elif tag == "select":
            self.choosing = (form, name, [])
        elif tag == "textarea":
            self.writing = (form, name, [])
        elif name:
            self._input(form, name, told)

    def _input(self, form: Form, name: str, told: dict[str, str]) -> None:
        kind, value = told.get("type", "text"), told.get("value", "")
        if kind in {"checkbox", "radio"}:
            if "checked" in told or ("required" in told and name not in dict(form.fields)):
                form.fields.append((name, value or "on"))
        elif kind not in NOT_SENT:
            form.numbers |= {name} if kind == "number" else set()
            form.fields.append((name, value or WORDS.get(kind, "")))

    def handle_data(self, data: str) -> None:
        if self.writing:
            self.writing[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.present = None
        elif tag == "textarea" and self.writing:
            form, name, typed = self.writing
            form.fields.append((name, "".join(typed).strip() or WORDS["textarea"]))
            self.writing = None
        elif tag == "select" and self.choosing:
            form, name, options = self.choosing
            chosen = [value for value, is_chosen in options if is_chosen and value]
            form.fields += [(name, value) for value in chosen or [value for value, _ in options if value][:1]]
            self.choosing = None


def forms_of(page: bytes, url: str) -> list[Form]:
    """Return the forms of a page that a press of a button sends by POST to this site."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    here = urlsplit(url).path
    found = [replace(form, action=urljoin(here, form.action)) for form in reader.forms.values()]
    return [form for form in found if not urlsplit(form.action).netloc and not form.action.startswith(LEAVES)]


def presses_of(world: World, actor: str, script: list[Address]) -> dict[Button, Pressed]:
    """Press each button of each page of the script; return what came of it."""
    client, found = client_of(world, actor), {}
    signed_in = deepcopy(client.cookies)
    for one in opened(client, script):
        with taken_back():
            found[one.button] = press(world, actor, client, one)
        client.cookies = deepcopy(signed_in)
    return found


def opened(client: Client, script: Iterable[Address]) -> Iterator[Opened]:
    """Yield the buttons of all pages of the script; what is sent alike, such as by a form of every page, once."""
    known: set[tuple[str, Sent]] = set()
    for place in script:
        answer = client.get(place.url)
        body = body_of(answer)
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            found = [one for one in buttons_of(body, place) if (one.action, one.sent) not in known]
            known |= {(one.action, one.sent) for one in found}
            yield from found


def buttons_of(page: bytes, place: Address) -> Iterator[Opened]:
    """Yield the buttons of one page."""
    for number, form in enumerate(forms_of(page, place.url)):
        fields = [one for one in form.fields if one[0] != "csrfmiddlewaretoken"]
        for name, value in form.buttons or [("", "")]:
            sent = (*fields, (name, value)) if name else tuple(fields)
            button = Button(place.name, place.url, number, f"{name}={value}")
            yield Opened(button, form.action, sent, frozenset(form.numbers))


def unlike(before: dict[Button, Pressed], after: dict[Button, Pressed]) -> Iterator[str]:
    """Say which presses came to something else: another answer, another letter, or no such button."""
    for press in sorted(before.keys() | after.keys()):
        if press not in before or press not in after:
            yield f"{press} (a button that is there or not)"
            continue
        one, other = (replace(world[press].answer, queries=0, rows=0) for world in (before, after))
        if what := difference(one, other):
            yield f"{press} ({what})"
        elif before[press].letters != after[press].letters:
            yield f"{press} (the letters differ)"


def press(world: World, actor: str, client: Client, one: Opened) -> Pressed:
    """Press a button and follow where it leads."""
    fields: dict[str, Any] = {}
    for name, value in one.sent:
        fields.setdefault(name, []).append(value)
    before = set(Message.objects.values_list("pk", flat=True))
    with counting() as counted:
        answer = client.post(one.action, fields, follow=True)
        body = body_of(answer)
    user = world.people.get(actor)
    letters = Message.objects.exclude(pk__in=before).filter(to=user.email if user else "")
    led = "".join(f" -> {url}" for url, _ in answer.redirect_chain).encode()
    return Pressed(
        masked(answer, led + b"\n" + body, counted), tuple(letters.order_by("key").values_list("subject", "body"))
    )
