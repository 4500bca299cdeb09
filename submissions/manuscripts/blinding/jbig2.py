"""Blot out the remarks in a JBIG2 picture, as it stands in a PDF: a row of segments (ISO/IEC 14492, 7.2). Pure."""

KIND = 0x3F
LONG_PAGE = 0x40
EXTENSION = 62  # what is not needed to draw: comments
MANY = 7  # says that the count of segments referred to has a form of its own
UNKNOWN = 0xFFFFFFFF


def without_remarks(picture: bytes) -> bytes:
    """Return the picture with zeros in place of its comments; what is not understood stays as it is."""
    clean, at = bytearray(picture), 0
    while at + 11 <= len(clean):
        start = _start_of_data(clean, at)
        length = int.from_bytes(clean[start - 4 : start])
        if start > len(clean) or length == UNKNOWN:
            break
        end = min(start + length, len(clean))
        if clean[at + 4] & KIND == EXTENSION:
            clean[start:end] = bytes(end - start)
        at = end
    return bytes(clean)


def _start_of_data(picture: bytearray, at: int) -> int:
    """Return where the data of the segment begins whose head begins here."""
    number, flags, few = int.from_bytes(picture[at : at + 4]), picture[at + 4], picture[at + 5] >> 5
    at += 6
    if few == MANY:
        few = int.from_bytes(picture[at - 1 : at + 3]) & 0x1FFFFFFF
        at += 3 + (few + 8) // 8
    size = 1 if number <= 256 else 2 if number <= 65536 else 4
    return at + few * size + (4 if flags & LONG_PAGE else 1) + 4
