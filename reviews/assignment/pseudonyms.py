"""The names under which reviewers of a paper are known to those who may not know them. Pure."""

import re
import secrets
from collections.abc import Iterable

from want.venues.models import Role

STEMS = {Role.REVIEWER: "Reviewer", Role.AREA_CHAIR: "Area chair"}


def pseudonyms(role: str, taken: Iterable[str], count: int) -> list[str]:
    """Return fresh names for `count` people of one paper, in no order: neither of affinity nor of the alphabet.

    A name is never used twice on a paper, also not when its first owner has left.
    """
    last = max((int(number) for name in taken for number in re.findall(r"\d+$", name)), default=0)
    numbers = list(range(last + 1, last + 1 + count))
    secrets.SystemRandom().shuffle(numbers)
    return [f"{STEMS[Role(role)]} {number}" for number in numbers]
