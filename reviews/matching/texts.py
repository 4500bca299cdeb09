"""What matching knows from texts of an edition, read from the kept table: papers x people, and the nearest paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.score import usual_of
from reviews.affinity.text import on_scale
from reviews.affinity.together import both
from reviews.matching.similar import Compared
from reviews.models import ExpertisePaper, TextRow, TextTable, UploadedScore
from reviews.models.matching import UploadedUse
from want.venues.models import Edition

Scores = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class TextMatch:
    """The text term of affinities from 0 to 1, NaN where nothing is known, and what it rests on."""

    scores: Scores
    encoder: str
    is_known: bool  # a table was made, or scores were uploaded
    nearest: dict[int, NDArray[np.uint16]]  # by the column of a person
    texts: dict[int, list[int]]
    titles: dict[int, str]

    def of(self, row: int, column: int) -> float | None:
        """Return the similarity of a pair, None where it is unknown."""
        value = float(self.scores[row, column])
        return None if np.isnan(value) else value

    @cached_property
    def usual(self) -> Scores:
        """Return what stands for the text of somebody who has none: a number a paper, NaN where nobody has any."""
        return usual_of(self.scores)

    def usual_at(self, row: int) -> float | None:
        """Return what stands for the unknown text at this paper, None where nobody's is known."""
        value = float(self.usual[row])
        return None if np.isnan(value) else value

    def nearest_title(self, row: int, column: int) -> str:
        """Return the title among the person's papers that is nearest to the paper."""
        places = self.nearest.get(column)
        if places is None or not self.texts[column]:
            return ""
        return self.titles.get(self.texts[column][int(places[row])], "")


def text_match(
    edition: Edition, papers: Sequence[int], people: Sequence[int], use: str, *, guest: Compared | None = None
) -> TextMatch:
    """Load the similarities of these papers and people, joined with uploaded scores as the formula says.

    A `guest`, who is in no kept table, is the last of the people. Four queries whatever the size; nothing is computed
    but the mixture.
    """
    table = TextTable.objects.filter(edition=edition).defer("frequency", "digests").first()
    shape = (len(papers), len(people))
    words, meaning = np.full(shape, np.nan, dtype=np.float32), np.full(shape, np.nan, dtype=np.float32)
    place = {key: at for at, key in enumerate(table.papers)} if table else {}
    take = np.array([place.get(key, -1) for key in papers], dtype=np.int64)
    column = {key: at for at, key in enumerate(people)}
    nearest, texts = {}, {}
    for row in TextRow.objects.filter(edition=edition, user__in=list(people)).order_by().iterator():
        at = column[row.user_id]
        words[:, at] = _taken(row.words, np.float16, take)
        meaning[:, at] = _taken(row.meaning, np.float16, take)
        nearest[at] = _taken(row.nearest, np.uint16, take)
        texts[at] = row.texts
    for part in (words, meaning):
        part[take < 0] = np.nan
    if guest is not None:
        words[:, -1], meaning[:, -1] = guest.words[:, 0], guest.meaning[:, 0]
    has_meaning = bool(table and table.encoder)
    scores = on_scale(both(words, meaning if has_meaning else None))
    scores, has_uploaded = _with_uploaded(scores, papers, column, edition, use)
    keys = {key for row_keys in texts.values() for key in row_keys}
    titles = dict(ExpertisePaper.objects.filter(pk__in=keys).order_by().values_list("pk", "title")) if keys else {}
    known = bool(texts) or has_uploaded or guest is not None
    return TextMatch(scores, table.encoder if table else "", known, nearest, texts, titles)


def _taken(packed: bytes | memoryview, kind: type[np.generic], take: NDArray[np.int64]) -> NDArray[np.generic]:
    values = np.frombuffer(packed, dtype=kind)
    return values[take] if len(values) else np.zeros(len(take), dtype=kind)


def _with_uploaded(
    scores: Scores, papers: Sequence[int], column: dict[int, int], edition: Edition, use: str
) -> tuple[Scores, bool]:
    """Join the scores from a file. From 0 to 1 they count as they are, else in proportion to the paper's greatest.

    Not to the greatest of all: a chair who does not see one paper would read its greatest from all others.
    """
    row = {key: at for at, key in enumerate(papers)}
    stored = UploadedScore.objects.filter(submission__edition=edition, user__in=list(column)).order_by()
    given = [
        (row[paper], column[person], value)
        for paper, person, value in stored.values_list("submission_id", "user_id", "value")
        if paper in row and person in column
    ]
    if not given:
        return scores, False
    uploaded = np.full(scores.shape, np.nan, dtype=np.float32)
    greatest = np.ones(len(papers))
    for at, _, value in given:
        greatest[at] = max(greatest[at], value)
    for at, person, value in given:
        uploaded[at, person] = max(0.0, value) / greatest[at]
    joined = uploaded if use == UploadedUse.REPLACE else (uploaded + scores) / 2
    joined = np.where(np.isnan(scores), uploaded, joined)
    return np.asarray(np.where(np.isnan(uploaded), scores, joined), dtype=np.float32), True
