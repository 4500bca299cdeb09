"""The vectors of texts: kept once they are made, under the texts' digests. Called in the background alone."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.encoder import NAME, Encoder
from reviews.matching.corpus import Text
from reviews.models import TextVector


def vectors_of(texts: Iterable[Text], encoder: Encoder) -> dict[str, NDArray[np.float32]]:
    """Return the vector of each text by its digest. What is missing is made and kept."""
    wanted = {text.digest: text.text for text in texts}
    stored = TextVector.objects.filter(encoder=NAME, digest__in=wanted).order_by()
    found = {digest: _unpacked(vector) for digest, vector in stored.values_list("digest", "vector").iterator()}
    missing = [digest for digest in wanted if digest not in found]
    if not missing:
        return found
    rows = [
        TextVector(digest=digest, encoder=NAME, vector=vector.astype(np.float16).tobytes())
        for digest, vector in zip(missing, encoder.encode([wanted[digest] for digest in missing]), strict=True)
    ]
    TextVector.objects.bulk_create(rows, ignore_conflicts=True)
    return found | {row.digest: _unpacked(row.vector) for row in rows}


def _unpacked(vector: bytes | memoryview) -> NDArray[np.float32]:
    return np.frombuffer(vector, dtype=np.float16).astype(np.float32)
