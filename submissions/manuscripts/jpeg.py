"""Take the remarks out of a JPEG picture: camera data, positions, comments. Pure; the pixels stay as they are."""

START = b"\xff\xd8"
END_OF_HEAD = 0xDA  # start of scan: the pixels follow
COMMENT = 0xFE
# Application segments that a reader needs to get the colours right: JFIF, ICC profile, Adobe.
NEEDED = frozenset({0xE0, 0xE2, 0xEE})
APPLICATION = range(0xE0, 0xF0)
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def without_remarks(picture: bytes) -> bytes:
    """Return the picture without its remarks; one that is not understood comes back as it is."""
    if not picture.startswith(START):
        return picture
    kept, at = bytearray(START), len(START)
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        marker = picture[at + 1]
        if marker == END_OF_HEAD:
            return bytes(kept) + picture[at:]
        if marker in ALONE or marker == 0xFF:
            kept += picture[at : at + 1 if marker == 0xFF else at + 2]
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(picture[at + 2 : at + 4])
        if not _is_remark(marker):
            kept += picture[at:end]
        at = end
    return picture


def _is_remark(marker: int) -> bool:
    return marker == COMMENT or (marker in APPLICATION and marker not in NEEDED)
