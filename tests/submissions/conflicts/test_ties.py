"""Conflicts that follow from what a person named of themselves."""

import pytest

from submissions.conflicts.derive import derive_conflicts
from submissions.conflicts.records import AuthorEntry, Paper, Person, Reason, Tie


def found(tie: Tie, *authors: AuthorEntry, others: tuple[Person, ...] = ()) -> list[tuple[int, Reason, str]]:
    person = Person(1, frozenset({"rita@r.example"}), frozenset(), ties=(tie,))
    conflicts = derive_conflicts([person, *others], [Paper(7, authors)], among={1})
    return [(one.person_id, one.reason, one.because) for one in conflicts]


ADA = AuthorEntry(None, "ada@college.example", "Ada College", "Ada Lovelace")
HIT = [(1, Reason.OWN, "They named Ada.")]


@pytest.mark.parametrize(
    "tie",
    [
        Tie("Ada", about="ada@college.example"),
        Tie("Ada", name="lovelace, ADA", about="another@address.example"),
        Tie("Ada", name="Ada Lovelace"),
        Tie("Ada", name="Ada College", is_place=True),
        Tie("Ada", about="cs.college.example", is_place=True),
    ],
    ids=["address", "name beside an address", "name", "institution", "domain"],
)
def test_author_or_institution_that_somebody_named_keeps_them_away(tie: Tie) -> None:
    assert found(tie, ADA) == HIT


@pytest.mark.parametrize(
    "tie",
    [
        Tie("Ada", about="ada.l@college.example"),
        Tie("Ada", name="Ada Lovelace King"),
        Tie("Ada", name="Lovelace"),
        Tie("Ada", name="Another College", about="gmail.com", is_place=True),
    ],
    ids=["other address", "longer name", "half a name", "other institution"],
)
def test_near_is_not_enough(tie: Tie) -> None:
    assert found(tie, ADA) == []


def test_author_is_found_by_every_address_of_their_account() -> None:
    account = Person(2, frozenset({"ada@college.example", "ada@home.example"}), frozenset({"Elsewhere"}))
    line = AuthorEntry(2, "ada@college.example", "", "A. Lovelace")

    assert found(Tie("Ada", about="ADA@home.example"), line, others=(account,)) == HIT
    assert found(Tie("Ada", name="Elsewhere", is_place=True), line, others=(account,)) == HIT


def test_who_is_named_is_kept_from_nothing() -> None:
    rita = Person(1, frozenset({"rita@r.example"}), frozenset(), ties=(Tie("Ben", about="ben@b.example"),))
    ben = Person(2, frozenset({"ben@b.example"}), frozenset())

    conflicts = derive_conflicts([rita, ben], [Paper(7, (AuthorEntry(1, "rita@r.example", ""),))])

    assert [(one.person_id, one.reason) for one in conflicts] == [(1, Reason.AUTHOR)]
