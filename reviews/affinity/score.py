"""The affinity of a reviewer and a paper, with its reasons. Pure; called when a plan is made and where it is shown.

match    = the mean of topic match and text similarity, weighted as the Formula says (half and half unless the chairs
           chose otherwise). Where topics are unknown the text stands for both. Where the text is, for want of own
           papers, it counts as it USUALLY does for this paper: the mean of those whose text is known, so that to
           name papers neither helps nor hurts by itself (the match is linear, so this is what to expect of them).
           Where nobody's text is known topics stand for both
topics   = the share of the paper's topics that the reviewer knows, each weighted by the degree (0 to 1) of knowing.
           It asks how much of THIS paper the reviewer can judge: knowing more besides neither helps nor hurts.
affinity = (FLOOR + (1 - FLOOR) * match) * 1.5 ** bid / 1.5 ** 2

Weights and the bid's factor are those of NIPS 2014 (inverseprobability.com/2014/06/28/paper-allocation-for-nips): half
for the text (TPMS), half for the subjects (a quarter the primary one, a quarter all of them), times 1.5 to the power
of 2 for eager, 1 willing, 0 without a bid, -1 in a pinch, -2 not willing. A bid scales the match and cannot replace
it, so nobody can bid themselves onto a paper far from what they know. The division keeps 1 as the greatest value:
a full match of somebody eager. Without a bid a full match has 0.44. The floor lets bids count where no topic matches.
Where nothing that counts is known of the two the match is UNKNOWN: below any real match, and above a known mismatch
where texts are not compared. A bid that declares a conflict makes the affinity 0; that it also forbids the pair is
for the conflicts to say.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

FLOOR = 0.1
UNKNOWN = 0.1
STEP = 1.5
BLOCK = 1024  # papers that are looked at together
LONGEST = 60  # letters of a title in a reason


class Bid(StrEnum):
    """What a reviewer says about reviewing a paper."""

    EAGER = "eager"
    WILLING = "willing"
    IN_A_PINCH = "in_a_pinch"
    NOT_WILLING = "not_willing"
    CONFLICT = "conflict"


POWERS = {Bid.EAGER: 2, Bid.WILLING: 1, None: 0, Bid.IN_A_PINCH: -1, Bid.NOT_WILLING: -2}
WORDS = {
    Bid.EAGER: "bid: eager",
    Bid.WILLING: "bid: willing",
    Bid.IN_A_PINCH: "bid: in a pinch",
    Bid.NOT_WILLING: "bid: not willing",
    Bid.CONFLICT: "bid: has a conflict",
}


@dataclass(frozen=True, slots=True)
class Formula:
    """How the parts combine: the weights of text and topics, and what a step of a bid multiplies by."""

    text: float = 0.5
    topics: float = 0.5
    step: float = STEP

    def factor(self, bid: Bid | None) -> float:
        """Return what a bid multiplies by; the greatest factor is 1."""
        return 0.0 if bid is Bid.CONFLICT else self.step ** (POWERS[bid] - POWERS[Bid.EAGER])

    def match(self, topics: Scores, text: Scores, usual: Scores | None = None) -> Scores:
        """Return the weighted mean of what is known (NaN is not); UNKNOWN where nothing that counts is.

        `usual` stands for the text where that is unknown, but topics are known and count.
        """
        if self.topics and usual is not None:
            text = np.where(np.isnan(text) & ~np.isnan(topics), usual, text)
        weights = self.topics * ~np.isnan(topics), self.text * ~np.isnan(text)
        whole = weights[0] + weights[1]
        mean = (weights[0] * np.nan_to_num(topics) + weights[1] * np.nan_to_num(text)) / np.where(whole > 0, whole, 1)
        return np.asarray(np.where(whole > 0, mean, UNKNOWN), dtype=np.float32)


DEFAULT = Formula()


@dataclass(frozen=True, slots=True)
class Affinity:
    """A value from 0 to 1, and the reasons for it as short phrases."""

    value: float
    reasons: tuple[str, ...]


def score(
    reviewer_topics: Mapping[int, float],
    paper_topics: Collection[int],
    bid: Bid | None = None,
    *,
    text: float | None = None,
    usual: float | None = None,
    similar_to: str = "",
    topic_names: Mapping[int, str] | None = None,
    formula: Formula = DEFAULT,
) -> Affinity:
    """Return the affinity of one pair. `text` is the similarity of their texts, where both have one.

    `usual` is what stands for it else: how near others are to this paper on average. `similar_to` is the title
    among the reviewer's papers that is nearest to this one.
    """
    known = sorted(topic for topic in set(paper_topics) if reviewer_topics.get(topic, 0) > 0)
    topics = _topic_match(reviewer_topics, paper_topics)
    given = (np.array([np.nan if part is None else part], dtype=np.float32) for part in (topics, text, usual))
    match = float(formula.match(*given)[0])
    reasons = [_topic_reason(topics, known, len(set(paper_topics)), topic_names or {})]
    if text is not None:
        reasons.insert(0, _text_reason(text, similar_to))
    elif usual is not None and topics is not None and formula.text and formula.topics:
        reasons.append(f"text: not compared, counted {usual:.2f} as usual for the paper")
    if bid is not None:
        reasons.append(WORDS[bid])
    return Affinity((FLOOR + (1 - FLOOR) * match) * formula.factor(bid), tuple(reasons))


def matrix(
    reviewers: Sequence[Mapping[int, float]],
    papers: Sequence[Collection[int]],
    bids: Mapping[tuple[int, int], Bid],
    *,
    text: Scores | None = None,
    usual: Scores | None = None,
    formula: Formula = DEFAULT,
) -> Scores:
    """Return the affinities of all pairs, papers x reviewers: what `score` says of each, at once.

    `bids` are keyed by (row of the paper, column of the reviewer). `text` has the shape of the answer (text.on_scale
    makes it); NaN where one of the two has no text. `usual` has a number a paper, `usual_of(text)`.
    """
    topics = {topic: at for at, topic in enumerate(sorted({topic for paper in papers for topic in paper}))}
    asked = np.zeros((len(papers), len(topics)), dtype=np.float32)
    for row, paper in enumerate(papers):
        asked[row, [topics[topic] for topic in set(paper)]] = 1 / max(1, len(set(paper)))
    known = np.zeros((len(reviewers), len(topics)), dtype=np.float32)
    for column, degrees in enumerate(reviewers):
        for topic, degree in degrees.items():
            if topic in topics:
                known[column, topics[topic]] = _degree(degree)
    no_topics = np.array([not paper for paper in papers], dtype=np.bool_)[:, None]
    knows_none = np.array([not _knows(degrees) for degrees in reviewers], dtype=np.bool_)
    value = np.empty((len(papers), len(reviewers)), dtype=np.float32)
    for start in range(0, len(papers), BLOCK):  # what lies in between is as large as a block, not as the table
        block = slice(start, start + BLOCK)
        match = asked[block] @ known.T
        match[no_topics[block] | knows_none] = np.nan
        instead = None if usual is None else usual[block, None]
        match = formula.match(match, np.full_like(match, np.nan) if text is None else text[block], instead)
        value[block] = (FLOOR + (1 - FLOOR) * match) * formula.factor(None)
    for (row, column), bid in bids.items():
        value[row, column] *= formula.factor(bid) / formula.factor(None)
    return value


def usual_of(text: Scores) -> Scores:
    """Return the mean similarity of each paper to those whose text is known; NaN where nobody's is."""
    usual = np.full(len(text), np.nan, dtype=np.float32)
    for start in range(0, len(text), BLOCK):
        block = text[start : start + BLOCK]
        known = (~np.isnan(block)).sum(axis=1)
        whole = np.nansum(block, axis=1, dtype=np.float64)
        usual[start : start + BLOCK] = np.where(known > 0, whole / np.maximum(known, 1), np.nan)
    return usual


def _topic_match(reviewer_topics: Mapping[int, float], paper_topics: Collection[int]) -> float | None:
    asked = set(paper_topics)
    if not asked or not _knows(reviewer_topics):
        return None
    return sum(_degree(reviewer_topics.get(topic, 0.0)) for topic in asked) / len(asked)


def _knows(reviewer_topics: Mapping[int, float]) -> bool:
    return any(degree > 0 for degree in reviewer_topics.values())


def _degree(degree: float) -> float:
    return min(1.0, max(0.0, degree))


def _text_reason(text: float, title: str) -> str:
    if not title:
        return f"text: {text:.2f} similar"
    short = title if len(title) <= LONGEST else f"{title[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"similar to their “{short}” ({text:.2f})"


def _topic_reason(match: float | None, known: list[int], asked: int, names: Mapping[int, str]) -> str:
    if match is None:
        return "topics: not stated"
    if not known:
        return "topics: none in common"
    named = [names[topic] for topic in known if topic in names]
    return f"topics: {', '.join(named)}" if named else f"topics: {len(known)} of {asked}"
