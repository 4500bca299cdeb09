"""Unicode's normal forms, without the work that hostile text causes: Python sorts the marks on a letter by swapping.

A hundred thousand marks on one letter took it a minute, a million took hours. No script has more than a few; thirty
stay, as in the stream-safe text of Unicode (UAX 15).
"""

import unicodedata
from typing import Literal

MOST_MARKS = 30


def normalised(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return the text in this form; of the marks in a row those after the thirtieth go."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return unicodedata.normalize(form, "".join(kept))
