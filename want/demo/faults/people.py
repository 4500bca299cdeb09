"""People who write while everything breaks. What was not answered they send again, unchanged, as a browser would."""

import hashlib
import http.client
import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from want.demo.faults.ledger import Ledger
from want.demo.pdf import paper_pdf
from want.demo.rehearsal.browser import Browser, Pairs, multipart
from want.demo.rehearsal.forms import Form, Unfillable, Upload
from want.demo.rehearsal.page import Page

PAUSE = 0.15  # seconds between two acts of one person
OK, MOVED, BROKEN = 200, 302, 500
SIGNED_OUT = "/accounts/"
NO_ROOM = "has no room for files"


class Interrupted(Exception):  # noqa: N818 (what happens to people while servers are killed)
    """There was no answer, or an error page: nobody knows whether it was stored."""


class Line(Browser):
    """A browser that does not follow a redirect by itself, so that what answered the POST is known."""

    def load(self, address: str) -> Page:
        """Return a page that a person may read; anything else is an interruption."""
        try:
            page = self.get(address)
        except (OSError, http.client.HTTPException, ConnectionError) as error:
            raise Interrupted(str(error)) from None
        if page.status >= BROKEN:
            raise Interrupted(f"{page.status} at {page.path}")
        return page

    def send_once(self, address: str, body: bytes, kind: str) -> Page:
        """POST, and return the very answer."""
        try:
            page = self._request("POST", address, body, kind)
        except (OSError, http.client.HTTPException) as error:
            raise Interrupted(str(error)) from None
        if page.status >= BROKEN:
            raise Interrupted(f"{page.status} at {page.path}")
        return page


@dataclass(frozen=True, slots=True)
class Wish:
    """A write that is to be sent until it is answered, and what to do with the answer."""

    address: str
    body: bytes
    kind: str
    notes: tuple[tuple[str, str, str], ...]  # what the ledger hears of if it was stored
    is_stored: Callable[[Page], bool]


class Writer(threading.Thread, ABC):
    """Somebody who writes until told to stop."""

    def __init__(self, name: str, line: Line, sign_in: str, ledger: Ledger, rng: random.Random) -> None:
        super().__init__(daemon=True, name=name)
        self.line, self.sign_in, self.ledger, self.rng = line, sign_in, ledger, rng
        self.wish: Wish | None = None
        self.enough = threading.Event()
        self.said: list[str] = []  # complaints, for the report
        self.number = 0

    def run(self) -> None:
        """Sign in, then write; an interruption is followed by another try."""
        while not self.enough.is_set():
            try:
                if "sessionid" not in self.line.cookies:
                    self.line.load(self.sign_in)
                self.wish = self.wish or self.next_wish()
                self._send(self.wish)
            except Interrupted as interruption:
                self.said.append(str(interruption))
                time.sleep(PAUSE)
            except Unfillable as surprise:
                self.said.append(f"unexpected page: {surprise}")
                self.wish = None
            self.enough.wait(PAUSE * (0.5 + self.rng.random()))

    @abstractmethod
    def next_wish(self) -> Wish:
        """Return what to write next."""

    def _send(self, wish: Wish) -> None:
        for note in wish.notes:
            self.ledger.sends(*note)
        page = self.line.send_once(wish.address, wish.body, wish.kind)
        if wish.is_stored(page):
            for note in wish.notes:
                self.ledger.hears(*note)
            self.stored(page)
        else:
            self.said.append(f"{page.status} {' / '.join(page.complaints)[:160]}")
        self.wish = None

    def stored(self, page: Page) -> None:
        """Take notice of where a write has led."""

    def _fresh(self, what: str) -> str:
        self.number += 1
        return f"{what} {self.number} by {self.name}"

    def _wish(self, page: Page, form: Form, button: str, **rest: object) -> Wish:
        pressed = form.button(button)
        pairs = form.payload(pressed)
        body, kind = _encoded(form, pairs)
        self.line.came_from = page.url
        address = page.absolute(form.action) if form.action else page.url
        return Wish(address, body, kind, **rest)  # type: ignore[arg-type]


class Author(Writer):
    """Begins one paper, changes its title again and again, uploads files, and submits it."""

    address = ""

    def next_wish(self) -> Wish:
        """Change the title, and now and then the file; submit the paper as soon as it has one."""
        page = self.line.load(self.address)
        is_in, is_new = page.has_button("Save changes"), self.address.endswith("/submit/")
        title, notes = self._fresh("Title"), []
        form = page.form("Save changes" if is_in else "Save as draft")
        form.fill("title", title)
        form.fill("abstract", f"What we did. {title}.")
        form.fill("keywords", "faults")
        for question in ("submission_type", "topics"):
            form.named(question)[0].is_checked = True
        notes.append(("title", self.name, title))
        if not is_new and self.rng.random() < (0.2 if is_in else 0.6):
            file = paper_pdf(title, "Abstract", pages=2, seed=self.rng.randrange(10**6))
            form.fill("pdf", Upload("paper.pdf", file))
            notes.append(("file", self.name, hashlib.sha256(file).hexdigest()))
        button = "Save changes" if is_in else "Save as draft"
        if not is_in and not is_new and "SHA-256" in page.text:
            button = "Submit the paper"
            notes.append(("submission", self.name, "submitted"))
        wants = "/receipt/" if button == "Submit the paper" else f"/submissions/{'' if is_new else _code(page)}"
        return self._wish(page, form, button, notes=tuple(notes), is_stored=lambda answer: _leads_to(answer, wants))

    def stored(self, page: Page) -> None:
        """Go on with the paper that was begun."""
        if self.address.endswith("/submit/"):
            self.address = page.headers["location"]


class Reviewer(Writer):
    """Writes one review: drafts that save themselves, then the review, then revisions."""

    address = ""

    def next_wish(self) -> Wish:
        """Type, mostly; now and then submit."""
        page = self.line.load(self.address)
        button = "Submit the revision" if page.has_button("Submit the revision") else "Submit the review"
        text, form = self._fresh("Strengths"), page.form(button)
        form.fill("strengths", text)
        form.fill("weaknesses", "Few baselines.")
        notes = [("text", self.name, text)]
        if self.rng.random() < 0.7:
            where = page.absolute(form.element.attrs["data-autosave"])
            body, kind = _encoded(form, form.typed())
            return Wish(where, body, kind, tuple(notes), lambda answer: answer.status == OK)
        for scale in ("overall", "confidence", "soundness", "presentation", "contribution"):
            for place, choice in enumerate(form.named(scale)):
                choice.is_checked = place == 1
        notes.append(("review", self.name, text))
        return self._wish(
            page, form, button, notes=tuple(notes), is_stored=lambda answer: _leads_to(answer, "/reviewing/")
        )


class Bidder(Writer):
    """Bids, and changes their mind."""

    address = ""
    codes: tuple[str, ...] = ()

    def next_wish(self) -> Wish:
        """Place a bid on some paper."""
        page = self.line.load(self.address)
        token = next(control.value for form in page.forms for control in form.named("csrfmiddlewaretoken"))
        code, value = self.rng.choice(self.codes), self.rng.choice(("eager", "willing", "in_a_pinch", "not_willing"))
        body = f"csrfmiddlewaretoken={token}&value={value}".encode()
        return Wish(
            page.absolute(f"{code}/"),
            body,
            "application/x-www-form-urlencoded",
            (("bid", f"{self.name} {code}", value),),
            self._is_saved,
        )

    def _is_saved(self, answer: Page) -> bool:
        if not _leads_to(answer, "/bids/"):
            return False
        return "Your bid is saved." in self.line.load(answer.headers["location"]).text


def _encoded(form: Form, pairs: Pairs) -> tuple[bytes, str]:
    if form.is_multipart:
        return multipart(pairs)
    plain = [(name, value) for name, value in pairs if isinstance(value, str)]
    return urlencode(plain).encode(), "application/x-www-form-urlencoded"


def _leads_to(answer: Page, part: str) -> bool:
    where = answer.headers.get("location", "")
    return answer.status == MOVED and part in where and SIGNED_OUT not in where


def _code(page: Page) -> str:
    return page.path.rstrip("/").split("/")[-1]
