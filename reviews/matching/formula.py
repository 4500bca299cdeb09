"""The formula of an edition: as a row, as the pure Formula, and in sentences."""

from reviews.affinity.score import POWERS, Bid, Formula
from reviews.models import MatchFormula
from reviews.models.matching import UploadedUse
from want.venues.models import Edition


def formula_of(edition: Edition) -> MatchFormula:
    """Return the edition's formula; the default, not stored, where the chairs chose none."""
    return MatchFormula.objects.filter(edition=edition).first() or MatchFormula(edition=edition)


def pure(row: MatchFormula) -> Formula:
    """Return the formula as the score takes it."""
    return Formula(text=row.text, topics=row.topics, step=row.bid_base)


def in_words(row: MatchFormula, *, has_uploaded: bool = False) -> list[str]:
    """Say what the formula does, a sentence a part."""
    whole = row.text + row.topics
    text, topics = round(100 * row.text / whole), round(100 * row.topics / whole)
    said = [
        _match(text, topics),
        *_unknown(text, topics),
        _bids(row.bid_base),
    ]
    if has_uploaded and row.uploaded_use == UploadedUse.REPLACE:
        said.insert(1, "Where your file has a score, it stands in place of the likeness of texts.")
    elif has_uploaded:
        said.insert(1, "Where your file has a score, the likeness of texts is the mean of both.")
    return said


def _match(text: int, topics: int) -> str:
    return (
        f"How well a reviewer matches a paper is to {text} % how near the paper is to what they have written, and to "
        f"{topics} % how many of the paper's topics they know, and how well."
    )


def _unknown(text: int, topics: int) -> list[str]:
    """Say what stands for what is not known, where both count."""
    if not text or not topics:
        return []
    said = (
        "Where a reviewer has named no papers, their texts count as much as those of others do on average for the same "
        "paper, so that naming none is no advantage. Where topics are not known, or nobody's texts, the other stands "
        "for both."
    )
    return [said]


def _bids(step: float) -> str:
    if step == 1:
        return "Bids are not counted, but for conflicts: those keep a paper away."
    factor = {bid: step ** POWERS[bid] for bid in (Bid.EAGER, Bid.WILLING, Bid.IN_A_PINCH, Bid.NOT_WILLING)}
    return (
        f"A bid multiplies the match: eager by {factor[Bid.EAGER]:.2f}, willing by {factor[Bid.WILLING]:.2f}, in a "
        f"pinch by {factor[Bid.IN_A_PINCH]:.2f}, not willing by {factor[Bid.NOT_WILLING]:.2f}. So nobody gets a paper "
        "far from what they know by bidding alone."
    )
