"""Read numbers that somebody could have typed into an address or a form by hand."""

DIGITS = 9  # as many as a key of a row, or a version, has at most


def whole(text: str) -> int | None:
    """Return the number, or None if it is none, or longer than any of ours: ² and five thousand nines, too."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None
