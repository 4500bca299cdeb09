"""The vectors of texts: kept once they are made, under the texts' digests. Called in the background alone."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.encoder import NAME, Encoder
from reviews.matching.corpus import Text
from reviews.models import TextVector

BATCH = 50


def vectors_of(texts: Iterable[Text], encoder: Encoder) -> dict[str, NDArray[np.float32]]:
    """Return the vector of each text by its digest. What is missing is made and kept, some dozens at a time."""
    wanted = {text.digest: text.text for text in texts}
    stored = TextVector.objects.filter(encoder=NAME, digest__in=wanted).order_by()
    found = {digest: _unpacked(vector) for digest, vector in stored.values_list("digest", "vector").iterator()}
    missing = [digest for digest in wanted if digest not in found]
    for start in range(0, len(missing), BATCH):
        digests = missing[start : start + BATCH]
        made = encoder.encode([wanted[digest] for digest in digests])
        rows = [
            TextVector(digest=digest, encoder=NAME, vector=vector.astype(np.float16).tobytes())
            for digest, vector in zip(digests, made, strict=True)
        ]
        TextVector.objects.bulk_create(rows, ignore_conflicts=True)
        found |= {row.digest: _unpacked(row.vector) for row in rows}
    return found


def _unpacked(vector: bytes | memoryview) -> NDArray[np.float32]:
    return np.frombuffer(vector, dtype=np.float16).astype(np.float32)
