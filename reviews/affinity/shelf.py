"""Papers, put by their terms, so that profiles are compared with all of them by looking at shared terms alone. Pure.

What is compared is never a dense matrix of terms: of half a million each text has some two hundred. Sums are taken in
one order whatever is compared beside, so that a pair has the same similarity alone and among thousands.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.rarity import Rarity
from reviews.affinity.terms import Numbers, Terms, all_ids

Similar = NDArray[np.float64]
Places = NDArray[np.int64]

STRONGEST = 400  # terms of a joined profile; those after them change the second decimal of nothing
AT_ONCE = 2_000_000  # products of weights that are made before they are summed


class Likeness(NamedTuple):
    """Papers x people: how near a profile is, NaN where nothing is known; and the place of its text that is nearest."""

    whole: NDArray[np.float32]
    nearest: NDArray[np.uint16]


class Entries(NamedTuple):
    """The terms of several documents one after the other, each document's in ascending order."""

    document: Places
    ids: Numbers
    counts: NDArray[np.int64]
    rare: Similar  # how rare the term is


class Shelf:
    """The papers by term."""

    def __init__(self, papers: Sequence[Terms], rarity: Rarity) -> None:
        self.rarity, self.size = rarity, len(papers)
        found, order = _entries(papers, rarity)
        self.row, self.weight = found.document[order], _weights(found, self.size)[order]
        self.ids, start = np.unique(found.ids[order], return_index=True)
        self.start = np.append(start, len(order))
        self.empty = np.array([not len(paper.ids) for paper in papers], dtype=np.bool_)

    def compare(self, people: Sequence[Sequence[Terms]], *, wants_nearest: bool = False) -> Likeness:
        """Compare these profiles with all papers; each of their texts, too, where the nearest is wanted."""
        texts = [text for own in people for text in own]
        sizes = np.array([len(own) for own in people], dtype=np.int64)
        entries, by_term = _entries(texts, self.rarity)
        profiles = _joined(entries, by_term, np.repeat(np.arange(len(people)), sizes))
        whole = np.clip(self._similarity(profiles, len(people)), 0, 1).T.astype(np.float32)
        whole[:, np.bincount(profiles.document, minlength=len(people)) == 0] = np.nan
        whole[self.empty] = np.nan
        nearest = np.zeros(whole.shape, dtype=np.uint16)
        if wants_nearest:
            each = np.split(self._similarity(entries, len(texts)), np.cumsum(sizes)[:-1])
            for column in np.flatnonzero(sizes > 1):
                nearest[:, column] = each[column].argmax(axis=0)
        return Likeness(whole, nearest)

    def _similarity(self, entries: Entries, documents: int) -> Similar:
        """Return the similarities, documents x papers."""
        answer = np.zeros((documents, self.size))
        if not len(self.ids):
            return answer
        weight = _weights(entries, documents)
        at = np.minimum(np.searchsorted(self.ids, entries.ids), len(self.ids) - 1)
        counting = (self.ids[at] == entries.ids) & _strongest(entries.document, weight)
        document, at, weight = entries.document[counting], at[counting], weight[counting]
        many = self.start[at + 1] - self.start[at]
        for first, last, part in _parts(document, many, documents):
            times = many[part]
            place = np.arange(times.sum()) + np.repeat(self.start[at[part]] - np.cumsum(times) + times, times)
            cell = np.repeat((document[part] - first) * self.size, times) + self.row[place]
            product = np.repeat(weight[part], times) * self.weight[place]
            answer[first:last] = np.bincount(cell, product, (last - first) * self.size).reshape(-1, self.size)
        return answer


def _entries(documents: Sequence[Terms], rarity: Rarity) -> tuple[Entries, Places]:
    """Return the terms of all documents, and the order that puts equal ones side by side."""
    number = np.repeat(np.arange(len(documents)), [len(one.ids) for one in documents])
    counts = np.concatenate([np.empty(0, dtype=np.int64), *(one.counts for one in documents)])
    ids, rare = all_ids(documents), np.empty(len(number))
    by_term = np.argsort(ids)
    rare[by_term] = rarity.of(ids[by_term])
    return Entries(number, ids, counts, rare), by_term


def _joined(entries: Entries, by_term: Places, owner: Places) -> Entries:
    """Return the same with documents joined that have one owner, each term of an owner named once."""
    order = by_term[np.argsort(owner[entries.document[by_term]], kind="stable")]
    if not len(order):
        return entries
    document, ids = owner[entries.document[order]], entries.ids[order]
    begins = np.flatnonzero(np.append(True, (np.diff(document) != 0) | (ids[1:] != ids[:-1])))
    counts = np.add.reduceat(entries.counts[order], begins)
    return Entries(document[begins], ids[begins], counts, entries.rare[order[begins]])


def _weights(entries: Entries, documents: int) -> Similar:
    """Return the terms' weights, each document's of length 1."""
    weight = (1 + np.log(entries.counts)) * entries.rare
    length = np.sqrt(np.bincount(entries.document, weights=weight * weight, minlength=documents))
    return np.asarray(weight / np.where(length > 0, length, 1)[entries.document])


def _strongest(document: Places, weight: Similar) -> NDArray[np.bool_]:
    """Tell which terms are among the strongest of their document; of equal ones the first."""
    sizes = np.bincount(document)
    begin = np.cumsum(sizes) - sizes
    chosen = np.ones(len(weight), dtype=np.bool_)
    for one in np.flatnonzero(sizes > STRONGEST):
        own = weight[begin[one] : begin[one] + sizes[one]]
        least = np.partition(own, len(own) - STRONGEST)[len(own) - STRONGEST]
        equal = np.flatnonzero(own == least)
        keep = own >= least
        keep[equal[STRONGEST - np.count_nonzero(own > least) :]] = False
        chosen[begin[one] : begin[one] + sizes[one]] = keep
    return chosen


def _parts(document: Places, many: Places, documents: int) -> Iterator[tuple[int, int, slice]]:
    """Yield documents, some at once, with their entries: so many that there is room for their products."""
    begin = np.searchsorted(document, np.arange(documents + 1))
    made = np.append(0, np.cumsum(many))[begin]
    first = 0
    while first < documents:
        last = max(first + 1, int(np.searchsorted(made, made[first] + AT_ONCE, side="right")) - 1)
        yield first, last, slice(begin[first], begin[last])
        first = last
