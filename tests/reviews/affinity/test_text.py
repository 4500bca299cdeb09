"""Texts are similar by the words they share, rare ones before common ones."""

import random
from collections import Counter
from itertools import pairwise
from math import log, sqrt

import numpy as np

from reviews.affinity.rarity import Rarity
from reviews.affinity.shelf import STRONGEST, Shelf
from reviews.affinity.terms import terms_of
from reviews.affinity.text import on_scale, text_similarity
from reviews.affinity.words import stems

PIPELINES = "Pipeline parallel training of large transformers with recomputation."
SKETCHES = "Randomised sketching gives unbiased gradients of linear layers."
LAYERS = "Memory of linear layers when training networks."


def test_same_text_is_fully_similar_and_a_foreign_one_not_at_all() -> None:
    similar = text_similarity([PIPELINES, "Butterflies of Patagonia"], [[PIPELINES], [SKETCHES]])

    assert np.allclose(similar, [[1, 0], [0, 0]], atol=1e-6)


def test_nearer_profile_is_more_similar() -> None:
    similar = text_similarity([LAYERS], [[SKETCHES], ["Butterflies", "Moths of Peru"], [SKETCHES, LAYERS]])

    assert similar[0, 2] > similar[0, 0] > similar[0, 1] == 0


def test_shared_rare_words_count_more_than_shared_common_ones() -> None:
    papers = ["neural tensors", "neural beetles", "neural clouds", "neural rivers"]

    similar = text_similarity(["tensors neural"], [["tensors waves"], ["neural waves"], *([paper] for paper in papers)])

    assert similar[0, 0] > similar[0, 1]


def test_no_words_means_nothing_is_known() -> None:
    similar = text_similarity([PIPELINES, ""], [[PIPELINES], [], ["the of"]])

    assert np.isnan(similar).tolist() == [[False, True, True], [True, True, True]]


def test_nobody_and_nothing_give_an_empty_table() -> None:
    assert text_similarity([], [[PIPELINES]]).shape == (0, 1)
    assert text_similarity([PIPELINES], []).shape == (1, 0)


def test_scale_reaches_one_and_keeps_the_order() -> None:
    similar = np.array([[0.05, 0.1, 0.2], [np.nan, 0.0, 0.3]], dtype=np.float32)

    scaled = on_scale(similar)

    assert np.nanmax(scaled) == 1
    assert np.isnan(scaled[1, 0])
    assert np.argsort(scaled[0]).tolist() == [0, 1, 2]


def test_similarity_is_the_one_that_the_definition_gives() -> None:
    rng = random.Random(5)
    words = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrt"]
    texts = [" ".join(rng.choices(words, k=rng.choice([5, 40, 300]))) for _ in range(30)]
    papers, people = texts[:12], [texts[12:13], texts[13:20], texts[20:], texts[3:5]]

    similar = text_similarity(papers, people)

    assert max(len(plain_terms(" ".join(own))) for own in people) > STRONGEST
    assert np.allclose(similar, plainly(papers, people), atol=1e-6)


def plain_terms(text: str) -> Counter[str]:
    found = stems(text)
    return Counter([*found, *(f"{one} {other}" for one, other in pairwise(found))])


def plainly(papers: list[str], people: list[list[str]]) -> list[list[float]]:
    """Reckon the similarities by dictionaries of words, one pair after the other."""
    corpus = {*papers, *(text for own in people for text in own)}
    often = Counter(term for text in corpus for term in plain_terms(text))

    def vector(counts: Counter[str]) -> dict[str, float]:
        found = {t: (1 + log(n)) * max(0, log((1 + len(corpus)) / (1 + often[t]))) for t, n in counts.items()}
        length = sqrt(sum(weight**2 for weight in found.values()))
        return {term: weight / length for term, weight in found.items()}

    def strongest(counts: Counter[str]) -> dict[str, float]:
        return dict(sorted(vector(counts).items(), key=lambda one: -one[1])[:STRONGEST])

    profiles = [strongest(sum(map(plain_terms, own), Counter())) for own in people]
    found = [vector(plain_terms(paper)) for paper in papers]
    return [[sum(w * paper.get(t, 0) for t, w in profile.items()) for profile in profiles] for paper in found]


def test_terms_are_words_and_pairs_in_their_order() -> None:
    there, back, twice = (set(terms_of(text).ids.tolist()) for text in ("tensor wave", "wave tensor", "tensor"))

    assert (len(there), len(there & back), len(twice - there)) == (3, 2, 0)
    assert sorted(terms_of("wave wave wave tensor").counts.tolist()) == [1, 1, 2, 3]
    assert terms_of("the of").ids.tolist() == []


def test_nearest_text_is_found_and_a_pair_is_the_same_alone_as_among_others() -> None:
    papers = [terms_of(text) for text in (PIPELINES, SKETCHES, LAYERS)]
    people = [[terms_of(LAYERS), terms_of(PIPELINES)], [], [terms_of(SKETCHES)]]
    rarity = Rarity.among(papers)

    whole = Shelf(papers, rarity).compare(people, wants_nearest=True)
    alone = Shelf(papers[1:2], rarity).compare(people[:1], wants_nearest=True)

    assert whole.nearest.tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert alone.whole.tobytes() == whole.whole[1:2, :1].tobytes()
