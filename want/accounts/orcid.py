"""ORCID iDs: sixteen digits that name a researcher, the last of which is computed from the others. Pure."""

import re

SHAPE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def plain_orcid(written: str) -> str:
    """Return the iD alone, from an address at orcid.org or from digits without hyphens."""
    text = written.strip().upper().rstrip("/").rpartition("/")[2]
    if re.fullmatch(r"\d{15}[\dX]", text):
        text = "-".join(text[start : start + 4] for start in range(0, 16, 4))
    return text


def is_orcid(text: str) -> bool:
    """Tell whether this has the shape of an iD and its last digit is right (ISO 7064, mod 11-2)."""
    if not SHAPE.fullmatch(text):
        return False
    total = 0
    digits = text.replace("-", "")
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
