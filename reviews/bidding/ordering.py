"""In which order a person reads the papers they may bid on: likely ones first, mixed with papers that lack bids.

The order must tell nobody what others bid. So bids of today are not looked at; papers are moved up in whole bands of
fit; and for each person chance decides which: three of four papers that lack bids go up, and one of four others too.
Whatever place a paper has, it has it with or without others' bids. docs/visibility.md says how much that leaves.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b

import numpy as np
from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When
from django.utils.crypto import salted_hmac

from reviews.affinity.score import UNKNOWN
from reviews.matching.formula import formula_of, pure
from reviews.matching.texts import text_match
from reviews.models import Bid
from reviews.models.bid import BidValue
from submissions.models import Submission
from want.accounts.models import User
from want.core import clock
from want.venues.models import Degree, Edition, MembershipTopic

GLAD = (BidValue.EAGER, BidValue.WILLING)
BANDS = 8
OF_FOUR_LACKING, OF_FOUR_OTHERS = 3, 1


def in_order(papers: "QuerySet[Submission]", user: User, edition: Edition) -> list[int]:
    """Return the keys of these papers as this person reads them; the same all day, and another for everybody else."""
    rows = list(papers.order_by("pk").values_list("pk", "code"))
    keys = [key for key, _ in rows]
    fits = _fits(papers, keys, user, edition)
    lacking = _lacking(papers, keys, _midnight(clock.now()))
    place = {}
    for (key, code), fit in zip(rows, fits, strict=True):
        band = round(BANDS * fit) + _is_moved_up(code, user, is_lacking=key in lacking)
        place[key] = (-band, _chance(f"{code}:{user.pk}"))
    return sorted(keys, key=place.__getitem__)


def _fits(papers: "QuerySet[Submission]", keys: list[int], user: User, edition: Edition) -> list[float]:
    """Return how well each paper fits the person, bids aside, from 0 to 1."""
    formula = formula_of(edition)
    topics = _topics(papers, keys, user, edition)
    text = text_match(edition, keys, [user.pk], formula.uploaded_use).scores[:, 0]
    fits = pure(formula).match(topics, text) if keys else topics
    return [0.0 if value == UNKNOWN else float(value) for value in fits]


def _topics(papers: "QuerySet[Submission]", keys: list[int], user: User, edition: Edition) -> "np.ndarray":
    """Return the share of each paper's topics that the person knows; NaN where nothing is known."""
    answer = np.full(len(keys), np.nan, dtype=np.float32)
    own = MembershipTopic.objects.filter(membership__edition=edition, membership__user=user)
    degrees = dict(own.order_by("degree").values_list("topic", "degree"))
    if not degrees:
        return answer
    whens = [When(topic=topic, then=Value(degree)) for topic, degree in degrees.items()]
    known = Sum(Case(*whens, default=Value(0), output_field=IntegerField()))
    links = Submission.topics.through.objects.filter(submission__in=papers.order_by().values("pk"))
    shares = links.order_by().values("submission").annotate(known=known, asked=Count("topic"))
    place = {key: at for at, key in enumerate(keys)}
    for row in shares:
        answer[place[row["submission"]]] = row["known"] / row["asked"] / Degree.EXPERT
    return answer


def _lacking(papers: "QuerySet[Submission]", keys: Iterable[int], before: datetime) -> set[int]:
    """Return the papers with fewer glad bids than they need reviews, as it was when the day began."""
    glad = Bid.objects.filter(value__in=GLAD, placed_at__lt=before, submission__in=papers.order_by().values("pk"))
    counted = glad.order_by().values("submission").annotate(number=Count("pk"))
    enough = counted.filter(number__gte=F("submission__edition__reviews_per_paper"))
    return set(keys) - set(enough.values_list("submission", flat=True))


def _is_moved_up(code: str, user: User, *, is_lacking: bool) -> bool:
    return _chance(f"{code}:{user.pk}:up") % 4 < (OF_FOUR_LACKING if is_lacking else OF_FOUR_OTHERS)


def _chance(seed: str) -> int:
    """Return a number that stays. Keyed with the site's secret: who could reckon it would see what others bid."""
    key = _key(settings.SECRET_KEY)
    return int.from_bytes(blake2b(seed.encode(), key=key, digest_size=8).digest(), "big")


@cache
def _key(secret: str) -> bytes:
    return salted_hmac("reviews.bidding.ordering", "chance", secret=secret, algorithm="sha256").digest()


def _midnight(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
