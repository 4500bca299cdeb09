"""Load the dice: whatever is drawn by chance while a step is done, is drawn alike whenever that step is done."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


@contextmanager
def loaded(step: str) -> Iterator[None]:
    """Draw what the system draws by chance (tokens, codes, pseudonyms, sessions) from the name of the step."""
    draw = random.Random(step).randbytes
    with mock.patch("random._urandom", draw), mock.patch("os.urandom", draw):
        yield
