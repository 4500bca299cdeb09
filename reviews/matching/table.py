"""The edition's table of similarities of texts: kept, so that pages read it and only what changed is computed again.

How rare words are is counted anew when one in fifty texts is new; until then a new profile costs its own row, and
new papers are put at the end of the rows that are there. What is put there is what a computation of the whole table
with the same counts gives, to the last bit. It differs from one with new counts: a word that only the new texts brought
still counts as rare as it was. The place of a paper that has gone or changed stays empty.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from reviews.affinity.encoder import NAME, encoder
from reviews.affinity.rarity import Rarity
from reviews.affinity.terms import READING, terms_of
from reviews.matching.corpus import Corpus, Text, corpus_of, profile_digest
from reviews.matching.reading import Tell, Told, read_all
from reviews.matching.similar import Compared, Comparer, Read
from reviews.matching.terms import forget_unused, kept_rarity, note_rarity, rarity_among, terms_of_texts
from reviews.matching.vectors import vectors_of
from reviews.models import TextRow, TextTable
from want.core import clock
from want.venues.models import Edition

DRIFT = 0.02  # of the texts; on a corpus of 646, at 2 % one paper in 56 had another nearest person than with new counts
PORTION = 200  # people who are compared, and rows that are written, at once
TEXTS = 1000  # texts of people who are compared at once; one person may have more
HALF = np.float16
KINDS = (("words", HALF), ("meaning", HALF), ("nearest", np.uint16))
NOBODY = 0  # the key at a place of the table whose paper has gone
NOTHING = Text(NOBODY, "", "")
LENGTHEN = """
    UPDATE reviews_textrow AS kept
    SET words = kept.words || more.words, meaning = kept.meaning || more.meaning, nearest = kept.nearest || more.nearest
    FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[]) AS more (id, words, meaning, nearest)
    WHERE kept.id = more.id
"""


def refresh(edition: Edition, tell: Tell | None = None) -> int:
    """Bring the table up to date; return how many similarities were computed. Once more changes nothing.

    How far it is stands at the table meanwhile (reviews.matching.reading); `tell` is called each time, and may stop it.
    """
    model = encoder()
    kept = TextTable.objects.filter(edition=edition)
    if not kept.update(asked_at=None):  # what is asked for from here on is new
        TextTable.objects.get_or_create(edition=edition, defaults={"frequency": b""})
    told = Told(edition, tell)
    try:
        corpus = corpus_of(edition)
        vectors = read_all(corpus.all(), model, told)
        with transaction.atomic():
            table = TextTable.objects.select_for_update().defer("frequency").get(edition=edition)
            return _Refresh(table, corpus, vectors, NAME if model else "").run()
    finally:
        told.end()


def compared_with(edition: Edition, papers: Sequence[int], texts: Sequence[Text]) -> Compared:
    """Compare somebody who is not in the table with these papers of the edition; nothing but vectors is kept."""
    model = encoder()
    corpus = corpus_of(edition)
    vectors = vectors_of([*corpus.papers, *texts], model) if model else {}
    table = TextTable.objects.filter(edition=edition).first()
    is_kept = table is not None and _is_fresh(table, corpus, encoder_name=NAME if model else "")
    rarity = kept_rarity(table) if is_kept else rarity_among([*corpus.all(), *texts])  # type: ignore[arg-type]
    by_key = {paper.key: paper for paper in corpus.papers}
    comparer = Comparer(_read([by_key.get(key, NOTHING) for key in papers]), rarity, _with_none(vectors))
    return comparer.compare([_read(texts)])


def _is_fresh(table: TextTable, corpus: Corpus, *, encoder_name: str) -> bool:
    """Tell whether the kept rarity will do: it is not too old, and made for the same means of comparing.

    Papers that have gone or were edited count as change, too: their places stay empty until all is computed anew.
    """
    if not table.texts or (table.encoder, table.reading) != (encoder_name, READING):
        return False
    more = len({text.digest for text in corpus.all()}) - table.texts
    empty = len(table.papers) - len({(paper.key, paper.digest) for paper in corpus.papers} & _placed(table))
    return max(abs(more), empty) <= DRIFT * table.texts


def _placed(table: TextTable) -> set[tuple[int, str]]:
    return set(zip(table.papers, table.digests, strict=True))


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
        if not self.is_kept:
            forget_unused()
        return len(columns) * len(kept) + len(self.corpus.papers) * len(fresh)

    @cached_property
    def is_kept(self) -> bool:
        return _is_fresh(self.table, self.corpus, encoder_name=self.encoder_name)

    @cached_property
    def rarity(self) -> Rarity:
        return kept_rarity(self.table) if self.is_kept else rarity_among(self.corpus.all())

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
        known = _placed(self.table)
        return [paper for paper in self.corpus.papers if (paper.key, paper.digest) not in known]

    def _lengthen(self, kept: dict[int, int], columns: list[Text]) -> None:
        """Put new papers at the end of the rows that are there; what they hold is neither read nor sent again."""
        if not columns or not kept:
            return
        for users, compared in self._compared(columns, list(kept)):
            parts = [self._packed(compared, number) for number in range(len(users))]
            given = [[kept[user] for user in users], *([part[kind] for part in parts] for kind, _ in KINDS)]
            with connection.cursor() as cursor:
                cursor.execute(LENGTHEN, given)

    def _add(self, fresh: list[int]) -> None:
        by_key = {paper.key: paper for paper in self.corpus.papers}
        papers = [by_key.get(key, NOTHING) for key in self.table.papers]
        for users, compared in self._compared(papers, fresh) if fresh else ():
            TextRow.objects.bulk_create(
                TextRow(
                    edition=self.table.edition,
                    user_id=user,
                    digest=profile_digest(self.corpus.people[user]),
                    texts=[text.key for text in self.corpus.people[user]],
                    **self._packed(compared, number),
                )
                for number, user in enumerate(users)
            )

    def _compared(self, papers: list[Text], users: list[int]) -> Iterator[tuple[list[int], Compared]]:
        """Yield the people, some at once, with how near they are to these papers."""
        comparer = Comparer(_read(papers), self.rarity, _with_none(self.vectors))
        for portion in self._portions(users):
            profiles = [self.corpus.people[user] for user in portion]
            terms = terms_of_texts(chain.from_iterable(profiles))
            yield portion, comparer.compare([[(text.digest, terms[text.digest]) for text in own] for own in profiles])

    def _portions(self, users: list[int]) -> Iterator[list[int]]:
        portion: list[int] = []
        texts = 0
        for user in users:
            more = len(self.corpus.people[user])
            if portion and (len(portion) == PORTION or texts + more > TEXTS):
                yield portion
                portion, texts = [], 0
            portion.append(user)
            texts += more
        if portion:
            yield portion

    def _packed(self, compared: Compared, number: int) -> dict[str, bytes]:
        """Return what a row holds of one person; nothing of meaning where no encoder tells of it."""
        found = {name: getattr(compared, name)[:, number].astype(kind).tobytes() for name, kind in KINDS}
        return found if self.vectors else found | {"meaning": b""}

    def _note(self, papers: list[int]) -> None:
        table, digest = self.table, {paper.key: paper.digest for paper in self.corpus.papers}
        table.papers, table.digests = papers, [digest.get(key, "") for key in papers]
        table.made_at = clock.now()
        fields = ["papers", "digests", "made_at"]
        if not self.is_kept:
            note_rarity(table, self.rarity)
            table.encoder = self.encoder_name
            fields += ["frequency", "texts", "reading", "encoder"]
        table.save(update_fields=fields)


def _read(texts: Iterable[Text]) -> list[Read]:
    texts = list(texts)
    terms = {"": terms_of("")} | terms_of_texts(text for text in texts if text.digest)
    return [(text.digest, terms[text.digest]) for text in texts]


def _with_none(vectors: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """Return the vectors, and one without length for papers that are not there any more."""
    return {"": np.zeros_like(next(iter(vectors.values()))), **vectors} if vectors else {}
