"""Default deny: what the register does not name may not be in the house. Add a line, and say what it shows."""

from collections.abc import Callable

import pytest

from reviews.visibility.facts import Fact
from tests.register import found
from tests.register.entries import PARTS, entries, facts, names

FOUND: dict[str, Callable[[], set[str]]] = {
    "urls": found.urls,
    "desk": found.desk,
    "letters": found.letters,
    "models": found.models,
}


@pytest.mark.parametrize("part", PARTS)
def test_everything_is_in_the_register(part):
    there = FOUND[part]()

    assert len(there) > 60
    assert sorted(there - names(entries(part))) == []


@pytest.mark.parametrize("part", PARTS)
def test_register_names_nothing_that_is_gone(part):
    assert sorted(names(entries(part)) - FOUND[part]()) == []


def test_every_fact_is_kept_in_some_field():
    kept = {fact for fields in entries("models").values() for words in fields.values() for fact in facts(words)}

    assert sorted(set(Fact) - kept) == []


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_said_of_what_a_part_has_no_word_for(part):
    both = [
        f"{section} {name}"
        for section, lines in entries(part).items()
        for name, words in lines.items()
        if "nothing" in words and len(words) > 1
    ]

    assert both == []
