"""Who has the stories: each kind of person of the tables, and some who are kept from the paper only later."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reviews.conflicts.actions import declare_for
from submissions.models import Author
from tests import cast
from tests.prove.stories.events import nothing
from tests.prove.worlds import World

# Those whose lines of the table differ in what they may know or do. Others of the same kind are walked by the pairs.
WHO = (
    "user_norole",
    "coauthor_unverified",
    "author_contact",
    "reviewer_invited",
    "reviewer_unassigned",
    "reviewer_assigned_open",
    "reviewer_assigned_done",
    "reviewer_removed",
    "reviewer_conflicted",
    "reviewer_author",
    "ac_unassigned",
    "ac_assigned",
    "ac_conflicted",
    "chair",
    "chair_conflicted",
    "chair_author",
    "site_admin",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may not know of an event, by the line of the table that holds for them when it happens."""

    actor: str
    stands_as: str
    tie: Callable[[World], None] = nothing  # what makes them stand so, after all that they did before

    def __str__(self) -> str:
        return self.actor if self.actor == self.stands_as else f"{self.actor}, {self.stands_as} later"


def people(world: World) -> Iterator[Person]:
    """Yield those who have a line in this world, and those who are tied later."""
    yield from (Person(actor, actor) for actor in WHO if actor in world.setting.rows)
    yield from (one for one in TIED_LATER if {one.actor, one.stands_as} <= world.setting.rows.keys())


def declare_the_chair(world: World) -> None:
    """Let another chair put down a conflict of the first."""
    declare_for(world.paper, world.people["chair"], "They married.", by=world.people["second_chair"])


def list_the_chair(world: World) -> None:
    """Let the first chair be listed as an author, as the authors could before the deadline."""
    chair, last = world.people["chair"], world.paper.authors.count()
    fields = {"name": chair.name, "email": chair.email, "affiliation": chair.affiliation, "user": chair}
    Author.objects.create(submission=world.paper, position=last, **fields)


def declare_the_reviewer(world: World) -> None:
    """Let a chair put down a conflict of a reviewer."""
    cast.declare(world.paper, world.people["reviewer_unassigned"])


TIED_LATER = (
    Person("chair", "chair_conflicted", declare_the_chair),
    Person("chair", "chair_author", list_the_chair),
    Person("reviewer_unassigned", "reviewer_conflicted", declare_the_reviewer),
)
