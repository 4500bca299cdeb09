"""Blot out what a JPEG 2000 picture says beside its pixels: words, links, names of profiles. Pure.

A picture is a codestream, alone or in a box of a file of boxes (ISO/IEC 15444-1, annexes A and I).
"""

from collections.abc import Iterator

from submissions.manuscripts.blinding import profile

SIGNATURE = b"\0\0\0\x0cjP  "
CODESTREAM = b"\xff\x4f"
NEEDED = frozenset({b"jP  ", b"ftyp"})
# In the head: size, depth, palette, which part is which colour, the colours. Not: resolution and what others add.
NEEDED_IN_HEAD = frozenset({b"ihdr", b"bpcc", b"pclr", b"cmap", b"cdef"})
BEFORE_PROFILE = 3  # method, precedence, approximation
BY_NUMBER, PROFILES = 1, frozenset({2, 3})  # methods of telling colours
TILE, DATA, COMMENT, END = 0xFF90, 0xFF93, 0xFF64, 0xFFD9
REGISTERED_TEXT = 4  # a comment's length and its kind go before its words


def without_remarks(picture: bytes) -> bytes:
    """Return the picture with zeros in place of its remarks; what is not understood stays as it is."""
    clean = bytearray(picture)
    if picture.startswith(CODESTREAM):
        del clean[_clean_stream(clean, 0, len(clean)) :]
    elif picture.startswith(SIGNATURE):
        for kind, start, end in _boxes(picture, 0, len(picture)):
            if kind == b"jp2c":
                _clean_stream(clean, start, end)
            elif kind == b"jp2h":
                _clean_head(clean, start, end)
            elif kind not in NEEDED:
                _blot(clean, start, end)
    return bytes(clean)


def _boxes(picture: bytes, at: int, last: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of what each box holds. What follows them and is no box is given without a kind."""
    while at + 8 <= last:
        length, kind, head = int.from_bytes(picture[at : at + 4]), picture[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(picture[at + 8 : at + 16]), 16
        end = at + length if length else last
        if length and length < head:
            return
        yield kind, at + head, min(end, last)
        at = end
    if at < last:
        yield b"", at, last


def _clean_head(picture: bytearray, start: int, end: int) -> None:
    for kind, first, last in _boxes(bytes(picture), start, end):
        if kind == b"colr":
            _clean_colours(picture, first, last)
        elif kind not in NEEDED_IN_HEAD:
            _blot(picture, first, last)


def _clean_colours(picture: bytearray, start: int, end: int) -> None:
    """Take the names out of a profile; it is shorter then, and zeros fill its place, as they do behind a number."""
    method, first = picture[start] if start < end else None, start + BEFORE_PROFILE
    if method == BY_NUMBER:
        _blot(picture, first + 4, end)
    elif method in PROFILES:
        clean = profile.without_names(bytes(picture[first:end]))
        if clean is not None and first + len(clean) <= end:
            picture[first:end] = clean.ljust(end - first, b"\0")


def _clean_stream(picture: bytearray, start: int, end: int) -> int:
    """Put zeros into the comments of the whole and of each tile, and behind the end; return where that is."""
    at = _clean_markers(picture, start + 2, end)
    while at + 12 <= end and int.from_bytes(picture[at : at + 2]) == TILE:
        length = int.from_bytes(picture[at + 6 : at + 10])  # of the tile with its head; 0: to the end of the stream
        after = min(at + length, end) if length else end
        data = _clean_markers(picture, at + 2 + int.from_bytes(picture[at + 2 : at + 4]), after)
        if not length and (found := picture.find(END.to_bytes(2), data, end)) >= 0:  # in no data stand these two bytes
            after = found
        if after <= at:
            return end
        at = after
    if picture[at : at + 2] != END.to_bytes(2):
        return end
    _blot(picture, at + 2, end)
    return at + 2


def _clean_markers(picture: bytearray, at: int, end: int) -> int:
    """Put zeros into the comments of a head; return where it ends."""
    while at + 4 <= end:
        marker, length = int.from_bytes(picture[at : at + 2]), int.from_bytes(picture[at + 2 : at + 4])
        if marker in {TILE, DATA, END} or length < 2:
            return at
        if marker == COMMENT:
            _blot(picture, at + 2 + REGISTERED_TEXT, min(at + 2 + length, end))
        at += 2 + length
    return at


def _blot(picture: bytearray, start: int, end: int) -> None:
    picture[start:end] = bytes(max(end - start, 0))
