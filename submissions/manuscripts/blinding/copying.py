"""Copy pages into a new document: what they need to be drawn and no more; names are replaced by counting. Pure.

What a maker called things never gets into the copy. The order of counting depends on the file alone, so the same file
always gives the same copy.
"""

from collections.abc import Callable
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from submissions.manuscripts.blinding import content, glyphs, keys
from submissions.manuscripts.blinding.content import Content, Names
from submissions.manuscripts.blinding.layers import Layers
from submissions.manuscripts.blinding.lettering import Lettering
from submissions.manuscripts.blinding.values import Value, parts_of


class Copier(Lettering):
    """Copies pages, with the forms, patterns and drawn fonts that have instructions of their own."""

    def __init__(self, copy: Pdf, layers: Layers) -> None:
        super().__init__(copy)
        self.layers = layers
        self.maps: dict[tuple[int, int], dict[tuple[str, bytes], bytes]] = {}

    def page(self, page: Page) -> None:
        """Add a page with what it shows."""
        new = Dictionary(Type=Name.Page)
        for box in keys.PAGE_BOXES:
            value = self.plain(inherited(page.obj, box))
            if isinstance(value, Array) and len(value) == 4:
                new[box] = value
        for key, value in (("/Rotate", inherited(page.obj, "/Rotate")), ("/UserUnit", page.obj.get("/UserUnit"))):
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                new[key] = value
        if isinstance(group := page.obj.get("/Group"), Dictionary):
            new.Group = self.group(group)
        found = inherited(page.obj, "/Resources")
        resources = found if isinstance(found, Dictionary) else Dictionary()
        new.Resources, names = self.resources(resources)
        text = b"\n".join(self.bytes_of(part) for part in parts_of(page.obj.get("/Contents")))
        new.Contents = self.stream(Dictionary(), self.content(text, names))
        self.copy.pages.append(Page(self.copy.make_indirect(new)))

    def content(self, text: bytes, names: Names) -> bytes:
        """Return drawing instructions without what they need not say."""
        return Content(text, names).copied()

    def form(self, source: Value, around: tuple[Object, Names] | None = None) -> Value:
        """Copy a drawing that is used as a whole; one without resources of its own uses those around it."""
        if not isinstance(source, Stream):
            return None
        return self._once("form", source, lambda new: self._fill_drawing(new, source, keys.FORM, around))

    def _fill_drawing(
        self, new: Object, source: Stream, wanted: keys.Keys, around: tuple[Object, Names] | None = None
    ) -> None:
        self._take(new, source, wanted)
        own = source.get("/Resources")
        if isinstance(own, Dictionary) or around is None:
            around = self.resources(own if isinstance(own, Dictionary) else Dictionary())
        new["/Resources"], names = around
        self._write(new, self.content(self.bytes_of(source), names))

    def resources(self, source: Dictionary) -> tuple[Object, Names]:
        """Copy the lists of what a drawing uses, under new names."""
        new_names: dict[tuple[str, bytes], bytes] = {}
        marks = source.get("/Properties")

        def hides(name: bytes) -> bool:
            key = content.plain(name).decode(errors="replace")
            return isinstance(marks, Dictionary) and self.layers.hide(marks.get(key))

        names = Names(new_names, hides)
        if source.is_indirect and (known := self.done.get(("resources", *source.objgen))) is not None:
            return known, Names(self.maps[source.objgen], hides)
        new = self.copy.make_indirect(Dictionary())
        if source.is_indirect:
            self.done["resources", *source.objgen] = new
            self.maps[source.objgen] = new_names
        for category, letter, copied in self._lists(new, names):
            listed = source.get(category)
            if isinstance(listed, Dictionary):
                new_names |= names_for(category, letter, listed)
                self._list(new, category, listed, copied, new_names)
        return new, names

    def _lists(self, new: Object, names: Names) -> list[tuple[str, str, Callable[[Value], Value]]]:
        return [
            ("/ColorSpace", "C", self.colour),
            ("/Font", "F", self.font),
            ("/ExtGState", "G", self.state),
            ("/Shading", "S", self.shading),
            ("/Pattern", "P", self.pattern),
            ("/XObject", "X", lambda thing: self.drawing(thing, (new, names))),
        ]

    def _list(
        self,
        new: Object,
        category: str,
        listed: Dictionary,
        copied: Callable[[Value], Value],
        new_names: dict[tuple[str, bytes], bytes],
    ) -> None:
        """Copy one list under the new names; what is not copied has none."""
        new[category] = Dictionary()
        for key in sorted(listed.keys()):
            value = copied(listed[key])
            if value is None:
                del new_names[category, key.encode()]
            else:
                new[category][new_names[category, key.encode()].decode()] = value

    def drawing(self, source: Value, around: tuple[Object, Names]) -> Value:
        """Copy a picture or a form, unless its layer is hidden."""
        if not isinstance(source, Stream) or self.layers.hide(source.get("/OC")):
            return None
        match source.get("/Subtype"):
            case Name.Image:
                return self.picture(source)
            case Name.Form:
                return self.form(source, around)
        return None

    def soft_mask(self, source: Value) -> Value:
        """Copy a mask of the graphics state, or its absence."""
        return self.take(source, keys.SOFT_MASK) if isinstance(source, Dictionary) else self.word(source)

    def group(self, source: Value) -> Value:
        """Copy what says how a drawing mixes with what lies below."""
        return self.take(source, keys.GROUP) if isinstance(source, Dictionary) else None

    ## Patterns, shadings, functions, states

    def pattern(self, source: Value) -> Value:
        """Copy a pattern: tiles or a shading."""
        if isinstance(source, Stream):
            return self._once("pattern", source, lambda new: self._fill_drawing(new, source, keys.TILING))
        return self.take(source, keys.SHADED) if isinstance(source, Dictionary) else None

    def shading(self, source: Value) -> Value:
        """Copy a shading, which may carry data."""
        return self._with_data(source, keys.SHADING)

    def state(self, source: Value) -> Value:
        """Copy a graphics state."""
        return self.take(source, keys.STATE) if isinstance(source, Dictionary) else None

    def font_and_size(self, source: Value) -> Value:
        """Copy a font that a graphics state sets."""
        if not isinstance(source, Array) or len(source) != 2 or (font := self.font(source[0])) is None:
            return None
        return Array([font, self.plain(source[1])])

    def font(self, source: Value) -> Value:
        """Copy a font; one whose characters are drawings is copied as drawings are."""
        if isinstance(source, Dictionary) and source.get("/Subtype") == Name.Type3:
            return self._once("font", source, lambda new: self._fill_drawn_font(new, source))
        return super().font(source)

    def _fill_drawn_font(self, new: Object, source: Dictionary) -> None:
        """Copy a font whose characters are drawings; glyphs with names of their own get numbers."""
        self._take(new, source, keys.FONT)
        own = source.get("/Resources")
        around = self.resources(own if isinstance(own, Dictionary) else Dictionary())
        drawn = source.get("/CharProcs")
        drawn = drawn if isinstance(drawn, Dictionary) else Dictionary()
        new_names = {
            name: name if glyphs.is_plain(name) else f"/n{n}" for n, name in enumerate(sorted(drawn.keys()), start=1)
        }
        new["/CharProcs"] = Dictionary()
        for name in sorted(drawn.keys()):
            if isinstance(glyph := drawn[name], Stream):
                text = self.content(self.bytes_of(glyph), around[1])
                new["/CharProcs"][new_names[name]] = self.copy.make_indirect(self.stream(Dictionary(), text))
        new["/Resources"] = around[0]
        if (encoding := self.encoding(source.get("/Encoding"), new_names)) is not None:
            new["/Encoding"] = encoding


def inherited(page: Object, key: str) -> Value:
    """Return what a page or the nearest branch above it says."""
    for _ in range(60):
        if key in page:
            return page[key]
        if not isinstance(above := page.get("/Parent"), Dictionary):
            return None
        page = above
    return None


def names_for(category: str, letter: str, listed: Dictionary) -> dict[tuple[str, bytes], bytes]:
    """Return a number for each name of a list; the colours that stand for device colours have names of the standard."""
    standard = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"} if category == "/ColorSpace" else set()
    return {
        (category, key.encode()): (key if key in standard else f"/{letter}{number}").encode()
        for number, key in enumerate(sorted(listed.keys()), start=1)
    }
