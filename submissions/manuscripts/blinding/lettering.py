"""Copy fonts that bring a program along or name one that readers have: under a number, without their makers. Pure."""

import re
from collections.abc import Mapping
from functools import partial

from pikepdf import Array, Dictionary, Name, Object, Stream

from submissions.manuscripts.blinding import cmap, fonts, keys
from submissions.manuscripts.blinding.pictures import Pictures
from submissions.manuscripts.blinding.values import Value, parts_of

PREDEFINED_MAPS = re.compile(
    r"/(?:[HV]|(?:Identity|GB|GBpc|GBK|GBK2K|GBKp|UniGB|B5pc|HKscs|ETen|ETenms|CNS|UniCNS|83pv|90ms|90msp|90pv|Add|EUC|Ext"
    r"|UniJIS|UniJIS2004|UniJISX0213|KSC|KSCms|KSCpc|UniKS)(?:-[A-Z0-9a-z]{1,6}){0,3}-[HV])$"
)
FIXED, SERIF, ITALIC, BOLD = 1, 2, 64, 1 << 18


class Lettering(Pictures):
    """Copies fonts, encodings and character maps. `fonts` counts them."""

    fonts = 0

    def font(self, source: Value) -> Value:
        """Copy a font under a number."""
        if not isinstance(source, Dictionary):
            return None
        return self._once("font", source, lambda new: self._fill_font(new, source))

    def _fill_font(self, new: Object, source: Dictionary) -> None:
        self._take(new, source, keys.FONT)
        self.fonts += 1
        name = f"/AAAAAA+F{self.fonts}"
        match source.get("/Subtype"):
            case Name.Type0:
                new["/Encoding"] = self.map(source.get("/Encoding")) or Name("/Identity-H")
                below = [self._descendant(one, name) for one in parts_of(source.get("/DescendantFonts"))]
                new["/DescendantFonts"] = Array(below)
            case _:
                if (encoding := self.encoding(source.get("/Encoding"))) is not None:
                    new["/Encoding"] = encoding
                name = self._describe(new, source, name)
        new["/BaseFont"] = Name(name)

    def _descendant(self, source: Value, name: str) -> Object:
        new = self.take(source, keys.FONT)
        new["/BaseFont"] = Name(self._describe(new, source, name, may_stand_in=False))
        return self.copy.make_indirect(new)

    def _describe(self, new: Object, source: Dictionary, name: str, *, may_stand_in: bool = True) -> str:
        """Copy a font's measures and program, and return the name it has in the copy."""
        found = source.get("/FontDescriptor")
        if not isinstance(found, Dictionary):
            return stand_in(str(source.get("/BaseFont", "")), 0) if may_stand_in else name
        described = self.take(found, keys.DESCRIPTOR)
        if not self._embed(described, found) and may_stand_in:
            flags = described.get("/Flags", 0)
            name = stand_in(str(source.get("/BaseFont", "")), flags if isinstance(flags, int) else 0)
        described["/FontName"] = Name(name)
        new["/FontDescriptor"] = self.copy.make_indirect(described)
        return name

    def _embed(self, new: Object, source: Dictionary) -> bool:
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(program := source.get(key), Stream):
                new[key] = self._once(key, program, partial(self._program, source=program, key=key))
                return True
        return False

    def _program(self, new: Object, source: Stream, key: str) -> None:
        data = self.bytes_of(source)
        if key == "/FontFile":
            self._take(new, source, keys.plain("Length1 Length2 Length3"))
            clear = source.get("/Length1", 0)
            data = fonts.type1(data, clear if isinstance(clear, int) else 0)
        elif key == "/FontFile2" or data[:4] in fonts.KINDS:
            data = fonts.sfnt(data)
            if key == "/FontFile2":
                new["/Length1"] = len(data)
        else:
            data = fonts.cff(data)
        if key == "/FontFile3":
            self._take(new, source, keys.word("Subtype"))
        self._write(new, data)

    def encoding(self, source: Value, new_names: Mapping[str, str] | None = None) -> Value:
        """Copy which character is which glyph."""
        if not isinstance(source, Dictionary):
            return self.word(source)
        new = self.take(source, keys.ENCODING)
        if isinstance(differences := source.get("/Differences"), Array):
            new["/Differences"] = Array(
                [
                    Name((new_names or {}).get(str(one), str(one) if new_names is None else "/.notdef"))
                    if isinstance(one, Name)
                    else one
                    for one in differences
                    if isinstance(one, Name | int)
                ]
            )
        return new

    def map(self, source: Value) -> Value:
        """Copy a character map, or the name of one that every reader has."""
        if isinstance(source, Stream):
            return self._once("map", source, lambda new: self._fill_map(new, source))
        return source if isinstance(source, Name) and PREDEFINED_MAPS.match(str(source)) else None

    def _fill_map(self, new: Object, source: Stream) -> None:
        self._take(new, source, keys.MAP)
        if "/CIDSystemInfo" in new:
            new["/CMapName"] = Name.Map
        self._write(new, cmap.without_names(self.bytes_of(source)))

    def collection(self, source: Value) -> Value:
        """Copy which set of characters a font numbers, if it is a known one."""
        if isinstance(source, Dictionary):
            registry, ordering = str(source.get("/Registry", "")), str(source.get("/Ordering", ""))
            if ordering in keys.COLLECTIONS.get(registry, ()):
                number = source.get("/Supplement", 0)
                return Dictionary(
                    Registry=registry, Ordering=ordering, Supplement=number if isinstance(number, int) else 0
                )
        return Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)

    def glyph_numbers(self, source: Value) -> Value:
        """Copy how characters are numbered in the font's program."""
        return self.data(source) if isinstance(source, Stream) else self.word(source)


def stand_in(name: str, flags: int) -> str:
    """Return a font that every reader has, for one that does not come with the file."""
    if name[1:] in keys.COMMON_FONTS:
        return name
    is_bold = bool(flags & BOLD) or "bold" in name.lower()
    is_slanted = bool(flags & ITALIC) or "ital" in name.lower() or "obl" in name.lower()
    family, slanted, upright = "/Helvetica", "Oblique", ""
    if flags & FIXED:
        family = "/Courier"
    elif flags & SERIF:
        family, slanted, upright = "/Times", "Italic", "-Roman"
    style = "Bold" * is_bold + slanted * is_slanted
    return f"{family}-{style}" if style else family + upright
