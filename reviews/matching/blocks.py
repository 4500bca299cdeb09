"""Columns of later papers, kept in blocks beside the rows: a new paper costs its own numbers, and no row is written.

A block has a row for each person, at the place that the person's row of the table names. What the table's row holds
counts, so where it is as long as the block's columns the block is not looked at: who changes their profile has their
row made anew with all columns, and a place that became free can be given to somebody else. Called by the refresh alone,
under the table's lock, but for the numbers of somebody who leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviews.matching.corpus import Text
from reviews.matching.similar import Compared
from reviews.models import TextBlock
from want.venues.models import Edition

KINDS: Mapping[str, type[np.generic]] = {"words": np.float16, "meaning": np.float16, "nearest": np.uint16}
UNKNOWN: Mapping[str, Any] = {"words": np.nan, "meaning": np.nan, "nearest": 0}
WIDEST = 256  # columns of a block: 20,000 people are 20 MB
NARROW = 64  # blocks, from which on they are joined: to read one person's numbers each costs a look of its own

Values = dict[str, NDArray[Any]]  # people x papers of each kind; no meaning where no encoder tells of it


def nothing_known(people: int, papers: int, *, has_meaning: bool) -> Values:
    """Return the numbers of a block in which nothing is known yet."""
    kinds = [kind for kind in KINDS if has_meaning or kind != "meaning"]
    return {kind: np.full((people, papers), UNKNOWN[kind], dtype=KINDS[kind]) for kind in kinds}


def values_of(compared: Compared, *, has_meaning: bool) -> Values:
    """Return what is kept of a comparison."""
    kinds = [kind for kind in KINDS if has_meaning or kind != "meaning"]
    return {kind: getattr(compared, kind).T.astype(KINDS[kind]) for kind in kinds}


def packed(values: Values) -> dict[str, bytes]:
    """Return the numbers as they are stored."""
    return {kind: values[kind].tobytes() if kind in values else b"" for kind in KINDS}


def put_beside(edition: Edition, start: int, papers: Sequence[Text], values: Values) -> None:
    """Keep these columns, the first of which has this number, in as few blocks as may be."""
    people = len(values["words"])
    for first in range(0, len(papers), WIDEST):
        some = papers[first : first + WIDEST]
        TextBlock.objects.create(
            edition=edition,
            start=start + first,
            papers=[paper.key for paper in some],
            digests=[paper.digest for paper in some],
            people=people,
            **packed({kind: numbers[:, first : first + WIDEST] for kind, numbers in values.items()}),
        )


def join_narrow(edition: Edition) -> None:
    """Make few of the last blocks once they are many. The rows stay as they are: new counts alone make them anew."""
    last: list[int] = []
    for key, width in edition.text_blocks.order_by("-start").values_list("pk", "papers__len"):
        if width >= WIDEST:
            break
        last.append(key)
    if len(last) < NARROW:
        return
    blocks = list(TextBlock.objects.filter(pk__in=last).order_by("start"))
    TextBlock.objects.filter(pk__in=last).delete()
    put_beside(edition, blocks[0].start, _papers_of(blocks), _joined([_values(block) for block in blocks]))


def empty_places(edition: Edition, places: Iterable[int]) -> None:
    """Take the numbers of people who leave out of the blocks: nobody would look at them, and nobody shall."""
    places = list(places)
    if not places:
        return
    for block in TextBlock.objects.filter(edition=edition, people__gt=min(places)):
        values = _values(block)
        there = [place for place in places if place < block.people]
        for kind, numbers in values.items():
            numbers[there] = UNKNOWN[kind]
        TextBlock.objects.filter(pk=block.pk).update(**packed(values))


def _papers_of(blocks: Sequence[TextBlock]) -> list[Text]:
    named = ((key, digest) for block in blocks for key, digest in zip(block.papers, block.digests, strict=True))
    return [Text(key, digest, "") for key, digest in named]


def _values(block: TextBlock) -> Values:
    shape = block.people, len(block.papers)
    stored = {kind: np.frombuffer(getattr(block, kind), dtype) for kind, dtype in KINDS.items()}
    return {
        kind: numbers.reshape(shape).copy() for kind, numbers in stored.items() if kind != "meaning" or len(numbers)
    }


def _joined(blocks: Sequence[Values]) -> Values:
    """Put blocks side by side; the later ones may have more people, of whom the earlier ones know nothing."""
    people = max(len(values["words"]) for values in blocks)
    has_meaning = any("meaning" in values for values in blocks)
    wide = []
    for values in blocks:
        whole = nothing_known(people, values["words"].shape[1], has_meaning=has_meaning)
        for kind, numbers in values.items():
            whole[kind][: len(numbers)] = numbers
        wide.append(whole)
    return {kind: np.hstack([values[kind] for values in wide]) for kind in wide[0]}
