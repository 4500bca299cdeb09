"""Who is in the rehearsal, and who must keep away from which of its papers."""

import random
from collections import Counter
from itertools import combinations

import pytest

from want.demo.papers import papers
from want.demo.people import Figure
from want.demo.rehearsal.casting import Answer, cast
from want.demo.rehearsal.places import left_without, most_places
from want.demo.rehearsal.story import OUTCOMES, outcomes_of
from want.demo.rehearsal.ties import ties_of
from want.demo.rehearsal.work import Fate, OtherAddress, Work

ADA = Figure("Ada Author", "ada@one.example", "One College")
BEN = Figure("Ben Beside", "ben@two.example", "Two College")
CAT = Figure("Cat Colleague", "cat@three.example", "one college")
DAN = Figure("Dan Domain", "dan@one.example", "Four College")
EVE = Figure("Eve Elsewhere", "eve@five.example", "Five College")


def work_by(*authors: Figure, fate: Fate = Fate.PLAIN) -> Work:
    return Work(0, papers(1, random.Random(1))[0], list(authors), fate)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("size", "committee"), [(12, 12), (60, 80)])
def test_every_play_has_all_that_it_is_there_to_show(seed, size, committee):
    drawn = cast(size, committee, random.Random(seed))

    names = Counter(figure.name for figure in drawn.everybody if not isinstance(figure, OtherAddress))
    assert max(names.values()) == 1
    assert {work.fate for work in drawn.works} == set(Fate)
    assert len(drawn.working_reviewers) == committee
    assert {guest.answer for guest in drawn.reviewers} == set(Answer)
    assert drawn.chairs[1] in drawn.works[0].authors
    assert all(any(not ties_of(chair, w, drawn.works) for chair in drawn.chairs) for w in drawn.works)


def test_papers_of_the_smallest_play_have_every_outcome():
    works = cast(12, 12, random.Random(1)).under_review
    for work in works:
        work.code = str(work.place)

    assert Counter(outcomes_of(works).values()) == {OUTCOMES[0]: 1, OUTCOMES[1]: 4, OUTCOMES[2]: 4}


def test_the_same_seed_draws_the_same_play():
    first, second = (cast(12, 16, random.Random(3)) for _ in range(2))

    assert first.everybody == second.everybody
    assert [work.authors for work in first.works] == [work.authors for work in second.works]


@pytest.mark.parametrize(
    ("figure", "reasons"),
    [
        (ADA, ["is an author"]),
        (BEN, ["writes with Ada Author"]),
        (CAT, ["works at the place of Ada Author"]),
        (DAN, ["has the mail domain of Ada Author"]),
        (EVE, []),
    ],
)
def test_four_kinds_of_ties_keep_somebody_from_a_paper(figure, reasons):
    paper, other = work_by(ADA), work_by(ADA, BEN)

    assert ties_of(figure, paper, [paper, other]) == reasons


def test_author_listed_by_another_address_is_the_same_person():
    ada_at_home = OtherAddress(ADA.name, "ada@home.example", ADA.affiliation, ADA.email)
    paper, other = work_by(EVE), work_by(ada_at_home, EVE)

    assert ties_of(ADA, other, [paper, other]) == ["is an author"]
    assert ties_of(ADA, paper, [paper, other]) == ["writes with Eve Elsewhere"]


def test_a_draft_that_nobody_finished_makes_nobody_a_co_author():
    paper, draft = work_by(ADA), work_by(ADA, BEN, fate=Fate.UNFINISHED)

    assert ties_of(BEN, paper, [paper, draft]) == []


def test_the_sites_of_the_cluster_are_one_place():
    paper = work_by(Figure("Gil", "gil@somewhere.example", "Inria Grenoble"))

    assert ties_of(Figure("Ida", "ida@inria.example", "Inria"), paper, [paper]) == ["works at the place of Gil"]


def works(count: int) -> list[Work]:
    return [Work(place, papers(1, random.Random(1))[0], [ADA], Fate.PLAIN) for place in range(count)]


@pytest.mark.parametrize("seed", range(40))
def test_papers_left_without_are_a_true_shortage_and_none_are_left_where_all_can_be_served(seed):
    rng = random.Random(seed)
    some, places = works(5), {f"p{n}": rng.randint(1, 3) for n in range(5)}
    able = {(email, work.place) for email in places for work in some if rng.random() < 0.6}

    def free(email: str, work: Work) -> bool:
        return (email, work.place) in able

    lacking = left_without(some, places, free, 2)

    short = [
        part
        for size in range(1, 6)
        for part in combinations(some, size)
        if most_places(part, places, free) < 2 * len(part)
    ]
    assert bool(lacking) == bool(short)
    assert not lacking or tuple(lacking) in short
