"""A browser tab for tests: it shows a page, and sends a form of it with everything that the page put into the form."""

from collections import defaultdict

from django.test import Client

from want.accounts.models import User
from want.demo.rehearsal.forms import Control, Form
from want.demo.rehearsal.page import Page

SITE = "http://testserver"


class Tab:
    """One tab of one person's browser."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        if user is not None:
            self.client.force_login(user)
        self.page = Page(SITE, 200, {}, b"")
        self.has_moved = False

    def open(self, address: str) -> "Tab":
        """Look at a page."""
        self._show(self.client.get(address, follow=True), address)
        assert self.page.status == 200, f"{address} answers {self.page.status}"
        return self

    def send(self, button: str, **values: str) -> None:
        """Fill in the form with this button, by the fields' names, and press it."""
        address, data = self.sent(button, **values)
        answer = self.client.post(address, data)
        self.has_moved = answer.status_code == 302
        if not self.has_moved:
            self._show(answer, address)

    def sent(self, button: str, **values: str) -> tuple[str, dict[str, list[str]]]:
        """Return where the form goes and what a browser sends."""
        form = self.page.form(button)
        for name, value in values.items():
            fill(form, name, value)
        pressed = form.button(button)
        data: dict[str, list[str]] = defaultdict(list)
        for name, value in form.payload(pressed):
            if isinstance(value, str):
                data[name].append(value)
        return self.page.absolute(form.action) if form.action else self.page.url, dict(data)

    def _show(self, answer: object, address: str) -> None:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        whole = address if address.startswith(SITE) else SITE + address
        self.page = Page(whole, answer.status_code, headers, answer.content)


def fill(form: Form, name: str, value: str) -> None:
    """Answer the question of this name."""
    controls = form.named(name)
    assert controls, f"no field {name}; there are {sorted({c.name for c in form.controls})}"
    _answer(controls, value)


def _answer(controls: list[Control], value: str) -> None:
    if controls[0].kind == "select":
        controls[0].chosen = [value]
    elif controls[0].kind in {"radio", "checkbox"}:
        for control in controls:
            control.is_checked = value in {control.value, "ticked"}
    else:
        controls[0].value = value
