"""What an act sends by mail, held against the table of facts: nobody is written what they may not see."""

from collections.abc import Iterable, Iterator

from reviews.visibility.facts import Fact
from tests.prove.worlds import World
from want.mail.models import Message

# Who is in no line of the table stands as somebody who is; so does who is listed as an author under another address.
STANDS_AS = {
    "second_chair": "chair",
    "other_done": "reviewer_assigned_done",
    "other_open": "reviewer_assigned_open",
    "listed": "reviewer_unassigned",
}
AUTHOR = "author_coauthor"

# The act itself lets these be known: to authors their outcome, to whoever is given a paper what it is.
BY_THE_ACT: dict[str, frozenset[Fact]] = {
    "propose_assignment": frozenset({Fact.EXISTENCE, Fact.TITLE_ABSTRACT}),
    "publish_assignment": frozenset({Fact.EXISTENCE, Fact.TITLE_ABSTRACT}),
    "unassign_reviewer": frozenset({Fact.EXISTENCE, Fact.TITLE_ABSTRACT}),
    "release_decisions": frozenset({Fact.DECISION_BEFORE_RELEASE, Fact.DECISION_AFTER_RELEASE}),
}


def authors_of(world: World) -> list[str]:
    """Return the addresses on the paper now."""
    return list(world.paper.authors.current().values_list("email", flat=True))


def overtold(
    world: World, act: str, letters: Iterable[Message], conditions: frozenset[str], authors: Iterable[str]
) -> Iterator[tuple[str, Fact, str]]:
    """Yield recipient, fact and what told it, for all that a letter tells somebody who may not know.

    `authors` are the addresses on the paper before the act; those on it afterwards are looked up.
    """
    actors = dict.fromkeys([*authors, *authors_of(world)], AUTHOR)
    actors |= {user.email: name for name, user in world.people.items()}
    for letter in letters:
        actor = actors.get(letter.to, "")
        row = world.setting.rows.get(STANDS_AS.get(actor, actor))
        for key in world.canaries.found_in(f"{letter.subject}\n{letter.body}".encode()):
            canary = world.canaries.by_key[key]
            fact = canary.fact_for(actor)
            may_know = fact is None or fact in BY_THE_ACT.get(act, ()) or (row and row.expects(fact, conditions))
            if not may_know and fact is not None:
                yield actor or "somebody outside", fact, canary.name
