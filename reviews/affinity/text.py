"""How similar two texts are, by the stems and pairs of stems they share (TF-IDF). Pure numpy; a term of `score`.

Each counts 1 + log of how often it occurs, times the logarithm of how rare it is among all documents given (nothing
if it is in all of them); the similarity is the cosine. A reviewer's papers are joined into one document, of which the
strongest terms count. docs/assignment.md has what this is worth on the gold standard of Stelmakh et al. 2023
(arXiv 2303.16750).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.words import terms

Scores = NDArray[np.float32]

STRONGEST = 400  # terms of a joined profile; those after them change the second decimal of nothing


class Rarity:
    """How rare each term is among the texts of a corpus. It can be kept, so that one more text costs its own row.

    Terms of one text alone, most of all, need not be kept: what is not counted stands in one text, the one at hand.
    """

    def __init__(self, frequency: Mapping[str, int], texts: int) -> None:
        self.frequency, self.texts = frequency, texts

    @classmethod
    def among(cls, texts: Iterable[str]) -> "Rarity":
        """Count in how many of the texts each term occurs; a text that is given twice counts once."""
        different = set(texts)
        return cls(Counter(chain.from_iterable(set(terms(text)) for text in different)), len(different))

    def of(self, term: str) -> float:
        """Return the weight of a term; nothing for one that is in all texts."""
        return max(0.0, log((1 + self.texts) / (1 + self.frequency.get(term, 1))))


def text_similarity(papers: Sequence[str], reviewers: Sequence[Sequence[str]], rarity: Rarity | None = None) -> Scores:
    """Return the similarities, papers x reviewers, from 0 to 1. A reviewer is the texts that describe their work.

    Where one of the two has no words the answer is NaN: nothing is known. Without a kept `rarity` all texts together
    tell how rare a word is.
    """
    shelf = Shelf(papers, rarity or Rarity.among(chain(papers, chain.from_iterable(reviewers))))
    answer = np.full((len(papers), len(reviewers)), np.nan, dtype=np.float32)
    for column, texts in enumerate(reviewers):
        answer[:, column] = shelf.profile(texts).whole
    return answer


def on_scale(similarity: Scores, best: float = 0.99) -> Scores:
    """Return the similarities stretched so that the best hundredth counts 1: the form that `score` mixes with topics.

    Two abstracts on the same problem share a third of their words at most, which would drown beside a topic match.
    """
    known = similarity[~np.isnan(similarity)]
    top = float(np.quantile(known, best)) if known.size else 0.0
    return np.clip(similarity / top, 0, 1) if top > 0 else similarity


class Likeness(NamedTuple):
    """How near a profile is to each paper, NaN where nothing is known; and the place of the text that is nearest."""

    whole: Scores
    nearest: NDArray[np.uint16]


class Shelf:
    """The papers' vectors by term: to compare one profile with all papers only the terms it has are looked at."""

    def __init__(self, papers: Iterable[str], rarity: Rarity) -> None:
        self.rarity = rarity
        self._place(_vector(Counter(terms(paper)), rarity) for paper in papers)

    def profile(self, texts: Sequence[str], *, wants_nearest: bool = False) -> Likeness:
        """Compare a profile with all papers; each of its texts, too, where the nearest is wanted."""
        counts = [Counter(terms(text)) for text in texts]
        joined: Counter[str] = Counter()
        for count in counts:
            joined.update(count)
        whole = np.full(self.size, np.nan, dtype=np.float32)
        nearest = np.zeros(self.size, dtype=np.uint16)
        if joined:
            whole[:] = np.clip(self.similarity(_vector(joined, self.rarity)), 0, 1)
            whole[self.empty] = np.nan
        if wants_nearest and len(counts) > 1:
            each = [self.similarity(_vector(count, self.rarity)) for count in counts]
            nearest = np.argmax(each, axis=0).astype(np.uint16)
        return Likeness(whole, nearest)

    def _place(self, vectors: Iterable[Mapping[str, float]]) -> None:
        rows: list[int] = []
        names: list[str] = []
        weights: list[float] = []
        number, empty = 0, []
        for row, vector in enumerate(vectors):
            number = row + 1
            if not vector:
                empty.append(row)
            rows += [row] * len(vector)
            names += vector.keys()
            weights += vector.values()
        self.size, self.empty = number, np.array(empty, dtype=np.int64)
        self.place = {term: at for at, term in enumerate(dict.fromkeys(names))}
        term = np.array([self.place[name] for name in names], dtype=np.int64)
        order = np.argsort(term, kind="stable")
        self.row = np.array(rows, dtype=np.int64)[order]
        self.weight = np.array(weights, dtype=np.float64)[order]
        self.start = np.searchsorted(term[order], np.arange(len(self.place) + 1))

    def similarity(self, vector: Mapping[str, float]) -> NDArray[np.float64]:
        """Return the similarity of a profile to each paper."""
        strongest = sorted(vector.items(), key=lambda one: -one[1])[:STRONGEST]
        known = [(self.place[term], weight) for term, weight in strongest if term in self.place]
        if not known:
            return np.zeros(self.size)
        spans = [slice(self.start[at], self.start[at + 1]) for at, _ in known]
        weight = np.concatenate([self.weight[span] * of for span, (_, of) in zip(spans, known, strict=True)])
        rows = np.concatenate([self.row[span] for span in spans])
        return np.asarray(np.bincount(rows, weights=weight, minlength=self.size), dtype=np.float64)


def _vector(count: Counter[str], rarity: Rarity) -> dict[str, float]:
    """Return a document's terms with their weights, of length 1."""
    weights = {term: (1 + log(number)) * rarity.of(term) for term, number in count.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
