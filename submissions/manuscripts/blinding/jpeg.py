"""Take the remarks out of a JPEG picture: camera data, positions, previews, comments. Pure; the pixels stay."""

START = b"\xff\xd8"
END = 0xD9
SCAN = 0xDA
JFIF, ADOBE = 0xE0, 0xEE
RESTART = range(0xD0, 0xD8)
ALONE = frozenset({0x01, *RESTART})
NO_MARKERS = frozenset({0x00, 0xD8})  # pixels, or another beginning, where a segment should be
DRAWS = range(0xC0, 0xE0)
ADOBE_BYTES = 12  # "Adobe", version, two flags and the colour transform


def without_remarks(picture: bytes) -> bytes:
    """Return the picture without its remarks and without what follows it; what holds no picture stays as it is.

    As readers do, it goes on at the next marker where something else stands, and takes the end of the data for the
    picture's end: some cameras and programs leave its mark out.

    Of the application segments two are kept, cut down to what a decoder needs: JFIF without its preview, and
    Adobe's word on colours. A colour profile inside the picture means nothing in a PDF.
    """
    if not picture.startswith(START):
        return picture
    kept, at = bytearray(START), len(START)
    has_pixels = False
    while (at := picture.find(b"\xff", at)) != -1 and at + 2 <= len(picture):
        marker = picture[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in NO_MARKERS:
            at += 2
        elif marker == END:
            return bytes(kept) + picture[at : at + 2]
        elif marker in ALONE:
            kept += picture[at : at + 2]
            at += 2
        else:
            end = at + 2 + int.from_bytes(picture[at + 2 : at + 4])
            kept += _needed(marker, picture[at + 4 : end])
            at = end if marker != SCAN else _end_of_scan(picture, end)
            if marker == SCAN:
                kept += picture[end:at]
                has_pixels = True
    return bytes(kept) + bytes([0xFF, END]) if has_pixels else picture


def _needed(marker: int, segment: bytes) -> bytes:
    """Return what is kept of one segment, with its marker and its length."""
    if marker == JFIF and segment.startswith(b"JFIF\0"):
        segment = segment[:12] + b"\0\0"
    elif marker == ADOBE and segment.startswith(b"Adobe"):
        segment = segment[:ADOBE_BYTES]
    elif marker not in DRAWS:
        return b""
    return bytes([0xFF, marker]) + (len(segment) + 2).to_bytes(2) + segment


def _end_of_scan(picture: bytes, at: int) -> int:
    """Return where the next marker stands after the pixels of a scan; a zero or a restart belongs to them."""
    while (at := picture.find(b"\xff", at)) != -1 and at + 1 < len(picture):
        follows = picture[at + 1]
        if follows and follows not in RESTART and follows != 0xFF:
            return at
        at += 1 if follows == 0xFF else 2
    return len(picture)
