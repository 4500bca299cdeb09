"""Draw a paper's number at random, so that it tells neither order nor count."""

import secrets

from submissions.models import Submission
from want.venues.models import Edition

SPREAD = 3


def draw_number(edition: Edition, *, attempt: int = 0) -> int:
    """Return a number that was free a moment ago, from 1 to thrice the expected size.

    The range grows with the papers there are and with each failed attempt, so that a free number is soon found.
    """
    taken = edition.submissions.count()
    highest = SPREAD * max(edition.expected_size, taken, 1) * (attempt + 1)
    while True:
        number = secrets.randbelow(highest) + 1
        if not Submission.objects.of(edition).filter(number=number).exists():
            return number
        highest += SPREAD
