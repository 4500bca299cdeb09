"""Authors and conflicts."""

from reviews.conflicts.actions import declare_for
from reviews.visibility.facts import Fact
from submissions.conflicts.actions import name_conflicts
from submissions.conflicts.records import Named
from submissions.submitting.actions import save_draft
from submissions.submitting.content import AuthorLine, lines_of
from tests.prove.stories.events.event import BIDS, CALL, OPEN, PLAN, TALK, event
from tests.prove.worlds import World
from want.accounts.actions import change_profile, verify_address


@event("another is declared to be in conflict or not", f"{BIDS} {PLAN} {OPEN} {TALK}", Fact.DECLARED_CONFLICTS)
def declared(world: World) -> None:
    declare_for(world.paper, world.people["listed"], "They live together.", by=world.people["second_chair"])


@event("the authors name somebody as in conflict or not", CALL, Fact.DECLARED_CONFLICTS)
def named(world: World) -> None:
    name_conflicts(world.paper, [Named(world.people["listed"].email, "our advisor")])


@event(
    "an unverified co-author proves the address or not",
    f"{CALL} {BIDS} {PLAN} {OPEN} {TALK}",
    Fact.AUTHOR_IDENTITY,
    but=("coauthor_unverified", "site_admin"),  # who keeps the site sees accounts
)
def proved_address(world: World) -> None:
    line = world.paper.authors.get(email__startswith="zq", email__endswith="@other.example")
    verify_address(world.people["coauthor_unverified"], line.email)


@event(
    "an author moves to where a reviewer works or not",
    f"{BIDS} {PLAN} {OPEN} {TALK}",
    Fact.AUTHOR_IDENTITY,
    Fact.DECLARED_CONFLICTS,
    but=("author_coauthor", "site_admin"),
)
def moved(world: World) -> None:
    person, there = world.people["author_coauthor"], world.people["listed"].affiliation
    change_profile(person, {"name": person.name, "affiliation": there})


@event("the paper is edited or not", CALL, Fact.TITLE_ABSTRACT)
def edited(world: World) -> None:
    by = world.people["author_contact"]
    save_draft(world.paper, {"title": "Quite another title"}, None, seen_version=None, by=by)


@event("an author is added or not", CALL, Fact.AUTHOR_IDENTITY, scene="more")
def added(world: World) -> None:
    lines = [*lines_of(world.paper), AuthorLine("Nina New", "nina@new.example", "New Works", False)]
    save_draft(world.paper, {}, lines, seen_version=None, by=world.people["author_contact"])
