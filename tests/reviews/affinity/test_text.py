"""Texts are similar by the words they share, rare ones before common ones."""

import numpy as np

from reviews.affinity.text import on_scale, text_similarity

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
