"""What drawing instructions name: each thing is copied when an instruction that is kept first names it. Pure.

Files list more than their pages show: what lies in a layer that is off, figures of pages that were cut away, drafts.
What nothing names does not get into the copy. Numbers take the place of names, in the order in which things are met.
"""

from collections.abc import Callable, Mapping

from pikepdf import Dictionary, Object

from submissions.manuscripts.blinding.layers import Layers
from submissions.manuscripts.blinding.values import Value

LETTERS = {"/ColorSpace": "C", "/Font": "F", "/ExtGState": "G", "/Shading": "S", "/Pattern": "P", "/XObject": "X"}
FOR_DEVICES = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")  # colours that no instruction has to name

Copy = Callable[[Value], Value]


class Resources:
    """The lists of a page, a form, a pattern or a font; `copied` are their copies, which grow while one draws."""

    def __init__(self, source: Dictionary, copied: Object, layers: Layers) -> None:
        self.source, self.copied, self.layers = source, copied, layers
        self.copies: Mapping[str, Copy] = {}
        self.new_names: dict[tuple[str, str], bytes | None] = {}

    def begin(self, copies: Mapping[str, Copy]) -> None:
        """Say how the things of each list are copied, and copy the colours that stand for those of devices."""
        self.copies = copies
        for name in FOR_DEVICES:
            if (value := self._found("/ColorSpace", name)) is not None:
                self._put("/ColorSpace", name, value)

    def renamed(self, category: str, name: str) -> bytes | None:
        """Return the name under which the copy lists a thing; None for what is not there or must not be shown."""
        key = (category, name)
        if key not in self.new_names:
            self.new_names[key] = None  # a drawing that draws itself draws nothing
            number = sum(1 for kind, _ in self.new_names if kind == category)
            value = self._found(category, name)
            if value is not None:
                self.new_names[key] = self._put(category, f"/{LETTERS[category]}{number}", value)
        return self.new_names[key]

    def hides(self, name: str) -> bool:
        """Tell whether the layer of this name is hidden."""
        marks = self.source.get("/Properties")
        return isinstance(marks, Dictionary) and self.layers.hide(marks.get(name))

    def _found(self, category: str, name: str) -> Value:
        listed = self.source.get(category)
        if category not in self.copies or not isinstance(listed, Dictionary) or name not in listed:
            return None
        return self.copies[category](listed[name])

    def _put(self, category: str, name: str, value: Value) -> bytes:
        if category not in self.copied:
            self.copied[category] = Dictionary()
        self.copied[category][name] = value
        return name.encode()
