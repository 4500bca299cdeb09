"""Two wordings of one text beside each other, word by word; called where two people wrote at once. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

# Comparing costs about as much as there are pairs of equal parts. Two texts of two thousand words stay below this; a
# text of few words over and over, made to keep the site busy for minutes, does not.
MOST_PAIRS = 40_000
FINER_AND_COARSER = (re.compile(r"\s*+\S++\s*+|\s++"), re.compile(r"[^\n]*\n|[^\n]+"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row: "same" in both wordings, "old" in the first alone, or "new" in the second alone."""

    kind: str
    text: str


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield the words of both texts in order, the gone before what came in their place.

    Where words repeat too often to be told apart at a bearable cost, lines are compared, and else the texts as wholes.
    """
    for parts in FINER_AND_COARSER:
        before, after = parts.findall(old), parts.findall(new)
        begins = _alike(zip(before, after, strict=False))
        ends = _alike(zip(reversed(before[begins:]), reversed(after[begins:]), strict=False))
        middle, changed = before[begins : len(before) - ends], after[begins : len(after) - ends]
        if _pairs(middle, changed) <= MOST_PAIRS:
            break
    else:
        yield from _of("old", [old])
        yield from _of("new", [new])
        return
    yield from _of("same", before[:begins])
    yield from _compared(middle, changed)
    yield from _of("same", before[len(before) - ends :])


def _compared(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, start, end, begin, finish in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from _of("same", before[start:end])
        else:
            yield from _of("old", before[start:end])
            yield from _of("new", after[begin:finish])


def _of(kind: str, words: list[str]) -> Iterator[Piece]:
    if text := "".join(words):
        yield Piece(kind, text)


def _alike(pairs: Iterator[tuple[str, str]]) -> int:
    """Count the pairs of equal parts before the first that differ."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _pairs(before: list[str], after: list[str]) -> int:
    """Count the pairs of equal parts."""
    counted = Counter(after)
    return sum(number * counted[part] for part, number in Counter(before).items())
