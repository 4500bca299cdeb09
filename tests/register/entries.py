"""The register as data, read from the .txt files beside this one, and the words it may use.

A line gives names, a colon, and what they show: facts of the policy, or one of the words below. A line in brackets
begins a part: a list of the desk, a table of the database, the text of a mail. A name stands in its part once.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reviews.visibility.facts import Fact

# What has nothing to do with one paper, and so with no fact of the policy.
OTHER_WORDS = {
    "public": "everybody may see it, signed in or not",
    "own": "who asks, or gets the mail, alone: their account, their profile, what they themselves said or did",
    "call": "what the chairs set for their edition: dates, lists, wordings, switches",
    "office": "the chairs' book of people: who serves, who was invited, what they answered, loads, topics",
    "keeper": "for those who keep the site: accounts, broken glass",
    "act": "takes something in, and shows no more than the page it stands on",
    "nothing": "a key, a version, a lock, a link between rows: no page shows it",
}
FACTS = frozenset(fact.value for fact in Fact)
PARTS = ("urls", "desk", "letters", "models")

Entries = dict[str, dict[str, tuple[str, ...]]]  # part -> name -> words


@cache
def entries(name: str) -> Entries:
    """Return one file of the register; a line that cannot be read, or a name said twice, is an error."""
    found: Entries = {}
    part = ""
    for number, line in enumerate(Path(__file__).with_name(f"{name}.txt").read_text().splitlines(), start=1):
        text = line.partition("#")[0].strip()
        if text.startswith("["):
            part = text.strip("[]")
            assert part not in found, f"{name}.txt, line {number}: {part} begins twice"
            found[part] = {}
        elif text:
            for key, words in _read(text, f"{name}.txt, line {number}"):
                assert key not in found.setdefault(part, {}), f"{name}.txt, line {number}: {key} stands twice"
                found[part][key] = words
    return found


def facts(words: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return those of an entry's words that are facts of the policy."""
    return tuple(Fact(word) for word in words if word in FACTS)


def names(found: Entries) -> set[str]:
    """Return all names of a file, each with its part."""
    return {f"{part} {key}".strip() for part, keys in found.items() for key in keys}


def _read(text: str, place: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    keys, separator, said = text.rpartition(": ")
    words = tuple(said.split())
    strange = [word for word in words if word not in FACTS and word not in OTHER_WORDS]
    assert separator, f"{place}: no colon"
    assert words, f"{place}: shows what?"
    assert not strange, f"{place}: no such fact: {', '.join(strange)}"
    for key in keys.split(", "):
        yield key.strip(), words
