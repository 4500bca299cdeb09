"""Fill in and send a form as a browser lets a person: by its labels, with everything the page put into it. Pure.

Fields are found by the words beside them, so that a form that changes its meaning is noticed. Where rows repeat, the
same words stand beside several fields; those are found by the field's name. What a browser would not send, because
a required field is empty or a text too long, is not sent here either.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from want.demo.rehearsal.dom import Element


class Unfillable(LookupError):  # noqa: N818 (it is what a person meets, and no error of theirs)
    """The form has no such field, option or button, or a browser would not send it. The words say which there are."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody chose."""

    name: str
    content: bytes
    kind: str = "application/pdf"


Value = str | bool | Collection[str] | Upload


@dataclass(eq=False, slots=True)
class Control:
    """A field. `label` is what stands beside it, `group` the legend of the fieldset that it lies in."""

    element: Element
    name: str
    kind: str  # text, textarea, select, checkbox, radio, file, hidden
    label: str
    group: str
    value: str = ""
    is_checked: bool = False
    chosen: list[str] = field(default_factory=list)  # values of the selected options
    upload: Upload | None = None

    @property
    def options(self) -> list[tuple[str, str]]:
        """Return (value, words) of a select's options."""
        return [(option.attrs.get("value", option.text), option.text) for option in self.element.all("option")]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would be sent that counts as an answer."""
        if self.kind in {"checkbox", "radio"}:
            return not self.is_checked
        if self.kind == "select":
            return not any(self.chosen)
        return self.upload is None if self.kind == "file" else not self.value

    def pairs(self) -> list[tuple[str, "str | Upload"]]:
        """Return what a browser sends of this field."""
        if self.kind == "select":
            return [(self.name, value) for value in self.chosen]
        if self.kind in {"checkbox", "radio"}:
            return [(self.name, self.value)] if self.is_checked else []
        if self.kind == "file":
            return [(self.name, self.upload or Upload("", b"", "application/octet-stream"))]
        return [(self.name, "\r\n".join(self.value.splitlines()) if self.kind == "textarea" else self.value)]


@dataclass(eq=False, slots=True)
class Button:
    """What sends the form."""

    element: Element
    label: str
    pairs: list[tuple[str, str]]


class Form:
    """A form as it came, changed by what is filled in."""

    def __init__(self, element: Element, page: Element) -> None:
        self.element = element
        self.page = page
        self._labels = _labels(page)
        own = [found for found in page.walk() if _owner(found, page) is element and not _is_off(found)]
        self.controls = [made for found in own if (made := self._control(found))]
        self.buttons = [_button(found) for found in own if _is_button(found)]

    @property
    def method(self) -> str:
        """Return GET or POST."""
        return self.element.attrs.get("method", "get").upper()

    @property
    def action(self) -> str:
        """Return where the form is sent; empty for the page's own address."""
        return self.element.attrs.get("action", "")

    @property
    def is_multipart(self) -> bool:
        """Tell whether files can be sent."""
        return self.element.attrs.get("enctype", "").lower() == "multipart/form-data"

    def button(self, label: str) -> Button:
        """Return the button with these words; the first, when several have them."""
        for found in self.buttons:
            if _words(found.label) == _words(label):
                return found
        raise Unfillable(f"no button “{label}”; there are {_listed(b.label for b in self.buttons)}")

    def named(self, name: str) -> list[Control]:
        """Return the fields of this name."""
        return [control for control in self.controls if control.name == name]

    def find(self, key: str) -> list[Control]:
        """Return the field beside these words, or those that answer one question together, or those of this name.

        "Author 2: Name" is the field beside "Name" under the legend "Author 2".
        """
        wanted = _words(key)
        visible = [control for control in self.controls if control.kind != "hidden"]
        beside = [
            c for c in visible if wanted in {_words(c.label), _words(f"{c.group}: {c.label}")} and c.kind != "radio"
        ]
        if len(beside) == 1:
            return beside
        under = [c for c in visible if c.kind in {"radio", "checkbox"} and _words(c.group) == wanted]
        found = under or self.named(key)
        if not found:
            problem = "several fields" if beside else "no field"
            raise Unfillable(f"{problem} “{key}”; there are {_listed(self._known())}")
        return found

    def fill(self, key: str, value: Value) -> None:
        """Answer a question: text, True or False for a box, the words of an option or of several, or a file."""
        found = self.find(key)
        if isinstance(value, Upload):
            found[0].upload = value
        elif found[0].kind == "select":
            found[0].chosen = [_option(found[0], words) for words in _several(value)]
        elif isinstance(value, bool):
            found[0].is_checked = value
        elif found[0].kind in {"radio", "checkbox"}:
            _tick(key, found, _several(value))
        elif isinstance(value, str):
            found[0].value = value
        else:
            raise Unfillable(f"“{key}” takes one text")

    def value_of(self, key: str) -> str:
        """Return what stands in a field now: its text, or the words of what is chosen."""
        found = self.find(key)
        if found[0].kind == "select":
            return ", ".join(words for value, words in found[0].options if value in found[0].chosen)
        if found[0].kind in {"radio", "checkbox"}:
            return ", ".join(control.label for control in found if control.is_checked)
        return found[0].value

    def payload(self, button: Button) -> list[tuple[str, "str | Upload"]]:
        """Return all that is sent when the button is pressed; refused where a browser would refuse."""
        if "formnovalidate" not in button.element.attrs and "novalidate" not in self.element.attrs:
            self._ask_what_is_required()
        return [*self.typed(), *button.pairs]

    def typed(self) -> list[tuple[str, "str | Upload"]]:
        """Return what stands in the fields now, complete or not."""
        return [pair for control in self.controls for pair in control.pairs()]

    def _ask_what_is_required(self) -> None:
        for control in self.controls:
            alike = self.named(control.name) if control.kind == "radio" else [control]
            if "required" in control.element.attrs and all(one.is_empty for one in alike):
                raise Unfillable(f"a browser would not send the form: “{control.label or control.name}” is required")
            longest = control.element.attrs.get("maxlength", "")
            if longest.isdigit() and len(control.value) > int(longest):
                raise Unfillable(f"“{control.label}” holds {len(control.value)} characters, and {longest} fit")

    def _known(self) -> list[str]:
        return [c.group if c.kind == "radio" else c.label or c.name for c in self.controls if c.kind != "hidden"]

    def _control(self, element: Element) -> Control | None:
        name = element.attrs.get("name", "")
        kind = _kind(element)
        if not name or kind in {"submit", "button", "image", "reset"} or element.tag == "button":
            return None
        control = Control(element, name, kind, self._label(element), _group(element))
        if kind == "textarea":
            control.value = element.raw.removeprefix("\n")
        elif kind == "select":
            control.chosen = _selected(element)
        else:
            control.value = element.attrs.get("value", "on" if kind in {"checkbox", "radio"} else "")
            control.is_checked = "checked" in element.attrs
        return control

    def _label(self, element: Element) -> str:
        around = next((above for above in element.ancestors() if above.tag == "label"), None)
        said = self._labels.get(element.attrs.get("id", "")) or (around.text if around else "")
        return said or element.attrs.get("aria-label", "")


def _labels(page: Element) -> dict[str, str]:
    return {label.attrs["for"]: label.text for label in page.all("label") if label.attrs.get("for")}


def _owner(element: Element, page: Element) -> Element | None:
    """Return the form that a field belongs to: the one it names, else the one it lies in."""
    if element.tag not in {"input", "select", "textarea", "button"}:
        return None
    if named := element.attrs.get("form"):
        return next((form for form in page.all("form") if form.attrs.get("id") == named), None)
    return next((above for above in element.ancestors() if above.tag == "form"), None)


def _is_off(element: Element) -> bool:
    return "disabled" in element.attrs or any(
        above.tag == "fieldset" and "disabled" in above.attrs for above in element.ancestors()
    )


def _kind(element: Element) -> str:
    if element.tag in {"textarea", "select"}:
        return element.tag
    kind = element.attrs.get("type", "text").lower()
    return kind if kind in {"checkbox", "radio", "file", "hidden", "submit", "button", "image", "reset"} else "text"


def _is_button(element: Element) -> bool:
    kind = element.attrs.get("type", "submit" if element.tag == "button" else "text").lower()
    return element.tag in {"button", "input"} and kind == "submit"


def _button(element: Element) -> Button:
    label = element.text or element.attrs.get("aria-label", "")
    name, value = element.attrs.get("name", ""), element.attrs.get("value", "")
    return Button(element, label or value, [(name, value)] if name else [])


def _group(element: Element) -> str:
    for above in element.ancestors():
        if above.tag == "fieldset":
            legend = above.first("legend")
            return legend.text if legend else ""
    return ""


def _selected(element: Element) -> list[str]:
    options = element.all("option")
    chosen = [o.attrs.get("value", o.text) for o in options if "selected" in o.attrs]
    if not chosen and options and "multiple" not in element.attrs:
        return [options[0].attrs.get("value", options[0].text)]
    return chosen


def _option(control: Control, words: str) -> str:
    return _match(words, control.options, control.label)


def _tick(key: str, controls: list[Control], wanted: list[str]) -> None:
    values = {_match(words, [(c.value, c.label) for c in controls], key) for words in wanted}
    for control in controls:
        control.is_checked = control.value in values


def _match(wanted: str, options: list[tuple[str, str]], question: str) -> str:
    """Return the value of the option with these words; of the only one that begins with them; of that value."""
    same = [value for value, words in options if _words(words) == _words(wanted)]
    begins = [value for value, words in options if _words(words).startswith(_words(wanted))]
    exact = [value for value, _ in options if value == wanted]
    for found in (same, exact, begins):
        if len(found) == 1:
            return found[0]
    raise Unfillable(f"“{question}” has no answer “{wanted}”; there are {_listed(words for _, words in options)}")


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Collection):
        return [str(one) for one in value]
    raise Unfillable(f"{value!r} is not the words of an option")


def _words(text: str) -> str:
    """Return a label without what marks it as required, for comparing."""
    return " ".join(text.replace("(required)", "").replace("(optional)", "").split()).rstrip("*: ").casefold()


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words)) or "none"
