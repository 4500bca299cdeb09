"""The terms of texts: kept once they are read, under the texts' digests, so that no text is read twice.

Called in the background, and for a guest of a trial. A text that is edited has another digest, and so other terms.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from reviews.affinity.rarity import Rarity
from reviews.affinity.terms import READING, Terms, terms_of
from reviews.matching.corpus import Text
from reviews.models import TextTable, TextTerms, TextVector

Thing = TypeVar("Thing")

BATCH = 1000
ID, COUNT, OFTEN = np.dtype(np.uint64), np.dtype(np.uint16), np.dtype(np.uint32)
# Of texts that nobody has now, neither among anybody's own papers nor in a column of an edition; and former readings.
UNUSED = """
    DELETE FROM {table} WHERE id IN (
        SELECT id FROM {table} AS kept
        WHERE {outdated} OR NOT EXISTS (SELECT FROM reviews_expertisepaper AS own WHERE own.digest = kept.digest)
        AND NOT EXISTS (
            SELECT FROM reviews_texttable AS tables, LATERAL (
                SELECT digest, at - 1 AS at FROM unnest(tables.digests) WITH ORDINALITY AS first (digest, at)
                UNION ALL
                SELECT later.digest, block.start + later.at - 1
                FROM reviews_textblock AS block, unnest(block.digests) WITH ORDINALITY AS later (digest, at)
                WHERE block.edition_id = tables.edition_id
            ) AS placed
            WHERE placed.digest = kept.digest AND NOT placed.at = ANY(tables.gone)
        ) FOR UPDATE OF kept SKIP LOCKED
    )
"""


def read_texts(texts: Iterable[Text]) -> None:
    """Read the texts that were not read yet, and keep their terms."""
    wanted = {text.digest: text.text for text in texts}
    for digests in _batches(list(wanted)):
        known = set(_stored(digests).values_list("digest", flat=True))
        _read({digest: wanted[digest] for digest in digests if digest not in known})


def terms_of_texts(texts: Iterable[Text]) -> dict[str, Terms]:
    """Return the terms of each text by its digest; one that was not read yet is read now."""
    wanted = {text.digest: text.text for text in texts}
    found: dict[str, Terms] = {}
    for digests in _batches(list(wanted)):
        found |= {digest: _unpacked(terms) for digest, terms in _stored(digests).values_list("digest", "terms")}
    return found | _read({digest: text for digest, text in wanted.items() if digest not in found})


def rarity_among(texts: Iterable[Text]) -> Rarity:
    """Count in how many of these texts each term occurs."""
    different = list({text.digest: text for text in texts}.values())
    return Rarity.among(terms for batch in _batches(different) for terms in terms_of_texts(batch).values())


def note_rarity(table: TextTable, rarity: Rarity) -> None:
    """Put the counts into the table, from which `kept_rarity` has them again. Nothing is saved."""
    table.frequency = rarity.ids.tobytes() + rarity.often.tobytes()
    table.texts, table.reading = rarity.texts, READING


def kept_rarity(table: TextTable) -> Rarity:
    """Return the counts that a table keeps."""
    ids, often = _halves(table.frequency, ID, OFTEN)
    return Rarity(ids, often, table.texts)


def forget_unused() -> None:
    """Delete what is kept of texts that nobody has any more. What is missed after all is made again."""
    with connection.cursor() as cursor:
        for model, outdated in ((TextTerms, f"kept.reading < {READING}"), (TextVector, "FALSE")):
            cursor.execute(UNUSED.format(table=model._meta.db_table, outdated=outdated))


def _read(texts: Mapping[str, str]) -> dict[str, Terms]:
    """Read texts, given by their digests, and keep their terms."""
    read = {digest: terms_of(text) for digest, text in texts.items()}
    rows = [
        TextTerms(digest=digest, reading=READING, terms=terms.ids.tobytes() + terms.counts.tobytes())
        for digest, terms in read.items()
    ]
    TextTerms.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return read


def _stored(digests: Sequence[str]) -> QuerySet[TextTerms]:
    return TextTerms.objects.filter(reading=READING, digest__in=digests).order_by()


def _unpacked(packed: bytes | memoryview) -> Terms:
    return Terms(*_halves(packed, ID, COUNT))


def _halves(packed: bytes | memoryview, one: np.dtype[Any], other: np.dtype[Any]) -> tuple[Any, Any]:
    """Return two arrays of equal length that were put together."""
    size = len(packed) // (one.itemsize + other.itemsize)
    return np.frombuffer(packed, one, size), np.frombuffer(packed, other, size, size * one.itemsize)


def _batches(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))
