"""The edition's table of similarities of texts: kept, so that pages read it and only what changed is computed again.

How rare words are is counted anew when a tenth of the texts is new; until then a new paper costs its column and a
new profile its row.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from reviews.affinity.encoder import NAME, WIDTH, encoder
from reviews.affinity.text import Rarity
from reviews.matching.corpus import Corpus, Text, corpus_of, profile_digest
from reviews.matching.similar import Compared, compared
from reviews.matching.vectors import vectors_of
from reviews.models import TextRow, TextTable
from want.core import clock
from want.venues.models import Edition

DRIFT = 0.1
HALF = np.float16
NO_VECTOR = np.zeros(WIDTH, dtype=np.float32)  # of a paper that is not there any more


def refresh(edition: Edition) -> int:
    """Bring the table up to date; return how many similarities were computed. Once more changes nothing."""
    model = encoder()
    corpus = corpus_of(edition)
    vectors = vectors_of(corpus.all(), model) if model else {}
    with transaction.atomic():
        TextTable.objects.get_or_create(edition=edition, defaults={"frequency": b""})
        table = TextTable.objects.select_for_update().get(edition=edition)
        rarity = _rarity(table, corpus, encoder_name=NAME if model else "")
        return _Refresh(table, corpus, rarity, vectors, NAME if model else "").run()


def compared_with(edition: Edition, papers: Sequence[int], texts: Sequence[Text]) -> Compared:
    """Compare somebody who is not in the table with these papers of the edition; nothing but vectors is kept."""
    model = encoder()
    corpus = corpus_of(edition)
    vectors = vectors_of([*corpus.papers, *texts], model) if model else {}
    table = TextTable.objects.filter(edition=edition).first()
    kept = _rarity(table, corpus, encoder_name=NAME if model else "") if table else None
    rarity = kept or Rarity.among(text.text for text in [*corpus.all(), *texts])
    by_key = {paper.key: (paper.digest, paper.text) for paper in corpus.papers}
    profile = [(text.digest, text.text) for text in texts]
    return compared(
        [by_key.get(key, ("", "")) for key in papers], [profile], rarity, {"": NO_VECTOR, **vectors} if vectors else {}
    )


def _rarity(table: TextTable, corpus: Corpus, *, encoder_name: str) -> Rarity | None:
    """Return the kept rarity, or None when it is too old, or made for other means of comparing."""
    texts = len({text.digest for text in corpus.all()})
    if not table.texts or table.encoder != encoder_name or abs(texts - table.texts) > DRIFT * table.texts:
        return None
    return Rarity(json.loads(zlib.decompress(bytes(table.frequency))), table.texts)


@dataclass(frozen=True, eq=False)
class _Refresh:
    table: TextTable
    corpus: Corpus
    kept_rarity: Rarity | None
    vectors: dict[str, NDArray[np.float32]]
    encoder_name: str

    def run(self) -> int:
        """Compute new rows whole and new columns of the others, and store what changed."""
        rows = self._kept_rows()
        fresh = [user for user in self.corpus.people if user not in rows]
        columns = self._fresh_columns()
        if not fresh and not columns and not self._has_shrunk(rows):
            return 0
        places = {key: at for at, key in enumerate(self.table.papers)}
        take = np.array([places.get(paper.key, -1) for paper in self.corpus.papers], dtype=np.int64)
        added = self._compare([self.corpus.papers[at] for at in columns], list(rows))
        for number, row in enumerate(rows.values()):
            _patch(row, take, columns, added, number)
        whole = self._compare(self.corpus.papers, fresh)
        made = [self._row(user, whole, number) for number, user in enumerate(fresh)]
        self._store(rows, made)
        return len(columns) * len(rows) + len(self.corpus.papers) * len(fresh)

    @cached_property
    def rarity(self) -> Rarity:
        return self.kept_rarity or Rarity.among(text.text for text in self.corpus.all())

    def _kept_rows(self) -> dict[int, TextRow]:
        if self.kept_rarity is None:
            return {}
        stored = TextRow.objects.filter(edition=self.table.edition, user__in=self.corpus.people).order_by("user")
        return {row.user_id: row for row in stored if row.digest == profile_digest(self.corpus.people[row.user_id])}

    def _fresh_columns(self) -> list[int]:
        if self.kept_rarity is None:
            return []
        known = set(zip(self.table.papers, self.table.digests, strict=True))
        return [at for at, paper in enumerate(self.corpus.papers) if (paper.key, paper.digest) not in known]

    def _has_shrunk(self, rows: dict[int, TextRow]) -> bool:
        if self.kept_rarity is None:
            return True
        is_less = len(self.corpus.papers) < len(self.table.papers)
        return is_less or TextRow.objects.filter(edition=self.table.edition).count() > len(rows)

    def _compare(self, papers: list[Text], users: list[int]) -> Compared:
        profiles = [[(text.digest, text.text) for text in self.corpus.people[user]] for user in users]
        return compared([(paper.digest, paper.text) for paper in papers], profiles, self.rarity, self.vectors)

    def _row(self, user: int, whole: Compared, number: int) -> TextRow:
        texts = self.corpus.people[user]
        row = TextRow(edition=self.table.edition, user_id=user, digest=profile_digest(texts))
        row.texts = [text.key for text in texts]
        row.words = whole.words[:, number].astype(HALF).tobytes()
        row.meaning = whole.meaning[:, number].astype(HALF).tobytes()
        row.nearest = whole.nearest[:, number].tobytes()
        return row

    def _store(self, kept: dict[int, TextRow], made: list[TextRow]) -> None:
        table, fields = self.table, ["words", "meaning", "nearest"]
        TextRow.objects.filter(edition=table.edition).exclude(pk__in=[row.pk for row in kept.values()]).delete()
        TextRow.objects.bulk_update(kept.values(), fields, batch_size=200)
        TextRow.objects.bulk_create(made, batch_size=200)
        table.papers = [paper.key for paper in self.corpus.papers]
        table.digests = [paper.digest for paper in self.corpus.papers]
        if self.kept_rarity is None:
            table.frequency = zlib.compress(json.dumps(self.rarity.frequency).encode())
            table.texts, table.encoder = self.rarity.texts, self.encoder_name
        table.made_at = clock.now()
        table.save()


def _patch(row: TextRow, take: NDArray[np.int64], columns: list[int], added: Compared, number: int) -> None:
    """Bring a kept row into the new order of the papers, and put in what is new."""
    for name, kind in (("words", HALF), ("meaning", HALF), ("nearest", np.uint16)):
        old = np.frombuffer(getattr(row, name), dtype=kind)
        new = old[take] if len(old) else np.zeros(len(take), dtype=kind)
        new[columns] = getattr(added, name)[:, number].astype(kind)
        setattr(row, name, new.tobytes())
