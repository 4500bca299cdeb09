"""Words and meaning together: the text term of an affinity. Pure; called for a plan and at the command line.

Both similarities are divided by their standard deviation over all pairs, so that neither drowns the other, and added
half and half (docs/assignment.md has what each is worth alone, and both).
"""

from collections.abc import Sequence

import numpy as np

from reviews.affinity.encoder import Encoder, Vectors, meaning_similarity
from reviews.affinity.text import Scores, text_similarity

HALF = 0.5


def both(words: Scores, meaning: Scores | None, share: float = HALF) -> Scores:
    """Return the mixture of the two, `share` of meaning. Where one is unknown (NaN) the other stands for both."""
    if meaning is None:
        return words
    one, other = _in_deviations(words), _in_deviations(meaning)
    mixed = (1 - share) * one + share * other
    return np.asarray(np.where(np.isnan(one), other, np.where(np.isnan(other), one, mixed)), dtype=np.float32)


def similarity_of(papers: Sequence[str], reviewers: Sequence[Sequence[str]], encoder: Encoder | None) -> Scores:
    """Return how near each paper is to each reviewer's texts, with the encoder or by words alone."""
    words = text_similarity(papers, reviewers)
    if encoder is None:
        return words
    different = list(dict.fromkeys([*papers, *(text for texts in reviewers for text in texts)]))
    vector = dict(zip(different, encoder.encode(different), strict=True))
    meaning = meaning_similarity(_rows(vector, papers), [_rows(vector, texts) for texts in reviewers])
    return both(words, meaning)


def _rows(vector: dict[str, Vectors], texts: Sequence[str]) -> Vectors:
    return np.array([vector[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


def _in_deviations(scores: Scores) -> Scores:
    known = scores[~np.isnan(scores)]
    deviation = float(known.std()) if known.size else 0.0
    return scores / deviation if deviation > 0 else scores
