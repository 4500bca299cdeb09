"""The words of a text in the form in which they are compared: stems, without the words that tell nothing. Pure."""

import re
from functools import lru_cache
from itertools import chain

import snowballstemmer

WORD = re.compile(r"[^\W\d_][\w-]+")
STOP = frozenset(
    """a about above after all also among an and any are as at be because been before between both but by can could
    does each et al for from further given has have how however if in into is it its many may more most much no nor not
    of on one only or other our over same several show shows some such than that the their them then there these they
    this those through thus to two under up upon use used using very via was we well were what when where which while
    who will with within without would""".split()
)
STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what "training", "trained" and "trains" have in common."""
    return str(STEMMER.stemWord(word))


def stems(document: str) -> list[str]:
    """Return the stems of a text, in its order.

    A compound counts as itself and as its parts: "low-rank" is near to "low rank" and to "rank".
    """
    found = (word for word in WORD.findall(document.casefold()) if word not in STOP)
    return [stem(part) for word in found for part in _with_parts(word)]


def _with_parts(word: str) -> list[str]:
    parts = [part for part in word.split("-") if len(part) > 1 and part not in STOP]
    return [word] if len(parts) < 2 else list(chain([word], parts))
