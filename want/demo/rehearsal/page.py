"""A page as a person gets it: where it is, what it says, its links, its forms, and what it complains of. Pure."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from want.demo.rehearsal.dom import Element, parse
from want.demo.rehearsal.forms import Form, Unfillable

FIELD_COMPLAINTS = ("invalid-feedback", "errorlist", "errornote", "error-list", "alert-danger")
MESSAGE_COMPLAINTS = ("callout-error", "callout-warning")


@dataclass(eq=False)
class Page:
    """An answer of the server."""

    url: str
    status: int
    headers: dict[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    milliseconds: float = 0.0

    @property
    def path(self) -> str:
        """Return the address without the host."""
        return urlsplit(self.url).path

    @property
    def kind(self) -> str:
        """Return what it is: text/html, application/pdf, ..."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def is_html(self) -> bool:
        """Tell whether people read it as a page."""
        return self.kind == "text/html"

    @cached_property
    def tree(self) -> Element:
        """Return the page's elements."""
        return parse(self.content.decode("utf-8")) if self.is_html else Element("document", {})

    @cached_property
    def text(self) -> str:
        """Return all that a person reads on it."""
        return self.tree.text

    @cached_property
    def heading(self) -> str:
        """Return its first heading."""
        found = self.tree.first("h1")
        return found.text if found else ""

    @cached_property
    def rows(self) -> list[str]:
        """Return what each row of its tables says."""
        return [row.text for row in self.tree.all("tr")]

    @cached_property
    def forms(self) -> list[Form]:
        """Return its forms, in order."""
        return [Form(element, self.tree) for element in self.tree.all("form")]

    @cached_property
    def complaints(self) -> list[str]:
        """Return what it says went wrong."""
        said = [line.text for box in self.tree.with_class("messages") for line in box.with_class(*MESSAGE_COMPLAINTS)]
        alarms = [element for element in self.tree.walk() if element.attrs.get("role") == "alert"]
        wrong = dict.fromkeys([*alarms, *self.tree.with_class(*FIELD_COMPLAINTS)])
        return said + [words for element in wrong if (words := element.text)]

    @cached_property
    def notices(self) -> list[str]:
        """Return the messages at its top."""
        return [line.text for box in self.tree.with_class("messages") for line in box.all("p", "li")]

    def links(self) -> list[tuple[str, str]]:
        """Return (words, address) of its links."""
        return [(link.text, self.absolute(link.attrs["href"])) for link in self.tree.all("a") if "href" in link.attrs]

    def link(self, words: str, *, near: str = "") -> str:
        """Return where the link with these words leads; `near` says beside what it stands, when there are several."""
        found = [link for link in self.tree.all("a") if "href" in link.attrs and _same(link.text, words)]
        if not found:
            raise Unfillable(
                f"no link “{words}” on {self.path}; there are {sorted({text for text, _ in self.links()})}"
            )
        return self.absolute(_nearest(found, near, self).attrs["href"])

    def form(self, button: str, *, near: str = "") -> Form:
        """Return the form with this button; `near` says beside what it stands, when there are several."""
        found = {form.element: form for form in self.forms if any(_same(b.label, button) for b in form.buttons)}
        if not found:
            there = sorted({b.label for form in self.forms for b in form.buttons})
            raise Unfillable(f"no button “{button}” on {self.path}; there are {there}")
        return found[_nearest(list(found), near, self)]

    def has_button(self, label: str) -> bool:
        """Tell whether a button with these words is there to be pressed."""
        return any(_same(button.label, label) for form in self.forms for button in form.buttons)

    def has_link(self, words: str) -> bool:
        """Tell whether there is a link with these words."""
        return any(_same(text, words) for text, _ in self.links())

    def absolute(self, address: str) -> str:
        """Return the whole address of a link on this page."""
        return urljoin(self.url, address)


def _same(said: str, wanted: str) -> bool:
    return said.casefold() == wanted.casefold()


def _nearest(found: list[Element], near: str, page: Page) -> Element:
    """Return the element in whose closest surroundings `near` can be read; the first one if `near` is empty."""
    if not near:
        return found[0]

    def room(element: Element) -> int:
        """Return how much one reads around the element before one has read `near`."""
        circles = (above.text for above in (element, *element.ancestors()))
        return next((len(text) for text in circles if near in text), 10**9)

    nearest = min(found, key=room)
    if room(nearest) == 10**9:
        raise Unfillable(f"nothing on {page.path} stands near “{near}”")
    return nearest
