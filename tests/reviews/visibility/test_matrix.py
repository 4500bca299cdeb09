"""The policy agrees with every cell of the table of facts, on both sides of every condition."""

import csv
from dataclasses import fields

import pytest

from reviews.visibility.policy import Fact, Terms, visible_facts
from tests.reviews.visibility.matrix import (
    BREAK_GLASS,
    DATA,
    Situation,
    mixtures,
    read_situations,
    read_switches,
)

Answer = tuple[Situation, frozenset[str], frozenset[Fact]]


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """What the policy says in every situation, for every mixture of the conditions."""
    switches = list(mixtures(read_switches()))
    return [
        (situation, conditions, visible_facts(situation.case(conditions)))
        for situation in read_situations()
        for conditions in switches
    ]


@pytest.mark.parametrize("fact", list(Fact))
def test_policy_agrees_with_every_cell_of(fact: Fact, answers: list[Answer]) -> None:
    wrong = {
        situation: f"{situation}: the table says {situation.cells[fact]}, the policy "
        f"{'shows' if fact in visible else 'hides'} it with {', '.join(sorted(conditions)) or 'nothing'} on"
        for situation, conditions, visible in answers
        if situation.expects(fact, conditions) is not (fact in visible)
    }

    assert not wrong, "\n".join([f"{fact} is answered wrongly in {len(wrong)} situations", *wrong.values()])


def test_table_is_whole() -> None:
    situations = read_situations()

    assert len(situations) == 893
    assert len({(one.actor, one.stage, one.status) for one in situations}) == 893
    assert len({one.standing for one in situations}) == 24


def test_columns_of_the_table_are_the_facts() -> None:
    with (DATA / "permission_matrix.csv").open(newline="") as file:
        columns = next(csv.reader(file))

    assert columns[6:] == [fact.value for fact in Fact]
    assert [fact.name for fact in Fact] == [fact.value.upper() for fact in Fact]


def test_cells_hold_only_known_answers() -> None:
    known = {"A", "D", "NA"}
    switches = read_switches().keys()

    for situation in read_situations():
        for cell in situation.cells.values():
            names = set(cell.removeprefix("C:").split("|")) if cell.startswith("C:") else set()
            assert names <= switches
            assert names or cell in known


def test_terms_have_the_conditions_and_their_defaults() -> None:
    settings = {name.lower(): value == "on" for name, value in read_switches().items() if name != BREAK_GLASS}
    terms = {field.name: getattr(Terms(), field.name) for field in fields(Terms)}

    assert terms == settings | {"rebuttal_has_begun": False, "is_published": False}
