"""The rehearsal's ledger and its searches: what they take as proved, and what they notice."""

import random

import pytest

from submissions.manuscripts.blind import make_blind_copy
from want.demo.papers import papers
from want.demo.people import Figure
from want.demo.rehearsal.checks import Checks
from want.demo.rehearsal.files import manuscript
from want.demo.rehearsal.page import Page
from want.demo.rehearsal.person import Surprise, holds
from want.demo.rehearsal.proofs.blindness import told_by, words_about
from want.demo.rehearsal.work import Fate, Work

ADA = Figure("Ada Author", "ada@one.example", "KTH")
RITA = Figure("Rita Reviewer", "rita@two.example", "ETH Zurich")


@pytest.fixture
def checks() -> Checks:
    return Checks()


def html(words: str) -> Page:
    return Page("http://127.0.0.1/x/", 200, {"content-type": "text/html"}, words.encode())


def pdf(content: bytes) -> Page:
    return Page("http://127.0.0.1/x/paper.pdf", 200, {"content-type": "application/pdf"}, content)


def signed() -> bytes:
    return manuscript(Work(0, papers(1, random.Random(1))[0], [ADA], Fate.PLAIN, title="A title"))


def test_two_collections_are_alike_only_if_each_thing_is_there_equally_often(checks):
    checks.stage = "Mail"

    checks.alike(["a", "b", "a"], ["b", "a", "a"], "all came")
    checks.alike(["a", "a", "c"], ["a", "b"], "all came")

    assert checks.passed == 1
    assert checks.failures == ["Mail: not so: all came (2). Missing 1: b. Too many 2: a; c."]


def test_failure_names_the_first_few_who_are_against(checks):
    checks.none(range(9), "nobody is over their load")

    assert checks.failures == [": not so: nobody is over their load. 9 against it: 0; 1; 2; 3; 4"]


def test_a_surprise_is_a_failure_and_the_play_goes_on(checks):
    def submit() -> None:
        raise Surprise("the page says no")

    is_done = [checks.done("Ada submits", submit), checks.done("Ada reads", lambda: None)]

    assert is_done == [False, True]
    assert (checks.passed, checks.failures) == (1, [": not so: Ada submits. Surprise: the page says no"])


@pytest.mark.parametrize(
    ("words", "needles"),
    [
        ("<p>By Ada Author</p>", ["Ada Author"]),
        ('<a href="mailto:ada@one.example">write</a>', ["ada@one.example"]),
        ("<p>From KTH.</p>", ["KTH"]),
        ("<!-- Ada Author -->", ["Ada Author"]),
        ("<p>By Ada Authoress, at KTHX</p>", []),
        ('<input name="csrfmiddlewaretoken" value="xKTH x">', []),
        ("<p>By Rita Reviewer, ETH Zurich</p>", []),
    ],
)
def test_page_is_searched_for_names_addresses_and_places(words, needles):
    told = told_by(html(words), [ADA], places=True, spare=RITA)

    assert told == [f"/x/ tells {needle} to Rita Reviewer" for needle in needles]


@pytest.mark.parametrize(
    "said", ["Change paper 607", "The title of another", "paper 160", "A title: The Case of Graphs (5)"]
)
def test_row_of_another_paper_is_not_about_this_one(said):
    work = Work(0, papers(1, random.Random(1))[0], [ADA], Fate.PLAIN, title="A title", code="xyz", number=60)
    table = f"<table><tr><td>{said}</td></tr><tr><td>Change paper 60</td></tr><tr><td>A title</td></tr></table>"
    page = Page("http://127.0.0.1/desk/", 200, {"content-type": "text/html"}, table.encode())

    assert list(words_about(page, work)) == ["Change paper 60", "A title"]


def test_mail_about_paper_607_is_not_about_paper_60():
    assert holds("WANT: our decision on Paper 60", "decision on paper 60")
    assert not holds("WANT: our decision on paper 607", "decision on paper 60")
    assert not holds("WANT: our decision on paper 160", "60")


def test_file_that_says_who_made_it_is_noticed_and_its_blind_copy_says_nothing(tmp_path):
    source, target = tmp_path / "signed.pdf", tmp_path / "blind.pdf"
    source.write_bytes(signed())
    make_blind_copy(source, target)

    told, kept = (told_by(pdf(path.read_bytes()), [ADA], places=True, spare=RITA) for path in (source, target))

    assert set(told) == {f"/x/paper.pdf tells {needle} to Rita Reviewer" for needle in (ADA.name, ADA.email, "KTH")}
    assert kept == []
