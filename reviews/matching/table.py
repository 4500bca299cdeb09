"""The edition's table of similarities of texts: kept, so that pages read it and only what changed is computed again.

How rare words are is counted anew when a tenth of the texts is new; until then a new profile costs its own row, and
new papers are put at the end of the rows that are there. The place of a paper that has gone or changed stays empty.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from reviews.affinity.encoder import NAME, encoder
from reviews.affinity.text import Rarity
from reviews.matching.corpus import Corpus, Text, corpus_of, profile_digest
from reviews.matching.similar import Compared, Comparer
from reviews.matching.vectors import vectors_of
from reviews.models import TextRow, TextTable
from want.core import clock
from want.venues.models import Edition

DRIFT = 0.1
PORTION = 200  # people who are compared, and rows that are written, at once
HALF = np.float16
KINDS = (("words", HALF), ("meaning", HALF), ("nearest", np.uint16))
NOBODY = 0  # the key at a place of the table whose paper has gone
LENGTHEN = """
    UPDATE reviews_textrow AS kept
    SET words = kept.words || more.words, meaning = kept.meaning || more.meaning, nearest = kept.nearest || more.nearest
    FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[]) AS more (id, words, meaning, nearest)
    WHERE kept.id = more.id
"""


def refresh(edition: Edition) -> int:
    """Bring the table up to date; return how many similarities were computed. Once more changes nothing."""
    model = encoder()
    TextTable.objects.filter(edition=edition).update(asked_at=None)  # what is asked for from here on is new
    corpus = corpus_of(edition)
    vectors = vectors_of(corpus.all(), model) if model else {}
    with transaction.atomic():
        TextTable.objects.get_or_create(edition=edition, defaults={"frequency": b""})
        table = TextTable.objects.select_for_update().defer("frequency").get(edition=edition)
        return _Refresh(table, corpus, vectors, NAME if model else "").run()


def compared_with(edition: Edition, papers: Sequence[int], texts: Sequence[Text]) -> Compared:
    """Compare somebody who is not in the table with these papers of the edition; nothing but vectors is kept."""
    model = encoder()
    corpus = corpus_of(edition)
    vectors = vectors_of([*corpus.papers, *texts], model) if model else {}
    table = TextTable.objects.filter(edition=edition).first()
    is_kept = table is not None and _is_fresh(table, corpus, encoder_name=NAME if model else "")
    rarity = _kept(table) if is_kept else Rarity.among(text.text for text in [*corpus.all(), *texts])  # type: ignore[arg-type]
    by_key = {paper.key: (paper.digest, paper.text) for paper in corpus.papers}
    profile = [(text.digest, text.text) for text in texts]
    comparer = Comparer([by_key.get(key, ("", "")) for key in papers], rarity, _with_none(vectors))
    return comparer.compare([profile])


def _is_fresh(table: TextTable, corpus: Corpus, *, encoder_name: str) -> bool:
    """Tell whether the kept rarity will do: it is not too old, and made for the same means of comparing."""
    texts = len({text.digest for text in corpus.all()})
    return bool(table.texts) and table.encoder == encoder_name and abs(texts - table.texts) <= DRIFT * table.texts


def _kept(table: TextTable) -> Rarity:
    return Rarity(json.loads(zlib.decompress(bytes(table.frequency))), table.texts)


@dataclass(frozen=True, eq=False)
class _Refresh:
    table: TextTable
    corpus: Corpus
    vectors: dict[str, NDArray[np.float32]]
    encoder_name: str

    def run(self) -> int:
        """Compute the rows of new people, put new papers at the end of the others, and store what changed."""
        if not self.is_kept:
            self.table.papers, self.table.digests = [], []
        kept = self._kept_rows()
        gone = TextRow.objects.filter(edition=self.table.edition).exclude(pk__in=kept.values()).delete()[0]
        fresh = [user for user in self.corpus.people if user not in kept]
        places, columns = self._places(), self._fresh_columns()
        if not fresh and not columns and places == self.table.papers and not gone:
            return 0
        self._lengthen(kept, columns)
        self._note([*places, *(paper.key for paper in columns)])
        self._add(fresh)
        return len(columns) * len(kept) + len(self.corpus.papers) * len(fresh)

    @cached_property
    def is_kept(self) -> bool:
        return _is_fresh(self.table, self.corpus, encoder_name=self.encoder_name)

    @cached_property
    def rarity(self) -> Rarity:
        return _kept(self.table) if self.is_kept else Rarity.among(text.text for text in self.corpus.all())

    def _kept_rows(self) -> dict[int, int]:
        """Return the rows of those whose profile is as it was, by person."""
        if not self.is_kept:
            return {}
        stored = TextRow.objects.filter(edition=self.table.edition).order_by("user").values_list("user", "pk", "digest")
        people = self.corpus.people
        return {user: row for user, row, digest in stored if user in people and profile_digest(people[user]) == digest}

    def _places(self) -> list[int]:
        """Return the papers at their places, those left empty that have gone or changed."""
        now = {paper.key: paper.digest for paper in self.corpus.papers}
        known = zip(self.table.papers, self.table.digests, strict=True)
        return [key if now.get(key) == digest else NOBODY for key, digest in known]

    def _fresh_columns(self) -> list[Text]:
        known = set(zip(self.table.papers, self.table.digests, strict=True))
        return [paper for paper in self.corpus.papers if (paper.key, paper.digest) not in known]

    def _lengthen(self, kept: dict[int, int], columns: list[Text]) -> None:
        """Put new papers at the end of the rows that are there; what they hold is neither read nor sent again."""
        if not columns or not kept:
            return
        for users, compared in self._compared(columns, list(kept)):
            parts = [_packed(compared, number) for number in range(len(users))]
            given = [[kept[user] for user in users], *([part[kind] for part in parts] for kind, _ in KINDS)]
            with connection.cursor() as cursor:
                cursor.execute(LENGTHEN, given)

    def _add(self, fresh: list[int]) -> None:
        by_key = {paper.key: paper for paper in self.corpus.papers}
        nothing = Text(NOBODY, "", "")
        papers = [by_key.get(key, nothing) for key in self.table.papers]
        for users, compared in self._compared(papers, fresh) if fresh else ():
            TextRow.objects.bulk_create(
                TextRow(
                    edition=self.table.edition,
                    user_id=user,
                    digest=profile_digest(self.corpus.people[user]),
                    texts=[text.key for text in self.corpus.people[user]],
                    **_packed(compared, number),
                )
                for number, user in enumerate(users)
            )

    def _compared(self, papers: list[Text], users: list[int]) -> Iterator[tuple[list[int], Compared]]:
        """Yield the people, some at once, with how near they are to these papers."""
        texts = [(paper.digest, paper.text) for paper in papers]
        comparer = Comparer(texts, self.rarity, _with_none(self.vectors))
        for start in range(0, len(users), PORTION):
            portion = users[start : start + PORTION]
            profiles = [[(text.digest, text.text) for text in self.corpus.people[user]] for user in portion]
            yield portion, comparer.compare(profiles)

    def _note(self, papers: list[int]) -> None:
        table, digest = self.table, {paper.key: paper.digest for paper in self.corpus.papers}
        table.papers, table.digests = papers, [digest.get(key, "") for key in papers]
        table.made_at = clock.now()
        fields = ["papers", "digests", "made_at"]
        if not self.is_kept:
            often = {term: number for term, number in self.rarity.frequency.items() if number > 1}
            table.frequency = zlib.compress(json.dumps(often).encode())
            table.texts, table.encoder = self.rarity.texts, self.encoder_name
            fields += ["frequency", "texts", "encoder"]
        table.save(update_fields=fields)


def _with_none(vectors: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """Return the vectors, and one without length for papers that are not there any more."""
    return {"": np.zeros_like(next(iter(vectors.values()))), **vectors} if vectors else {}


def _packed(compared: Compared, number: int) -> dict[str, bytes]:
    """Return what a row holds of one person."""
    return {name: getattr(compared, name)[:, number].astype(kind).tobytes() for name, kind in KINDS}
