"""Somebody before a browser of their own: opens pages, fills in forms, and notes what the browser complains of."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, Route

from want.accounts.models import User

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


class Person:
    """One person's window. `signed_in_as` seats somebody who signed in before; without it one is a stranger."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        signed_in_as: User | None = None,
        phone: bool = False,
        dark: bool = False,
        scripts: bool = True,
    ) -> None:
        self.url = url
        self.complaints: list[str] = []
        self.context = browser.new_context(
            base_url=url,
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        self.context.set_default_timeout(8_000)
        self.context.on("console", self._listen)
        self.context.on("weberror", lambda error: self.complaints.append(f"{error.page.url}: {error.error}"))
        self.context.on("response", self._watch)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())  # people mean what they press
        if signed_in_as is not None:
            self.become(signed_in_as)

    def become(self, user: User) -> None:
        """Carry the session of somebody who is signed in."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.url, "httpOnly": True}])

    def makes_way_for(self, user: User | None) -> None:
        """Leave the window to somebody else, as it was in the beginning: at a desk, by daylight, nobody signed in."""
        self.page.goto("about:blank")
        self.page.set_viewport_size(DESKTOP)
        self.page.emulate_media(color_scheme="light")
        self.context.clear_cookies()
        if user is not None:
            self.become(user)

    def opens(self, path: str) -> Page:
        """Open a page that must be there."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        return self.page

    def opens_before(self, script: str, path: str) -> Route:
        """Open a page of which one script is still on its way; it comes when the returned route says `continue_`."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route(re.compile(rf"/{script}[^/]*\.js$"), hold)
        self.page.goto(path, wait_until="commit")
        while not held:
            self.page.wait_for_event("request")
        return held[0]

    def writes(self, label: str, text: str) -> None:
        """Fill in the field of this label, or choose this from its list."""
        field = self.page.get_by_label(re.compile(rf"^{re.escape(label)}\s*\*?$"))
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=text)
        else:
            field.fill(text)

    def ticks(self, label: str) -> None:
        """Tick the box of this label."""
        self.page.get_by_label(label, exact=True).check()

    def chooses(self, question: str, answer: str) -> None:
        """Choose an answer of a scale or of a set of radio buttons."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio", name=answer).check()

    def chooses_file(self, label: str, content: bytes) -> None:
        """Choose a PDF in the file field of this label."""
        file = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": content}
        self.page.get_by_role("button", name=label, exact=True).set_input_files(file)

    def line(self, number: int) -> Locator:
        """Return the line of an author in a paper's form."""
        return self.page.get_by_role("group", name=f"Author {number}", exact=True)

    def names_author(self, number: int, name: str, email: str, affiliation: str = "") -> None:
        """Fill in the line of an author."""
        for label, text in (("Name", name), ("E-mail address", email), ("Affiliation", affiliation)):
            self.line(number).get_by_label(label, exact=True).fill(text)

    def presses(self, name: str, **how: Any) -> Page:
        """Press the button of this name; the page that follows has been loaded afterwards."""
        self.page.get_by_role("main").get_by_role("button", name=name, **how).click()
        return self.page

    def follows(self, name: str, **how: Any) -> Page:
        """Follow the link of this name."""
        self.page.get_by_role("main").get_by_role("link", name=name, **how).click()
        return self.page

    def turns_to(self, name: str) -> Page:
        """Choose an entry of the desk's menu."""
        self.page.get_by_role("navigation", name="Desk").get_by_role("link", name=name, exact=True).click()
        return self.page

    def reads(self) -> str:
        """Return the words on the page."""
        return self.page.locator("main").inner_text()

    def leave(self) -> list[str]:
        """Close the window; return what the browser complained of."""
        self.context.close()
        return self.complaints

    def _listen(self, message: ConsoleMessage) -> None:
        """Note errors and warnings; that a page itself was answered with a refusal is for the story to judge."""
        page_url = message.page.url if message.page else ""
        is_of_page = message.text.startswith("Failed to load resource") and message.location["url"] == page_url
        if message.type in {"error", "warning"} and not is_of_page:
            self.complaints.append(f"{urlsplit(page_url).path}: {message.text}")

    def _watch(self, response: Response) -> None:
        if response.url.startswith("chrome"):
            return  # the browser's own parts, such as its viewer of PDFs
        if response.status >= 500 or urlsplit(response.url).netloc != urlsplit(self.url).netloc:
            self.complaints.append(f"{response.url} answered {response.status}")
