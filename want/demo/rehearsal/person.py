"""Somebody in the play: a browser with a session, a password, and mail to read. Knows nothing of rows."""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from want.demo.people import Figure
from want.demo.rehearsal.browser import Browser, Watcher
from want.demo.rehearsal.forms import Form, Value
from want.demo.rehearsal.page import Page

ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
PATIENCE = 30  # seconds until a mail must have come
OK = 200
REFUSALS = frozenset({403, 409, 422})  # the page is shown again with what was typed and why it was not taken


class Surprise(Exception):  # noqa: N818 (something went otherwise than a person may expect)
    """A page answered otherwise than a person may expect. The words say what, where, and what the page said."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as its recipient reads it."""

    subject: str
    text: str

    def address(self, containing: str) -> str:
        """Return the first address in the mail with these letters in it."""
        found = next((a for a in ADDRESS.findall(self.text) if containing in a), None)
        if found is None:
            raise Surprise(f"the mail “{self.subject}” holds no address with {containing}: {self.text[:300]}")
        return found


class Mailbox:
    """Everybody's mail, read in the demo's viewer as a mail program would show it."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def subjects(self, to: str) -> list[tuple[str, str]]:
        """Return (subject, address in the viewer) of the mails to somebody, newest first."""
        page = Browser(self.base_url).get(f"/demo/mail/?to={to}")
        table = page.tree.first("tbody")
        links = [link for link in table.all("a") if "href" in link.attrs] if table else []
        return [(link.text, page.absolute(link.attrs["href"])) for link in links]

    def read(self, address: str) -> Letter:
        """Open one mail."""
        page = Browser(self.base_url).get(address)
        body = next(iter(page.tree.with_class("letter")), page.tree)
        return Letter(page.heading, body.text)


class Person:
    """One human being at a browser. `page` is what they look at now."""

    def __init__(self, figure: Figure, base_url: str, *, watch: Watcher | None = None) -> None:
        self.name, self.email, self.affiliation = figure.name, figure.email, figure.affiliation
        self.password = f"correct horse battery staple {len(figure.email)}"
        self.browser = Browser(base_url, watch)
        self.mailbox = Mailbox(base_url)
        self.page = Page(base_url, OK, {}, b"")
        self.hands = threading.RLock()  # one does one thing at a time, on however many papers one is
        self.has_password = bool(len(figure.name) % 3)  # the others sign in by a mailed code each time

    def __str__(self) -> str:
        return self.name

    @property
    def is_signed_in(self) -> bool:
        """Tell whether the page one looks at offers to sign out."""
        return self.page.has_button("Sign out")

    def open(self, address: str, *, expect: int = OK) -> Page:
        """Go to an address; it is a surprise when the answer has another status."""
        return self._arrive(self.browser.get(address), expect)

    def follow(self, words: str, *, near: str = "") -> Page:
        """Click the link with these words."""
        return self.open(self.page.link(words, near=near))

    def press(self, button: str, answers: Mapping[str, Value] | None = None, *, near: str = "") -> Page:
        """Fill in the form with this button, press it, and expect that it is taken."""
        page = self._send(button, answers or {}, near)
        if page.complaints or page.status != OK:
            said = " / ".join(page.complaints) or f"status {page.status}"
            raise Surprise(f"{self} pressed “{button}” on {page.path} and read: {said}")
        return page

    def press_but_listen(self, button: str, answers: Mapping[str, Value] | None = None, *, near: str = "") -> list[str]:
        """Press a button that is taken, and return the warnings that come with it."""
        return self._send(button, answers or {}, near).complaints

    def press_in_vain(self, button: str, answers: Mapping[str, Value] | None = None, *, near: str = "") -> list[str]:
        """Press a button expecting to be refused, and return what the page says; a surprise when it says nothing."""
        page = self._send(button, answers or {}, near)
        if not page.complaints:
            raise Surprise(f"{self} pressed “{button}” on {page.path}, and it was not refused")
        return page.complaints

    def form(self, button: str, *, near: str = "") -> Form:
        """Return the form with this button on the page one looks at, to read what stands in it."""
        return self.page.form(button, near=near)

    def letter(self, subject: str, *, newer_than: int = 0, to: str = "") -> Letter:
        """Wait for a mail whose subject holds these words and read it; `newer_than` mails like it came before.

        `to` is another address of theirs, when it went there.
        """
        address = to or self.email
        found: list[tuple[str, str]] = []

        def has_come() -> bool:
            found[:] = [one for one in self.mailbox.subjects(address) if holds(one[0], subject)]
            return len(found) > newer_than

        if not wait_until(has_come):
            there = [one for one, _ in self.mailbox.subjects(address)]
            raise Surprise(f"no mail “{subject}” came to {address}; there are {there}")
        return self.mailbox.read(found[0][1])

    def letters(self, subject: str = "") -> list[str]:
        """Return the subjects of this person's mails that hold these words, newest first."""
        return [one for one, _ in self.mailbox.subjects(self.email) if holds(one, subject)]

    def _send(self, button: str, answers: Mapping[str, Value], near: str) -> Page:
        form = self.page.form(button, near=near)
        for key, value in answers.items():
            form.fill(key, value)
        page = self.browser.send(form, form.button(button), self.page)
        return self._arrive(page, page.status if page.status in REFUSALS else OK)

    def keep_typing(self, button: str, answers: Mapping[str, Value]) -> None:
        """Type into the form with this button and wait, as autosave.js does: it saves by itself, without a new page."""
        form = self.page.form(button)
        for key, value in answers.items():
            form.fill(key, value)
        address = self.page.absolute(form.element.attrs["data-autosave"])
        answer = self.browser.post(address, form.typed(), self.page)
        if answer.status != OK:
            raise Surprise(f"{self} typed, and it was not saved: {answer.status} {answer.content[:200]!r}")
        form.named("version")[0].value = str(json.loads(answer.content)["version"])

    def _arrive(self, page: Page, expect: int) -> Page:
        if page.status != expect:
            raise Surprise(
                f"{self} got {page.status} instead of {expect} at {page.path}: {page.heading or page.text[:200]}"
            )
        self.page = page
        return page


def holds(subject: str, words: str) -> bool:
    """Tell whether a subject holds these words; paper 60 is not paper 607."""
    return re.search(rf"(?<!\d){re.escape(words)}(?!\d)", subject, re.IGNORECASE) is not None


def wait_until(is_so: Callable[[], bool], *, patience: float = PATIENCE) -> bool:
    """Ask again and again until it is so; tell whether it came to be in time."""
    end = time.monotonic() + patience
    pause = 0.02
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
        pause = min(0.5, pause * 1.5)
    return True
