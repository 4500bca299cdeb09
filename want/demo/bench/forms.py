"""Read what a form on a page holds, as a browser would send it back."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """Collects the values of a page's inputs, choices and text areas."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a field."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select] = given.get("value") or ""
        elif tag == "input" and name and _counts(given):
            self.values[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Leave a text area or a choice."""
        if tag == "textarea":
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        """Take in the text of a text area."""
        if self._area:
            self.values[self._area] += data


def _counts(given: dict[str, str | None]) -> bool:
    kind = given.get("type")
    return "checked" in given if kind in {"radio", "checkbox"} else kind not in {"submit", "file", "image", "button"}


def fields_of(page: bytes) -> dict[str, str]:
    """Return the fields of all forms of a page together; their names do not clash on the pages measured."""
    reader = Fields()
    reader.feed(page.decode())
    return reader.values
