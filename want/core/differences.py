"""Two wordings of one text beside each other, word by word; called where two people wrote at once. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row: "same" in both wordings, "old" in the first alone, or "new" in the second alone."""

    kind: str
    text: str


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield the words of both texts in order, the gone before what came in their place."""
    before, after = _words(old), _words(new)
    for kind, start, end, begin, finish in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if start < end:
            yield Piece("old", "".join(before[start:end]))
        if begin < finish:
            yield Piece("new", "".join(after[begin:finish]))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
