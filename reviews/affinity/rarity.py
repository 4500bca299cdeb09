"""How rare each term is among the texts of a corpus. It can be kept, so that one more text costs its own row. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.terms import Numbers, Terms, all_ids


@dataclass(frozen=True, eq=False, slots=True)
class Rarity:
    """In how many of so many texts a term stands. Those of one text alone, most of all, are not named."""

    ids: Numbers  # ascending
    often: NDArray[np.uint32]
    texts: int

    @classmethod
    def among(cls, texts: Iterable[Terms]) -> "Rarity":
        """Count the texts in which each term occurs; each different text is given once."""
        different = list(texts)
        ids, often = np.unique(all_ids(different), return_counts=True)
        return cls(ids[often > 1], often[often > 1].astype(np.uint32), len(different))

    def of(self, ids: Numbers) -> NDArray[np.float64]:
        """Return the weights of terms; nothing for one that is in all texts."""
        often = np.ones(len(ids))
        if len(self.ids):
            at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
            often = np.where(self.ids[at] == ids, self.often[at], often)
        return np.maximum(0.0, np.log((1 + self.texts) / (1 + often)))
