"""Which rule of a plan a change by hand would break, in words. Chairs may break a rule, but not without knowing."""

from collections.abc import Set as AbstractSet

from reviews.assignment.ground import Ground
from reviews.assignment.inputs import Pair
from reviews.assignment.options import INSTITUTION, Options


def breaches(options: Options, ground: Ground, pairs: AbstractSet[Pair], pair: Pair, *, is_discreet: bool) -> list[str]:
    """Return a sentence for each rule that the pair would break beside `pairs`.

    Who reviews whom is not told to the discreet: it speaks of papers that other chairs look at.
    """
    paper, person = pair
    others = {other for at, other in pairs if at == paper and other != person}
    found = []
    for kind in options.one_of:
        place = ground.place(kind, person)
        if place and any(ground.place(kind, other) == place for other in others):
            found.append(f"Somebody {'of' if kind == INSTITUTION else 'in'} {place} has this paper already.")
    if options.no_cycles and not is_discreet and _is_mutual(ground, pairs, pair):
        found.append("An author of this paper reviews a paper of theirs.")
    if options.most_together and not is_discreet and _together(pairs, person, others) >= options.most_together:
        found.append(f"They would share more than {options.most_together} papers with another of its reviewers.")
    return found


def _is_mutual(ground: Ground, pairs: AbstractSet[Pair], pair: Pair) -> bool:
    paper, person = pair
    authors = {author for at, author in ground.authorship if at == paper}
    return any((own, author) in pairs for own in ground.papers_of.get(person, ()) for author in authors)


def _together(pairs: AbstractSet[Pair], person: int, others: set[int]) -> int:
    """Return how many papers the person shares already with the one of these whom they meet most often."""
    theirs = {at for at, one in pairs if one == person}
    return max((sum(1 for at in theirs if (at, other) in pairs) for other in others), default=0)
