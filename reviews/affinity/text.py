"""How similar two texts are, by the stems and pairs of stems they share (TF-IDF). Pure numpy; a term of `score`.

Each counts 1 + log of how often it occurs, times the logarithm of how rare it is among all documents given (nothing
if it is in all of them); the similarity is the cosine. A reviewer's papers are joined into one document, of which the
strongest terms count. docs/assignment.md has what this is worth on the gold standard of Stelmakh et al. 2023
(arXiv 2303.16750).
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.rarity import Rarity
from reviews.affinity.shelf import Shelf
from reviews.affinity.terms import terms_of

Scores = NDArray[np.float32]

PORTION = 100  # reviewers who are compared at once


def text_similarity(papers: Sequence[str], reviewers: Sequence[Sequence[str]]) -> Scores:
    """Return the similarities, papers x reviewers, from 0 to 1. A reviewer is the texts that describe their work.

    Where one of the two has no words the answer is NaN: nothing is known. All texts together tell how rare a word is,
    each different one counted once.
    """
    terms = {text: terms_of(text) for text in dict.fromkeys(chain(papers, chain.from_iterable(reviewers)))}
    shelf = Shelf([terms[paper] for paper in papers], Rarity.among(terms.values()))
    answer = np.full((len(papers), len(reviewers)), np.nan, dtype=np.float32)
    for start in range(0, len(reviewers), PORTION):
        people = [[terms[text] for text in texts] for texts in reviewers[start : start + PORTION]]
        answer[:, start : start + PORTION] = shelf.compare(people).whole
    return answer


def on_scale(similarity: Scores, best: float = 0.99) -> Scores:
    """Return the similarities stretched so that the best hundredth counts 1: the form that `score` mixes with topics.

    Two abstracts on the same problem share a third of their words at most, which would drown beside a topic match.
    """
    known = similarity[~np.isnan(similarity)]
    top = float(np.quantile(known, best)) if known.size else 0.0
    return np.clip(similarity / top, 0, 1) if top > 0 else similarity
