"""Who must keep away from which paper, worked out anew from the cast, with nothing of the code that is rehearsed.

Slow and simple on purpose: four questions, each asked of every author. Pure.
"""

from collections.abc import Iterable

from want.demo.people import Figure
from want.demo.rehearsal.work import Fate, Work, main_address


def ties_of(figure: Figure, work: Work, works: Iterable[Work]) -> list[str]:
    """Return in words why this person must not deal with this paper; nothing when they may."""
    if figure.email in _people(work):
        return ["is an author"]
    found = []
    for author in work.authors:
        if _house(author.affiliation) == _house(figure.affiliation):
            found.append(f"works at the place of {author.name}")
        if author.email.split("@")[1] == figure.email.split("@")[1]:
            found.append(f"has the mail domain of {author.name}")
        if any(_wrote_together(figure, author, other) for other in works):
            found.append(f"writes with {author.name}")
    return found


def _house(affiliation: str) -> str:
    """Return the institution: the sites of Inria are Inria, as everybody in the play knows."""
    return "inria" if affiliation.casefold().startswith("inria") else affiliation.casefold()


def _wrote_together(one: Figure, other: Figure, work: Work) -> bool:
    """Tell whether two people stand on one paper; drafts, and what is withdrawn in time, make nobody a co-author."""
    return work.fate not in {Fate.UNFINISHED, Fate.WITHDRAWN} and {one.email, main_address(other)} <= _people(work)


def _people(work: Work) -> set[str]:
    """Return the authors, each by the address they are known by."""
    return {main_address(author) for author in work.authors}
