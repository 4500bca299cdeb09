"""Compare texts of an edition: read from what is kept of them, and people by portions. Called for the table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.rarity import Rarity
from reviews.affinity.terms import terms_of
from reviews.matching.columns import NOBODY
from reviews.matching.corpus import Text
from reviews.matching.similar import Compared, Comparer, Read
from reviews.matching.terms import terms_of_texts

Vectors = Mapping[str, NDArray[np.float32]]

PORTION = 200  # people who are compared, and rows that are written, at once
TEXTS = 1000  # texts of people who are compared at once; one person may have more
NOTHING = Text(NOBODY, "", "")  # stands where a paper has gone


def compare(
    papers: Iterable[Text], people: Mapping[int, Sequence[Text]], rarity: Rarity, vectors: Vectors
) -> Iterator[tuple[list[int], Compared]]:
    """Yield people, some at once, with how near they are to these papers."""
    comparer = Comparer(read(papers), rarity, _with_none(vectors))
    for users in _portions(people):
        terms = terms_of_texts(chain.from_iterable(people[user] for user in users))
        yield users, comparer.compare([[(text.digest, terms[text.digest]) for text in people[user]] for user in users])


def compare_one(papers: Iterable[Text], own: Sequence[Text], rarity: Rarity, vectors: Vectors) -> Compared:
    """Compare somebody's texts with these papers."""
    return Comparer(read(papers), rarity, _with_none(vectors)).compare([read(own)])


def read(texts: Iterable[Text]) -> list[Read]:
    """Return the terms of texts under their digests; those that were not read yet are read now."""
    texts = list(texts)
    terms = {"": terms_of("")} | terms_of_texts(text for text in texts if text.digest)
    return [(text.digest, terms[text.digest]) for text in texts]


def _portions(people: Mapping[int, Sequence[Text]]) -> Iterator[list[int]]:
    portion: list[int] = []
    texts = 0
    for user, own in people.items():
        if portion and (len(portion) == PORTION or texts + len(own) > TEXTS):
            yield portion
            portion, texts = [], 0
        portion.append(user)
        texts += len(own)
    if portion:
        yield portion


def _with_none(vectors: Vectors) -> Vectors:
    """Return the vectors, and one without length for papers that are not there any more."""
    return {"": np.zeros_like(next(iter(vectors.values()))), **vectors} if vectors else {}
