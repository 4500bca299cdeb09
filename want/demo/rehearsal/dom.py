"""A page as a tree of elements, made from the HTML that the server sent. Pure; forms.py and page.py read it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE = frozenset("a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u var".split())
UNSEEN = frozenset({"script", "style", "template", "head"})
# What ends by itself when one of these begins.
ENDED_BY = {
    "li": {"li"},
    "option": {"option", "optgroup"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "tr": {"tr", "tbody", "tfoot"},
    "p": {"p", "div", "ul", "ol", "dl", "table", "form", "section", "h1", "h2", "h3", "h4", "fieldset"},
}


@dataclass(eq=False, slots=True)
class Element:
    """An element with its attributes; children are elements and pieces of text."""

    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """Yield this element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> "list[Element]":
        """Return the elements below with one of these tags."""
        return [element for element in self.walk() if element.tag in tags and element is not self]

    def first(self, *tags: str) -> "Element | None":
        """Return the first element below with one of these tags."""
        return next((element for element in self.walk() if element.tag in tags and element is not self), None)

    def with_class(self, *names: str) -> "list[Element]":
        """Return the elements below that carry one of these classes."""
        return [element for element in self.walk() if element.classes & set(names)]

    def ancestors(self) -> "Iterator[Element]":
        """Yield what this element lies in, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def classes(self) -> set[str]:
        """Return the element's classes."""
        return set(self.attrs.get("class", "").split())

    @property
    def text(self) -> str:
        """Return what a person reads here, on one line."""
        return " ".join("".join(self._pieces()).split())

    @property
    def raw(self) -> str:
        """Return the text exactly as it stands, for what was typed into a text area."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    def _pieces(self) -> Iterator[str]:
        if self.tag in UNSEEN or "hidden" in self.attrs:
            return
        around = "" if self.tag in INLINE else " "
        yield around
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._pieces()
        yield around


class _Reader(HTMLParser):
    """Builds the tree; forgiving where HTML lets end tags be left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_by_itself(tag)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        matching = next((e for e in (self.open, *self.open.ancestors()) if e.tag == tag), None)
        if matching is not None and matching.parent is not None:
            self.open = matching.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)

    def _end_by_itself(self, tag: str) -> None:
        while tag in ENDED_BY.get(self.open.tag, ()) and self.open.parent is not None:
            self.open = self.open.parent


def parse(html: str) -> Element:
    """Return the tree of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root
