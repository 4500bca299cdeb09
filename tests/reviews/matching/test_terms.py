"""The terms of texts are kept: no text is read twice, an edited one is another, and what nobody has any more goes."""

import pytest

from reviews.expertise.actions import add_papers, remove_paper
from reviews.expertise.bibtex import read_bibtex
from reviews.matching import table, terms
from reviews.matching.corpus import Text, corpus_of
from reviews.matching.table import compared_with, refresh
from reviews.matching.terms import forget_unused
from reviews.models import ExpertisePaper, TextBlock, TextTable, TextTerms
from reviews.models.expertise import digest_of, text_of
from tests import cast
from want.venues.stages import Stage

FILLERS = 30  # so many that one more is not a tenth


@pytest.fixture
def read(monkeypatch):
    """Return the texts that are read from here on."""
    texts, really = [], terms.terms_of
    monkeypatch.setattr(table, "encoder", lambda: None)
    monkeypatch.setattr(table, "DRIFT", 0.1)
    monkeypatch.setattr(terms, "terms_of", lambda text: texts.append(text) or really(text))
    return texts


@pytest.fixture
def paper(read, edition, author, reviewer, during):
    during(Stage.ASSIGNMENT)
    for number in range(FILLERS):
        words = " ".join(f"subject{number * step % 17} method{number * step % 5}" for step in range(1, 9))
        cast.make_submission(edition, author, title=f"Filler {number}", abstract=words)
    knows(reviewer, "Subject3 method2 subject5", "Method1 of subject7 and subject11")
    return cast.make_submission(edition, author, title="On clouds", abstract="Rainfall from images of subject3 method2")


def knows(person, *titles):
    add_papers(read_bibtex("\n".join(f"@a{{x{at}, title={{{title}}}}}" for at, title in enumerate(titles))), by=person)


def test_a_text_is_read_once_and_again_when_it_is_edited(edition, author, paper, read):
    refresh(edition)
    assert len(read) == len(set(read)) == FILLERS + 3
    read.clear()

    cast.make_submission(edition, author, title="New", abstract="Something new")
    paper.title = "On storms"
    paper.save()
    refresh(edition)

    assert sorted(read) == ["New. Something new", "On storms. Rainfall from images of subject3 method2"]
    kept = TextTerms.objects.filter(digest=digest_of(text_of(paper.title, paper.abstract)))
    assert kept.exists()


def test_texts_are_read_anew_when_reading_has_changed(monkeypatch, edition, paper, read):
    refresh(edition)
    read.clear()
    for module in (table, terms):
        monkeypatch.setattr(module, "READING", 99)

    refresh(edition)

    assert len(read) == FILLERS + 3
    assert TextTable.objects.get().reading == 99
    assert set(TextTerms.objects.values_list("reading", flat=True)) == {99}


def test_many_edits_are_change_enough_to_compute_all_anew(edition, paper, read):
    refresh(edition)
    made = TextTable.objects.get().made_at
    for number in range(5):
        paper.title = f"Version {number}"
        paper.save()
        refresh(edition)

    kept = TextTable.objects.get()
    assert kept.made_at >= made
    assert len(kept.papers) + TextBlock.objects.count() <= FILLERS + 1 + 3
    assert len(kept.gone) < 5
    used = {text.digest for text in corpus_of(edition).all()}
    stale = TextTerms.objects.exclude(digest__in=used).count()
    assert stale < 5, "texts that nobody has any more were forgotten with it"


def test_terms_that_nobody_has_go_and_others_stay(edition, reviewer, second_reviewer, paper, read):
    knows(second_reviewer, "Subject3 method2 subject5", "Only mine")
    refresh(edition)
    before = set(TextTerms.objects.values_list("digest", flat=True))
    mine = {own.title: own for own in ExpertisePaper.objects.filter(user=second_reviewer)}
    for own in mine.values():
        remove_paper(own.pk, by=second_reviewer)

    forget_unused()

    assert before - set(TextTerms.objects.values_list("digest", flat=True)) == {mine["Only mine"].digest}


def test_a_guest_is_compared_without_reading_the_papers_again(edition, reviewer, second_reviewer, paper, read):
    refresh(edition)
    read.clear()
    knows(second_reviewer, "Rainfall of clouds")
    [own] = texts_of(second_reviewer)

    found = compared_with(edition, [paper.pk], [own])

    assert read == ["Rainfall of clouds"]
    assert float(found.words[0, 0]) > 0.1


def texts_of(person):
    return [Text(own.pk, own.digest, own.text) for own in ExpertisePaper.objects.filter(user=person)]
