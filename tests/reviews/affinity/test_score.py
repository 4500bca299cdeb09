"""An affinity says how well somebody fits a paper, and why."""

import numpy as np
import pytest

from reviews.affinity.score import Bid, Formula, matrix, score, usual_of

BIDS = [Bid.EAGER, Bid.WILLING, None, Bid.IN_A_PINCH, Bid.NOT_WILLING, Bid.CONFLICT]


def test_knowing_all_topics_is_best_and_degrees_count() -> None:
    values = [score({1: degree, 2: degree}, {1, 2}).value for degree in (1.0, 0.5, 0.25)]

    assert values == pytest.approx([1.0 / 2.25, 0.55 / 2.25, 0.325 / 2.25])


def test_share_of_the_papers_topics_counts_and_further_knowledge_does_not() -> None:
    half = score({1: 1.0}, {1, 2})

    assert half.value == pytest.approx(0.55 / 2.25)
    assert score({1: 1.0, 7: 1.0, 8: 1.0}, {1, 2}).value == half.value


def test_bids_order_equal_matches() -> None:
    values = [score({1: 1.0}, {1}, bid).value for bid in BIDS]

    assert values == pytest.approx([1, 1 / 1.5, 1.5**-2, 1.5**-3, 1.5**-4, 0])


def test_bid_cannot_replace_knowledge() -> None:
    assert score({1: 1.0}, {2}, Bid.EAGER).value < score({2: 1.0}, {2}).value


def test_bid_counts_where_no_topic_matches() -> None:
    assert score({1: 1.0}, {2}, Bid.EAGER).value > score({1: 1.0}, {2}).value > 0


def test_unknown_topics_lie_between_mismatch_and_match() -> None:
    nothing, unknown, something = score({1: 1.0}, {2}), score({}, {2}), score({2: 0.5}, {2, 3})

    assert nothing.value < unknown.value < something.value
    assert score({1: 1.0}, ()).value == unknown.value
    assert score({1: 0.0}, {2}).value == unknown.value


def test_text_is_half_of_the_match_and_all_of_it_without_topics() -> None:
    assert score({1: 1.0}, {1}, text=0.5).value == pytest.approx((0.1 + 0.9 * 0.75) / 2.25)
    assert score({}, {1}, text=0.5).value == pytest.approx((0.1 + 0.9 * 0.5) / 2.25)


def test_text_of_somebody_without_papers_counts_as_usual_so_that_naming_papers_costs_nothing() -> None:
    unknown, same = score({1: 1.0}, {1}, usual=0.5), score({1: 1.0}, {1}, text=0.5)

    assert unknown.value == pytest.approx(same.value)
    assert score({1: 1.0}, {1}, text=0.6, usual=0.5).value > unknown.value
    assert unknown.reasons == ("topics: 1 of 1", "text: not compared, counted 0.50 as usual for the paper")


def test_saying_nothing_at_all_is_no_advantage_either() -> None:
    nothing = score({}, {1}, usual=0.5)

    assert nothing == score({}, {1})
    assert score({1: 1.0}, {1}, usual=0.5, formula=Formula(text=1, topics=0)).value == nothing.value
    assert nothing.value < score({2: 1.0}, {1}, usual=0.5).value


def test_usual_is_the_mean_of_those_whose_text_is_known() -> None:
    text = np.array([[0.2, 0.6, np.nan], [np.nan] * 3], dtype=np.float32)

    assert usual_of(text) == pytest.approx(np.array([0.4, np.nan]), nan_ok=True)
    assert usual_of(np.empty((0, 3), dtype=np.float32)).shape == (0,)


@pytest.mark.parametrize(
    ("affinity", "reasons"),
    [
        (score({1: 1.0, 2: 0.5}, {1, 2, 3}, topic_names={1: "pipelining"}), ("topics: pipelining",)),
        (score({1: 1.0, 2: 0.5}, {1, 2, 3}), ("topics: 2 of 3",)),
        (score({1: 1.0}, {2}, Bid.IN_A_PINCH), ("topics: none in common", "bid: in a pinch")),
        (score({}, {2}, Bid.EAGER, text=0.714), ("text: 0.71 similar", "topics: not stated", "bid: eager")),
    ],
)
def test_reasons_are_words(affinity: object, reasons: tuple[str, ...]) -> None:
    assert affinity.reasons == reasons  # type: ignore[attr-defined]


def test_matrix_says_of_every_pair_what_score_says() -> None:
    chance = np.random.default_rng(0)
    reviewers = [
        {int(t): float(d) for t, d in zip(chance.integers(0, 6, 3), chance.random(3), strict=True)} for _ in range(9)
    ]
    papers = [set(chance.integers(0, 6, size).tolist()) for size in (0, 1, 2, 3, 4, 2, 1)]
    reviewers[4], reviewers[5] = {}, {2: 0.0}
    bids = {(1, 1): Bid.EAGER, (2, 3): Bid.NOT_WILLING, (3, 3): Bid.CONFLICT, (4, 4): Bid.WILLING}
    text = chance.random((7, 9)).astype(np.float32)
    text[2, :], text[:, 5] = np.nan, np.nan

    for texts in (None, text):
        usual = None if texts is None else usual_of(texts)
        whole = matrix(reviewers, papers, bids, text=texts, usual=usual)

        assert whole.dtype == np.float32
        assert whole.shape == (7, 9)
        for (row, column), value in np.ndenumerate(whole):
            similar = None if texts is None or np.isnan(texts[row, column]) else float(texts[row, column])
            others = None if usual is None or np.isnan(usual[row]) else float(usual[row])
            alone = score(reviewers[column], papers[row], bids.get((row, column)), text=similar, usual=others)
            assert value == pytest.approx(alone.value, abs=1e-6)


def test_matrix_of_nobody_is_empty() -> None:
    assert matrix([], [{1}], {}).shape == (1, 0)
    assert matrix([{1: 1.0}], [], {}).shape == (0, 1)
    assert matrix([{1: 1.0}], [set()], {}).shape == (1, 1)
