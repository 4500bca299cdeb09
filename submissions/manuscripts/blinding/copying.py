"""Copy pages into a new document: what they need to be drawn and no more; names are replaced by counting. Pure.

What a maker called things never gets into the copy. The order of counting depends on the file alone, so the same file
always gives the same copy.
"""

from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from submissions.manuscripts.blinding import glyphs, keys
from submissions.manuscripts.blinding.content import Content
from submissions.manuscripts.blinding.layers import Layers
from submissions.manuscripts.blinding.lettering import Lettering
from submissions.manuscripts.blinding.resources import Resources
from submissions.manuscripts.blinding.values import Value, parts_of


class Copier(Lettering):
    """Copies pages, with the forms, patterns and drawn fonts that have instructions of their own."""

    def __init__(self, copy: Pdf, layers: Layers) -> None:
        super().__init__(copy)
        self.layers = layers
        self.shared: dict[tuple[int, int], Resources] = {}

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
        named = self.resources(inherited(page.obj, "/Resources"))
        text = b"\n".join(self.bytes_of(part) for part in parts_of(page.obj.get("/Contents")))
        new.Resources, new.Contents = named.copied, self.stream(Dictionary(), Content(text, named).copied())
        self.copy.pages.append(Page(self.copy.make_indirect(new)))

    def form(self, source: Value, around: Resources | None = None) -> Value:
        """Copy a drawing that is used as a whole; one without resources of its own uses those around it."""
        if not isinstance(source, Stream):
            return None
        return self._once("form", source, lambda new: self._fill_drawing(new, source, keys.FORM, around))

    def _fill_drawing(self, new: Object, source: Stream, wanted: keys.Keys, around: Resources | None = None) -> None:
        self._take(new, source, wanted)
        own = source.get("/Resources")
        named = around if around is not None and not isinstance(own, Dictionary) else self.resources(own)
        self._write(new, Content(self.bytes_of(source), named).copied())
        new["/Resources"] = named.copied

    def resources(self, source: Value) -> Resources:
        """Return what a drawing may name. Drawings that share their lists share the copies of them."""
        source = source if isinstance(source, Dictionary) else Dictionary()
        if source.is_indirect and source.objgen in self.shared:
            return self.shared[source.objgen]
        named = Resources(source, self.copy.make_indirect(Dictionary()), self.layers)
        if source.is_indirect:
            self.shared[source.objgen] = named
        named.begin(
            {
                "/ColorSpace": self.colour,
                "/Font": self.font,
                "/ExtGState": self.state,
                "/Shading": self.shading,
                "/Pattern": self.pattern,
                "/XObject": lambda thing: self.drawing(thing, named),
            }
        )
        return named

    def drawing(self, source: Value, around: Resources) -> Value:
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
        named = self.resources(source.get("/Resources"))
        drawn = source.get("/CharProcs")
        drawn = drawn if isinstance(drawn, Dictionary) else Dictionary()
        new_names = {
            name: name if glyphs.is_plain(name) else f"/n{n}" for n, name in enumerate(sorted(drawn.keys()), start=1)
        }
        new["/CharProcs"] = Dictionary()
        for name in sorted(drawn.keys()):
            if isinstance(glyph := drawn[name], Stream):
                text = Content(self.bytes_of(glyph), named).copied()
                new["/CharProcs"][new_names[name]] = self.copy.make_indirect(self.stream(Dictionary(), text))
        new["/Resources"] = named.copied
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
