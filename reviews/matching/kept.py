"""The similarities of texts that an edition's table keeps, as matrices: its rows, and over them the blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import BinaryField, F, Func
from numpy.typing import NDArray

from reviews.matching.blocks import KINDS, UNKNOWN
from reviews.matching.columns import places_of
from reviews.matching.similar import Scores
from reviews.models import TextBlock, TextRow, TextTable
from want.venues.models import Edition

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Kept:
    """Papers x people: likeness by words and by meaning, NaN where it is unknown, and the place of the nearest text."""

    words: Scores
    meaning: Scores
    nearest: NDArray[np.uint16]
    encoder: str = ""
    texts: dict[int, list[int]] = field(default_factory=dict)  # by the column of a person


def kept_similarities(edition: Edition, papers: Sequence[int], people: Sequence[int]) -> Kept:
    """Load what is kept of these papers and people, by five queries; anew where all was made anew meanwhile."""
    tables = TextTable.objects.filter(edition=edition)
    table = tables.defer("frequency", "digests").first()
    found = _loaded(table, edition, papers, people)
    columns = tables.values_list("papers", flat=True).first()
    return found if columns == (table and table.papers) else kept_similarities(edition, papers, people)


def _loaded(table: TextTable | None, edition: Edition, papers: Sequence[int], people: Sequence[int]) -> Kept:
    shape = len(papers), len(people)
    words, meaning = np.full(shape, np.nan, dtype=np.float32), np.full(shape, np.nan, dtype=np.float32)
    found = Kept(words, meaning, np.zeros(shape, dtype=np.uint16), table.encoder if table else "")
    if table is None:
        return found
    column = {key: at for at, key in enumerate(people)}
    places = places_of(table)
    take = np.array([places.get(key, -1) for key in papers], dtype=np.int64)
    place, length = np.full(len(people), -1), np.zeros(len(people), dtype=np.int64)
    for row in TextRow.objects.filter(edition=edition, user__in=list(people)).order_by().iterator():
        at = column[row.user_id]
        place[at], length[at], found.texts[at] = row.place, len(row.nearest) // 2, row.texts
        for kind in KINDS:
            getattr(found, kind)[:, at] = _taken(getattr(row, kind), kind, take)
    _lay_over(found, edition, take, place, length)
    return found


def _taken(stored: bytes | memoryview, kind: str, take: Numbers) -> NDArray[np.generic]:
    """Return the numbers of these columns, as far as there are any."""
    values = np.append(np.frombuffer(stored, dtype=KINDS[kind]), KINDS[kind](UNKNOWN[kind]))  # type: ignore[call-arg]
    return values[np.where(take < len(values) - 1, take, -1)]


def _lay_over(found: Kept, edition: Edition, take: Numbers, place: Numbers, length: Numbers) -> None:
    """Fill in the columns that rows have not: of each block the part in which the people stand, nothing more."""
    here = np.flatnonzero(place >= 0)
    first, last = (int(place[here].min()), int(place[here].max())) if len(here) else (0, -1)
    for start, width, *stored in _parts(edition, first, last - first + 1):
        rows = np.flatnonzero((take >= start) & (take < start + width))
        values = [
            np.frombuffer(one, dtype).reshape(-1, width) for one, dtype in zip(stored, KINDS.values(), strict=True)
        ]
        columns = here[(place[here] - first < len(values[0])) & (length[here] < start + width)]
        if not len(rows) or not len(columns):
            continue
        target = np.ix_(rows, columns)
        is_beyond = take[rows, None] >= length[columns]
        for kind, numbers in zip(KINDS, values, strict=True):
            if len(numbers):
                more, into = numbers[np.ix_(place[columns] - first, take[rows] - start)].T, getattr(found, kind)
                into[target] = np.where(is_beyond, more, into[target])


def _parts(edition: Edition, first: int, people: int) -> Iterator[tuple[int, int, bytes, bytes, bytes]]:
    """Yield the blocks' first columns, widths, and the numbers of so many people from a place on."""
    width = F("papers__len")
    parts = {
        f"{kind}_part": Func(
            F(kind),
            width * (first * dtype().itemsize) + 1,
            width * (people * dtype().itemsize),
            function="substr",
            output_field=BinaryField(),
        )
        for kind, dtype in KINDS.items()
    }
    blocks = TextBlock.objects.filter(edition=edition).order_by("start")
    return blocks.values_list("start", "papers__len", *parts.values()).iterator()
