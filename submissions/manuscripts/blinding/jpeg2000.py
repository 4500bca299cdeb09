"""Blot out remarks in a JPEG 2000 picture: boxes of XML, identifiers and links, comments. Pure; lengths stay."""

from collections.abc import Iterator

SIGNATURE = b"\0\0\0\x0cjP  "
CODESTREAM = b"\xff\x4f"
COMMENT, TILE = 0xFF64, 0xFF90
NEEDED = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
REGISTERED_TEXT = 4  # a comment's length and its kind go before its words


def without_remarks(picture: bytes) -> bytes:
    """Return the picture with zeros in place of its remarks; what is not understood stays as it is."""
    clean = bytearray(picture)
    if picture.startswith(CODESTREAM):
        _blot_comments(clean, 0)
    elif picture.startswith(SIGNATURE):
        for kind, start, end in _boxes(picture):
            if kind == b"jp2c":
                _blot_comments(clean, start)
            elif kind not in NEEDED:
                clean[start:end] = bytes(end - start)
    return bytes(clean)


def _boxes(picture: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of what each box holds."""
    at = 0
    while at + 8 <= len(picture):
        length, kind, head = int.from_bytes(picture[at : at + 4]), picture[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(picture[at + 8 : at + 16]), 16
        end = at + length if length else len(picture)
        if length and length < head:
            return
        yield kind, at + head, min(end, len(picture))
        at = end


def _blot_comments(picture: bytearray, at: int) -> None:
    """Put zeros into the comments before the first tile."""
    at += 2
    while at + 4 <= len(picture):
        marker, length = int.from_bytes(picture[at : at + 2]), int.from_bytes(picture[at + 2 : at + 4])
        if marker == TILE or length < 2:
            return
        if marker == COMMENT:
            start, end = at + 2 + REGISTERED_TEXT, min(at + 2 + length, len(picture))
            picture[start:end] = bytes(max(end - start, 0))
        at += 2 + length
