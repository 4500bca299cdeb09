"""Later papers stand in blocks beside the rows, and together they are what a computation of everything would give."""

import random

import numpy as np
import pytest
from django.db import connection

from reviews.matching import blocks, table
from reviews.matching.comparing import compare
from reviews.matching.corpus import corpus_of
from reviews.matching.kept import kept_similarities
from reviews.matching.leaving import forget_person
from reviews.matching.table import refresh
from reviews.matching.terms import forget_unused, kept_rarity
from reviews.matching.vectors import vectors_of
from reviews.models import ExpertisePaper, TextBlock, TextRow, TextTable, TextTerms
from reviews.models.expertise import digest_of, text_of
from submissions.models import Submission
from submissions.states import Status
from tests import cast
from want.accounts.models import User
from want.core import clock
from want.keeping.erasure import erase
from want.venues.models import Role
from want.venues.stages import Stage

WORDS = [f"{one}{other}" for one in ("rain", "graph", "proof", "cell", "market") for other in ("ing", "al", "ist", "")]
KINDS = ("words", "meaning", "nearest")


class Encoder:
    """Gives each text the direction of a random vector of its own, near to those of texts with the same words."""

    def encode(self, texts):
        rows = [sum(self.word(word) for word in text.lower().replace(".", "").split()) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)

    def word(self, word):
        return np.random.default_rng(list(word.encode())).normal(size=384)


class World:
    """An edition in which somebody hands in, edits, withdraws, joins, reads up and leaves by chance."""

    def __init__(self, edition, author, seed):
        self.edition, self.author, self.chance, self.count = edition, author, random.Random(seed), 0

    def words(self):
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(2, 9)))

    def hand_in(self):
        cast.make_submission(self.edition, self.author, title=self.words(), abstract=self.words())

    def edit(self):
        if paper := self.one_of(Submission, status=Status.SUBMITTED):
            Submission.objects.filter(pk=paper.pk).update(abstract=self.words())

    def withdraw(self):
        if paper := self.one_of(Submission, status=Status.SUBMITTED):
            known = {"status": Status.WITHDRAWN, "withdrawn_at": clock.now()}
            Submission.objects.filter(pk=paper.pk).update(**known)

    def bring_back(self):
        if paper := self.one_of(Submission, status=Status.WITHDRAWN):
            Submission.objects.filter(pk=paper.pk).update(status=Status.SUBMITTED, withdrawn_at=None)

    def join(self):
        self.count += 1
        person = cast.make_user(f"Person {self.count}")
        cast.join(self.edition, person, Role.REVIEWER)
        for _ in range(self.chance.randint(1, 4)):
            self.write(person)

    def read_up(self):
        if own := self.one_of(ExpertisePaper):
            self.write(own.user)

    def untick(self):
        if own := self.one_of(ExpertisePaper, counts=True):
            ExpertisePaper.objects.filter(pk=own.pk).update(counts=False)

    def tick(self):
        ExpertisePaper.objects.filter(user=self.chance.choice(list(User.objects.all()))).update(counts=True)

    def leave(self):
        if own := self.one_of(ExpertisePaper):
            ExpertisePaper.objects.filter(user=own.user).delete()
            forget_person(own.user)

    def step(self):
        often = [self.hand_in] * 6 + [self.join] * 4
        acts = [*often, self.edit, self.withdraw, self.bring_back, self.read_up, self.untick, self.tick, self.leave]
        self.chance.choice(acts)()

    def write(self, person):
        title, abstract = f"{self.words()} {ExpertisePaper.objects.count()}", self.words()
        text = digest_of(text_of(title, abstract))
        ExpertisePaper.objects.create(user=person, title=title, abstract=abstract, title_key=text, digest=text)

    def one_of(self, model, **known):
        return self.chance.choice(list(model.objects.filter(**known).order_by("pk")) or [None])


@pytest.fixture
def begin(edition, author, during, monkeypatch):
    """Return what begins a world: counts of words are kept for ever, and blocks are small and soon joined."""
    during(Stage.ASSIGNMENT)
    monkeypatch.setattr(table, "DRIFT", 1000)
    monkeypatch.setattr(blocks, "WIDEST", 6)
    monkeypatch.setattr(blocks, "NARROW", 3)

    def begun(seed=0, encoder=None):
        monkeypatch.setattr(table, "encoder", lambda: encoder)
        world = World(edition, author, seed)
        for act in (*[world.hand_in] * 4, *[world.join] * 4):
            act()
        refresh(edition)
        return world

    return begun


def afresh(edition, encoder):
    """Return the papers, the people, and all their similarities as a computation of the whole with the same counts."""
    corpus = corpus_of(edition)
    vectors = vectors_of(corpus.all(), encoder) if encoder else {}
    portions = list(compare(corpus.papers, corpus.people, kept_rarity(TextTable.objects.get()), vectors))
    people = [user for users, _ in portions for user in users]
    found = {kind: np.hstack([getattr(one, kind) for _, one in portions]) for kind in KINDS}
    halves = {kind: found[kind].astype(np.float16).astype(np.float32) for kind in ("words", "meaning")}
    return [paper.key for paper in corpus.papers], people, found | halves


def same(kept, expected):
    return [kind for kind in KINDS if np.array_equal(getattr(kept, kind), expected[kind], equal_nan=kind != "nearest")]


@pytest.mark.parametrize("means", [None, Encoder()], ids=["words", "meaning"])
def test_rows_and_blocks_hold_what_a_computation_of_everything_would_give(begin, edition, means):
    world, most, joined = begin(0, means), 0, 0

    for _ in range(25):
        before = TextBlock.objects.count()
        for _ in range(world.chance.randint(1, 3)):
            world.step()
        refresh(edition)
        papers, people, expected = afresh(edition, means)
        assert same(kept_similarities(edition, papers, people), expected) == list(KINDS)
        assert list(people) == list(TextRow.objects.order_by("user").values_list("user", flat=True))
        most, joined = max(most, TextBlock.objects.count()), joined + (TextBlock.objects.count() < before)
        rows, columns = (world.chance.sample(range(len(all_)), 2) for all_ in (papers, people))
        some = kept_similarities(edition, [papers[row] for row in rows], [people[column] for column in columns])
        assert same(some, {kind: expected[kind][np.ix_(rows, columns)] for kind in KINDS}) == list(KINDS)

    assert most > 3
    assert joined > 3


def test_a_new_paper_costs_its_own_column(begin, edition):
    world = begin()
    before = versions("reviews_textrow")

    world.hand_in()
    assert refresh(edition) == 4

    assert versions("reviews_textrow") == before
    [block] = TextBlock.objects.all()
    assert (block.start, block.people, len(block.papers), len(block.words), len(block.nearest)) == (4, 4, 1, 8, 8)
    assert len(TextTable.objects.get().papers) == 4


def test_a_paper_that_goes_costs_nothing_and_has_no_numbers(begin, edition):
    world = begin()
    world.hand_in()
    refresh(edition)
    before = versions("reviews_textrow"), versions("reviews_textblock")
    papers, people, _ = afresh(edition, None)

    Submission.objects.filter(pk__in=(papers[0], papers[-1])).update(status="draft", submitted_at=None)
    assert refresh(edition) == 0

    assert (versions("reviews_textrow"), versions("reviews_textblock")) == before
    assert TextTable.objects.get().gone == [0, 4]
    assert np.isnan(kept_similarities(edition, papers, people).words).any(axis=1).tolist() == [True, *[False] * 3, True]


def test_a_new_profile_costs_its_own_row(begin, edition):
    world = begin()
    world.hand_in()
    refresh(edition)
    rows, block = versions("reviews_textrow"), versions("reviews_textblock")
    person = TextRow.objects.earliest("pk")

    world.write(person.user)
    assert refresh(edition) == 5

    changed = TextRow.objects.get(user=person.user)
    assert (changed.place, len(changed.words)) == (person.place, 10)
    assert versions("reviews_textrow").items() - rows.items() == {(changed.pk, versions("reviews_textrow")[changed.pk])}
    assert versions("reviews_textblock") == block


def test_who_leaves_takes_their_numbers_out_of_the_blocks(begin, edition):
    world = begin()
    world.hand_in()
    refresh(edition)
    person = TextRow.objects.get(place=1).user

    erase(person)

    numbers = np.frombuffer(TextBlock.objects.get().words, np.float16)
    assert np.isnan(numbers).tolist() == [False, True, False, False]
    assert not TextRow.objects.filter(user=person).exists()


def test_a_place_that_became_free_is_given_again(begin, edition):
    world = begin()
    world.hand_in()
    refresh(edition)
    ExpertisePaper.objects.filter(user=TextRow.objects.get(place=1).user).update(counts=False)
    refresh(edition)
    assert np.isnan(np.frombuffer(TextBlock.objects.get().words, np.float16)).tolist() == [False, True, False, False]

    world.join()
    refresh(edition)

    assert list(TextRow.objects.order_by("place").values_list("place", flat=True)) == [0, 1, 2, 3]


def test_terms_of_papers_in_blocks_are_kept_until_the_papers_go(begin, edition):
    world = begin()
    world.hand_in()
    paper = Submission.objects.latest("pk")
    refresh(edition)
    first = Submission.objects.earliest("pk")
    digests = [digest_of(text_of(one.title, one.abstract)) for one in (first, paper)]

    def kept():
        forget_unused()
        return [TextTerms.objects.filter(digest=digest).exists() for digest in digests]

    assert kept() == [True, True]
    for one, left in ((paper, [True, False]), (first, [False, False])):
        Submission.objects.filter(pk=one.pk).update(status="draft", submitted_at=None)
        refresh(edition)
        assert kept() == left


def test_new_counts_put_all_into_the_rows(begin, edition, monkeypatch):
    world = begin()
    world.hand_in()
    refresh(edition)
    monkeypatch.setattr(table, "DRIFT", 0)

    world.withdraw()
    assert refresh(edition) == 16

    kept = TextTable.objects.get()
    assert (len(kept.papers), kept.gone, TextBlock.objects.count()) == (4, [], 0)
    assert {len(row.words) for row in TextRow.objects.all()} == {8}


def test_later_papers_are_change_though_others_take_as_many_texts_away(begin, edition, monkeypatch):
    world = begin()
    monkeypatch.setattr(table, "DRIFT", 1.5 / TextTable.objects.get().texts)

    for blocks_then in (1, 0):
        world.hand_in()
        ExpertisePaper.objects.filter(pk=ExpertisePaper.objects.filter(counts=True).latest("pk").pk).update(
            counts=False
        )
        refresh(edition)
        assert TextBlock.objects.count() == blocks_then

    assert len(TextTable.objects.get().papers) == 6


def versions(name):
    """Return which version of each row of a table is stored."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text || ctid::text FROM {name}")
        return dict(cursor.fetchall())
