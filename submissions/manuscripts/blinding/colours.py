"""Copy colours, and the functions that mix them: profiles lose their names, inks get numbers. Pure."""

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from submissions.manuscripts.blinding import cmap, keys, profile
from submissions.manuscripts.blinding.values import Value, Values


class Colours(Values):
    """Copies colour spaces and functions."""

    def colour(self, source: Value) -> Value:  # noqa: PLR0911 (a line for each kind of colour)
        """Copy a colour space; profiles lose their names, inks get numbers."""
        if isinstance(source, Name):
            return source if str(source) in {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"} else None
        if not isinstance(source, Array) or not len(source):
            return None
        kind, rest = str(source[0]), list(source)[1:]
        match kind, rest:
            case ("/ICCBased", [Stream() as found, *_]):
                return self._profile(found)
            case ("/CalGray" | "/CalRGB" | "/Lab", [Dictionary() as found, *_]):
                return Array([Name(kind), self.take(found, keys.CALIBRATED)])
            case ("/CalCMYK", _):
                return Name.DeviceCMYK
            case ("/Indexed", [base, last, table]):
                return self._indexed(self.colour(base), int(last), table)
            case ("/Separation", [ink, base, function]):
                return self._inks(kind, Name(ink_name(ink, 1)), base, function)
            case ("/DeviceN", [Array() as inks, base, function, *_]):
                new = Array([Name(ink_name(ink, number)) for number, ink in enumerate(inks, start=1)])
                return self._inks(kind, new, base, function)
            case ("/Pattern", [base]):
                return Array([Name.Pattern, self.colour(base)])
        return self.colour(source[0]) if not rest else None

    def _profile(self, source: Stream) -> Value:
        count = numbers_in(source)
        device = {1: Name.DeviceGray, 4: Name.DeviceCMYK}.get(count, Name.DeviceRGB)
        clean = profile.without_names(self.bytes_of(source))
        if clean is None:
            return device
        new = self._once("profile", source, lambda new: self._write(new, clean))
        new["/N"] = count
        new["/Alternate"] = device
        if isinstance(limits := self.plain(source.get("/Range")), Array):
            new["/Range"] = limits
        return Array([Name.ICCBased, new])

    def _indexed(self, base: Value, last: int, table: Value) -> Value:
        if base is None:
            return None
        size = (last + 1) * components(base)
        if isinstance(table, Stream):
            data = self.bytes_of(table)[:size]
            return Array([Name.Indexed, base, last, self.copy.make_indirect(self.stream(Dictionary(), data))])
        return Array([Name.Indexed, base, last, String(bytes(table)[:size])])

    def _inks(self, kind: str, names: Object, base: Value, function: Value) -> Value:
        new, mixing = self.colour(base), self.function(function)
        return None if new is None or mixing is None else Array([Name(kind), names, new, mixing])

    def function(self, source: Value) -> Value:
        """Copy a function, a row of them, or the name of one."""
        if isinstance(source, Array):
            return Array([new for one in source if (new := self.function(one)) is not None])
        if isinstance(source, Stream) and source.get("/FunctionType") == 4:
            new = self.stream(self.take(source, keys.FUNCTION), cmap.COMMENT.sub(b"", self.bytes_of(source)))
            return self.copy.make_indirect(new)
        return self._with_data(source, keys.FUNCTION) or self.word(source)


def components(colour: Value) -> int:
    """Return of how many numbers a colour consists."""
    if isinstance(colour, Array) and len(colour) > 1:
        match str(colour[0]):
            case "/ICCBased":
                return numbers_in(colour[1])
            case "/DeviceN":
                return len(colour[1])
            case "/CalGray" | "/Separation" | "/Indexed":
                return 1
    return {"/DeviceGray": 1, "/DeviceCMYK": 4}.get(str(colour), 3)


def ink_name(ink: Value, number: int) -> str:
    """Return the name of an ink that presses have, or a number."""
    return str(ink) if str(ink) in keys.INKS else f"/Ink{number}"


def numbers_in(profile_stream: Value) -> int:
    """Return of how many numbers the colours of a profile consist, as the file says."""
    count = profile_stream.get("/N", 3)
    return count if isinstance(count, int) and count in {1, 3, 4} else 3
