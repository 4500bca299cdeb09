"""Copy values and streams into a new document: the ground on which pictures, fonts and pages are copied. Pure.

Each public method copies one kind of thing and is named in the tables of `keys`.
"""

import zlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from submissions.manuscripts.blinding import keys
from submissions.manuscripts.checks.inflation import MOST_IN_ALL, TOO_LARGE_INSIDE
from submissions.manuscripts.checks.problem import Problem

Value = Any
FLATE = Name.FlateDecode


class Values:
    """Fills `copy`; things that several pages share are copied once."""

    def __init__(self, copy: Pdf) -> None:
        self.copy = copy
        self.done: dict[tuple[str, int, int], Object] = {}
        self.read = 0

    def plain(self, source: Value) -> Value:
        """Copy numbers, truth values and rows of them; None for all else."""
        if isinstance(source, bool | int | Decimal):
            return source
        if isinstance(source, Array):
            return Array([new for one in source if (new := self.plain(one)) is not None])
        return None

    def word(self, source: Value) -> Value:
        """Copy a name of the standard, or the known ones of a row."""
        if isinstance(source, Array):
            return Array([one for one in source if isinstance(one, Name) and str(one) in keys.STANDARD])
        return source if isinstance(source, Name) and str(source) in keys.STANDARD else None

    def take(self, source: Object, wanted: keys.Keys) -> Dictionary:
        """Return a dictionary with the wanted keys alone."""
        new = Dictionary()
        self._take(new, source, wanted)
        return new

    def _take(self, new: Object, source: Object, wanted: keys.Keys) -> None:
        for key, kind in wanted.items():
            if key in source and (value := getattr(self, kind)(source[key])) is not None:
                new[key] = value

    def _with_data(self, source: Value, wanted: keys.Keys) -> Value:
        if isinstance(source, Stream):
            return self._once("data", source, lambda new: self._fill_data(new, source, wanted))
        return self.take(source, wanted) if isinstance(source, Dictionary) else None

    def _fill_data(self, new: Object, source: Stream, wanted: keys.Keys) -> None:
        self._take(new, source, wanted)
        self._write(new, self.bytes_of(source))

    def data(self, source: Value) -> Value:
        """Copy bytes without anything that describes them."""
        return self._with_data(source, {}) if isinstance(source, Stream) else None

    def stream(self, described: Dictionary, data: bytes) -> Stream:
        """Return a new stream."""
        new = Stream(self.copy, b"", described)
        self._write(new, data)
        return new

    def bytes_of(self, source: Value) -> bytes:
        """Return what a stream holds, unpacked, within the bounds of the whole."""
        if not isinstance(source, Stream):
            return b""
        data = source.read_bytes()
        self._count(len(data))
        return data

    def _count(self, size: int) -> None:
        self.read += size
        if self.read > MOST_IN_ALL:
            raise Problem(TOO_LARGE_INSIDE)

    def _write(self, new: Object, data: bytes) -> None:
        self._write_packed(new, zlib.compress(data), FLATE, None)

    def _write_packed(self, new: Object, data: bytes, by: Object, parameters: Dictionary | None) -> None:
        new.write(data, filter=Array([by]), decode_parms=Array([parameters]) if parameters else None)

    def _once(self, kind: str, source: Object, fill: Callable[[Object], None]) -> Object:
        """Copy a thing when it is first met; it may contain itself."""
        key = (kind, *source.objgen)
        if source.is_indirect and key in self.done:
            return self.done[key]
        is_stream = isinstance(source, Stream)
        new = self.copy.make_indirect(Stream(self.copy, b"") if is_stream else Dictionary())
        if source.is_indirect:
            self.done[key] = new
        fill(new)
        return new


def parts_of(value: Value) -> list[Value]:
    """Return the members of a row, or the one thing that stands in place of it."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
