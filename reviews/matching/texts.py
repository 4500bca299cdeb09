"""What matching knows from texts of an edition, read from the kept table: papers x people, and the nearest paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.score import usual_of
from reviews.affinity.text import on_scale
from reviews.affinity.together import both
from reviews.matching.kept import kept_similarities
from reviews.matching.similar import Compared
from reviews.models import ExpertisePaper, UploadedScore
from reviews.models.matching import UploadedUse
from want.venues.models import Edition

Scores = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class TextMatch:
    """The text term of affinities from 0 to 1, NaN where nothing is known, and what it rests on."""

    scores: Scores
    encoder: str
    is_known: bool  # a table was made, or scores were uploaded
    nearest: NDArray[np.uint16]
    texts: dict[int, list[int]]  # by the column of a person
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
        own = self.texts.get(column)
        return self.titles.get(own[int(self.nearest[row, column])], "") if own else ""


def text_match(
    edition: Edition, papers: Sequence[int], people: Sequence[int], use: str, *, guest: Compared | None = None
) -> TextMatch:
    """Load the similarities of these papers and people, joined with uploaded scores as the formula says.

    A `guest`, who is in no kept table, is the last of the people. Seven queries whatever the size; nothing is computed
    but the mixture.
    """
    kept = kept_similarities(edition, papers, people)
    if guest is not None:
        kept.words[:, -1], kept.meaning[:, -1] = guest.words[:, 0], guest.meaning[:, 0]
    scores = on_scale(both(kept.words, kept.meaning if kept.encoder else None))
    scores, has_uploaded = _with_uploaded(scores, papers, {key: at for at, key in enumerate(people)}, edition, use)
    keys = {key for own in kept.texts.values() for key in own}
    titles = dict(ExpertisePaper.objects.filter(pk__in=keys).order_by().values_list("pk", "title")) if keys else {}
    known = bool(kept.texts) or has_uploaded or guest is not None
    return TextMatch(scores, kept.encoder, known, kept.nearest, kept.texts, titles)


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
