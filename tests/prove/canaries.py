"""Canaries: words that stand in exactly one place of a world, so that whoever is shown one was shown that fact.

Every word begins with "zq" and is made from the name of what it stands in, so that a finding can be read back and is
the same in every run. Where no word can stand, a canary is a pattern: a number nobody else has, the minute of an
instant, the scores of one paper as they are drawn.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviews.visibility.facts import Fact

LETTERS = "abcdefghijkmnopr"
WORD = re.compile(rb"zq[a-r]{8}")
DRAWN = re.compile(rb"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")  # a form's key, which can hold any number


def word_for(name: str) -> str:
    """Return the word that stands for this name, in every world the same."""
    digest = hashlib.sha256(name.encode()).digest()[:8]
    return "zq" + "".join(LETTERS[byte % 16] for byte in digest)


@dataclass(frozen=True, slots=True)
class Canary:
    """One word, or one pattern, and the fact it gives away. To its owner it gives `own` instead, or nothing."""

    key: str  # the word, or the name of the pattern
    name: str  # what it stands in: "title", "strengths of reviewer_x"
    fact: Fact
    owner: str = ""
    own: Fact | None = None
    account: str = ""  # "member" or "person" where it stands in somebody's account, and so in lists of people too

    def fact_for(self, actor: str) -> Fact | None:
        """Return which fact this actor is shown with it."""
        return self.own if self.owner == actor else self.fact


@dataclass
class Canaries:
    """All canaries of one world."""

    by_key: dict[str, Canary] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[bytes]] = field(default_factory=dict)

    def word(self, fact: Fact, name: str, *, owner: str = "", own: Fact | None = None, account: str = "") -> str:
        """Plant a word and return it."""
        word = word_for(name)
        assert word not in self.by_key, f"{name} stands twice in this world"
        self.by_key[word] = Canary(word, name, fact, owner, own, account)
        return word

    def pattern(self, fact: Fact, name: str, pattern: str, *, owner: str = "", own: Fact | None = None) -> None:
        """Plant something that is no word: wherever `pattern` matches, the fact was shown."""
        assert name not in self.by_key, f"{name} stands twice in this world"
        self.by_key[name] = Canary(name, name, fact, owner, own)
        self.patterns[name] = re.compile(pattern.encode(), re.IGNORECASE)

    def found_in(self, text: bytes) -> set[str]:
        """Return the keys of all canaries in a text."""
        small = DRAWN.sub(b"", text.lower())
        words = {word.decode() for word in WORD.findall(small)} & self.by_key.keys()
        return words | {name for name, pattern in self.patterns.items() if pattern.search(small)}

    def of(self, fact: Fact, actor: str) -> Iterator[Canary]:
        """Yield the canaries that show this fact to this actor."""
        return (one for one in self.by_key.values() if one.fact_for(actor) is fact)
