"""How far the reading of an edition's texts is, told while it goes on.

The counts stand at the edition's table, so that any page shows them. They are written once a portion of texts and at
most once a second, before the transaction in which rows are written: there nobody would see them.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.encoder import Encoder
from reviews.matching.corpus import Text
from reviews.matching.terms import read_texts
from reviews.matching.vectors import vectors_of
from reviews.models import TextTable
from want.core import clock
from want.venues.models import Edition

Tell = Callable[[], None]

PORTION = 200  # texts: some seconds with an encoder
EVERY = 1.0  # seconds between two counts that are written
PATIENCE = timedelta(minutes=10)  # after which a count that stands still is one of a worker that was stopped


@dataclass(frozen=True, slots=True)
class Reading:
    """How many of an edition's texts are read."""

    read: int
    texts: int

    def __str__(self) -> str:
        """Say it, for a page."""
        if self.read < self.texts:
            return f"{self.read:,} of {self.texts:,} texts read"
        return f"All {self.texts:,} texts are read, and are being compared"

    @property
    def percent(self) -> int:
        """Return the share that is read, rounded down so that 100 means all."""
        return 100 * self.read // self.texts


def reading_of(table: TextTable | None) -> Reading | None:
    """Return how far the reading is that goes on; None where none does."""
    if table is None or not table.to_read or table.told_at is None or table.told_at < clock.now() - PATIENCE:
        return None
    return Reading(table.read, table.to_read)


def reading_in(edition: Edition) -> Reading | None:
    """Return how far the reading of an edition's texts is, by one query; None where none goes on."""
    return reading_of(TextTable.objects.filter(edition=edition).only("read", "to_read", "told_at").first())


class Told:
    """Tells pages how far the reading is, and whoever waits for it that it goes on, who may stop it by an error."""

    def __init__(self, edition: Edition, tell: Tell | None = None) -> None:
        self.kept, self.tell, self.told_at = TextTable.objects.filter(edition=edition), tell, time.monotonic()
        self.is_told = False

    def __call__(self, reading: Reading) -> None:
        """Tell it, unless that was done a moment ago. The last one is told where any was."""
        is_last = reading.read == reading.texts
        if not (self.is_told and is_last) and time.monotonic() - self.told_at < EVERY:
            return
        self.told_at, self.is_told = time.monotonic(), True
        self.kept.update(read=reading.read, to_read=reading.texts, told_at=clock.now())
        if self.tell is not None:
            self.tell()

    def end(self) -> None:
        """Take the counts away."""
        if self.is_told:
            self.kept.update(read=0, to_read=0, told_at=None)


def read_all(texts: Sequence[Text], encoder: Encoder | None, told: Told) -> dict[str, NDArray[np.float32]]:
    """Read all texts that were not read yet; return the vectors of all by their digests, none without an encoder."""
    different = list({text.digest: text for text in texts}.values())
    vectors: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(different), PORTION):
        portion = different[start : start + PORTION]
        read_texts(portion)
        if encoder is not None:
            vectors |= vectors_of(portion, encoder)
        told(Reading(start + len(portion), len(different)))
    return vectors
