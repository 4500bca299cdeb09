"""The edition's table of similarities of texts: kept, so that pages read it and only what changed is computed again.

How rare words are is counted anew when one in fifty texts is new; until then a new profile costs its own row, and a new
paper its own column, which is kept in a block beside the rows (reviews.matching.blocks). What is put there is what a
computation of the whole table with the same counts gives, to the last bit. It differs from one with new counts: a word
that only the new texts brought still counts as rare as it was. The column of a paper that went or was edited is empty.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count

from django.db import transaction

from reviews.affinity.encoder import NAME, Encoder, encoder
from reviews.affinity.rarity import Rarity
from reviews.affinity.terms import READING
from reviews.matching.blocks import Values, empty_places, join_narrow, nothing_known, packed, put_beside, values_of
from reviews.matching.columns import Columns, columns_of
from reviews.matching.comparing import NOTHING, Vectors, compare, compare_one
from reviews.matching.corpus import Corpus, Text, corpus_of, profile_digest
from reviews.matching.reading import Tell, Told, read_all
from reviews.matching.similar import Compared
from reviews.matching.terms import forget_unused, kept_rarity, note_rarity, rarity_among
from reviews.matching.vectors import vectors_of
from reviews.models import TextBlock, TextRow, TextTable
from want.core import clock
from want.core.again import tried_again
from want.venues.models import Edition

DRIFT = 0.02  # of the texts; on a corpus of 646, at 2 % one paper in 56 had another nearest person than with new counts


def refresh(edition: Edition, tell: Tell | None = None) -> int:
    """Bring the table up to date; return how many similarities were computed. Once more changes nothing.

    How far it is stands at the table meanwhile (reviews.matching.reading); `tell` is called each time, and may stop it.
    """
    kept = TextTable.objects.filter(edition=edition)
    if not kept.update(asked_at=None):  # what is asked for from here on is new
        TextTable.objects.get_or_create(edition=edition, defaults={"frequency": b""})
    told, model = Told(edition, tell), encoder()
    try:
        while (computed := tried_again(partial(_refreshed, edition, model, told))) is None:
            pass
        return computed
    finally:
        told.end()


def _refreshed(edition: Edition, model: Encoder | None, told: Told) -> int | None:
    """Bring it up to date; None if it was changed while the texts were read, which may be other ones by now.

    To go by them all the same would undo what the other refresh did, or keep numbers of somebody who was forgotten.
    """
    seen = TextTable.objects.values_list("changes", flat=True).get(edition=edition)
    corpus = corpus_of(edition)
    vectors = read_all(corpus.all(), model, told)
    with transaction.atomic():
        table = TextTable.objects.select_for_update().defer("frequency").get(edition=edition)
        return _Refresh(table, corpus, vectors, NAME if model else "").run() if table.changes == seen else None


def compared_with(edition: Edition, papers: Sequence[int], texts: Sequence[Text]) -> Compared:
    """Compare somebody who is not in the table with these papers of the edition; nothing but vectors is kept."""
    model = encoder()
    corpus = corpus_of(edition)
    vectors = vectors_of([*corpus.papers, *texts], model) if model else {}
    table = TextTable.objects.filter(edition=edition).first()
    name = NAME if model else ""
    is_kept = table is not None and _is_fresh(table, columns_of(table), corpus, encoder_name=name)
    rarity = kept_rarity(table) if is_kept else rarity_among([*corpus.all(), *texts])  # type: ignore[arg-type]
    by_key = {paper.key: paper for paper in corpus.papers}
    return compare_one([by_key.get(key, NOTHING) for key in papers], texts, rarity, vectors)


def _is_fresh(table: TextTable, columns: Columns, corpus: Corpus, *, encoder_name: str) -> bool:
    """Tell whether the kept rarity will do: it is not too old, and made for the same means of comparing.

    Papers that have gone or were edited count as change, too: their columns stay empty until all is computed anew. And
    so do later papers by themselves, whoever else has fewer texts by now, so that blocks stay small beside the rows.
    """
    if not table.texts or (table.encoder, table.reading) != (encoder_name, READING):
        return False
    more = len({text.digest for text in corpus.all()}) - table.texts
    empty = len(columns) - len(columns.place) + len(columns.gone_from(corpus.papers))
    later = len(columns) - len(table.papers) + len(columns.lacking(corpus.papers))
    return max(abs(more), empty, later) <= DRIFT * table.texts


@dataclass(frozen=True, eq=False)
class _Refresh:
    table: TextTable
    corpus: Corpus
    vectors: Vectors
    encoder_name: str

    def run(self) -> int:
        """Compute the rows of new people and the columns of new papers, or all of both, and store what changed."""
        columns = columns_of(self.table)
        if _is_fresh(self.table, columns, self.corpus, encoder_name=self.encoder_name):
            return self._follow(columns)
        return self._begin_anew() if self.corpus.papers or self.corpus.people or len(columns) else 0

    @cached_property
    def rarity(self) -> Rarity:
        return kept_rarity(self.table)

    def _begin_anew(self) -> int:
        """Compute all with new counts."""
        table, papers, people = self.table, self.corpus.papers, self.corpus.people
        for rows in (TextBlock, TextRow):
            rows._default_manager.filter(edition=table.edition).delete()
        note_rarity(table, rarity_among(self.corpus.all()))
        table.encoder = self.encoder_name
        table.papers, table.digests, table.gone = [one.key for one in papers], [one.digest for one in papers], []
        self._save("papers", "digests", "gone", "frequency", "texts", "reading", "encoder")
        self._add(papers, {user: place for place, user in enumerate(people)})
        forget_unused()
        return len(papers) * len(people)

    def _follow(self, columns: Columns) -> int:
        """Compute what is new with the counts that are kept: columns of papers, and rows of people."""
        rows, people = self._rows(), self.corpus.people
        kept = {
            user: row for user, row in rows.items() if user in people and profile_digest(people[user]) == row.digest
        }
        fresh = [user for user in people if user not in kept]
        gone, later = columns.gone_from(self.corpus.papers), columns.lacking(self.corpus.papers)
        if not fresh and not later and not gone and len(kept) == len(rows):
            return 0
        self.table.gone += gone
        self._save("gone")
        self._part_with([row for user, row in rows.items() if user not in kept])
        self._put_beside(len(columns), later, {user: row.place for user, row in kept.items()})
        self._add([*self._now_in(columns), *later], self._places(fresh, rows))
        return len(later) * len(kept) + len(self.corpus.papers) * len(fresh)

    def _save(self, *fields: str) -> None:
        self.table.made_at, self.table.changes = clock.now(), self.table.changes + 1
        self.table.save(update_fields=[*fields, "made_at", "changes"])

    def _rows(self) -> dict[int, TextRow]:
        """Return the rows that there are, by person, without what they hold."""
        rows = TextRow.objects.filter(edition=self.table.edition).order_by("user")
        return {row.user_id: row for row in rows.only("user", "digest", "place")}

    def _part_with(self, rows: list[TextRow]) -> None:
        """Delete the rows of whom another profile describes today, and all numbers of whom none does."""
        TextRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
        empty_places(self.table.edition, [row.place for row in rows if row.user_id not in self.corpus.people])

    def _places(self, fresh: list[int], rows: dict[int, TextRow]) -> dict[int, int]:
        """Return the place in blocks of each of these people: the one they had, or one that nobody has."""
        taken = {row.place for user, row in rows.items() if user in self.corpus.people}
        free = (place for place in count() if place not in taken)
        return {user: rows[user].place if user in rows else next(free) for user in fresh}

    def _now_in(self, columns: Columns) -> Iterator[Text]:
        """Yield the paper of each column as it is now; nothing where it has gone."""
        now = {(paper.key, paper.digest): paper for paper in self.corpus.papers}
        return (now.get(pair, NOTHING) for pair in zip(columns.papers, columns.digests, strict=True))

    def _put_beside(self, start: int, later: list[Text], places: dict[int, int]) -> None:
        """Keep the columns of new papers in a block; the rows are neither read nor written."""
        if not later:
            return
        values = nothing_known(1 + max(places.values(), default=-1), len(later), has_meaning=bool(self.vectors))
        for users, numbers in self._compared(later, places):
            there = [places[user] for user in users]
            for kind in values:
                values[kind][there] = numbers[kind]
        put_beside(self.table.edition, start, later, values)
        join_narrow(self.table.edition)

    def _add(self, papers: list[Text], places: dict[int, int]) -> None:
        """Make the rows of these people, who have these places in blocks."""
        for users, numbers in self._compared(papers, places):
            TextRow.objects.bulk_create(
                TextRow(
                    edition=self.table.edition,
                    user_id=user,
                    place=places[user],
                    digest=profile_digest(self.corpus.people[user]),
                    texts=[text.key for text in self.corpus.people[user]],
                    **packed({kind: rows[number] for kind, rows in numbers.items()}),
                )
                for number, user in enumerate(users)
            )

    def _compared(self, papers: list[Text], users: Iterable[int]) -> Iterator[tuple[list[int], Values]]:
        """Yield people, some at once, with what is kept of how near they are to these papers."""
        people = {user: self.corpus.people[user] for user in users}
        for some, compared in compare(papers, people, self.rarity, self.vectors) if people else ():
            yield some, values_of(compared, has_meaning=bool(self.vectors))
