"""What people hear by mail when a stage opens: each once, whoever they are and however many papers they have."""

from collections import defaultdict
from collections.abc import Iterable

from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import World


def readers_hear_of_bidding(world: World) -> None:
    """Expect a letter to all reviewers and area chairs."""
    readers = [*world.cast.working_reviewers, *world.cast.working_area_chairs]
    world.expect_mail("stage-open", *{guest.figure.email for guest in readers})


def those_with_papers_hear_of_it(world: World) -> None:
    """Expect a letter to whoever has papers to review or to lead: when reviewing opens, and the discussion."""
    lists = (world.story.duties, world.story.led)
    _expect(world, ((email, world.work(code)) for tasks in lists for email, codes in tasks.items() for code in codes))


def authors_hear_of_the_response(world: World) -> None:
    """Expect a letter to all authors of papers in review."""
    _expect(world, ((address, work) for work in world.cast.under_review for address in work.addresses))


def authors_hear_of_the_final_version(world: World) -> None:
    """Expect a letter to all authors of accepted papers."""
    _expect(world, ((address, work) for work in world.accepted for address in work.addresses))


def _expect(world: World, papers: Iterable[tuple[str, Work]]) -> None:
    """Expect one letter an address; it is filed under the paper if there is one only."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for address, work in papers:
        numbers[address].add(work.number)
    for address, theirs in numbers.items():
        world.expect_mail("stage-open", address, number=min(theirs) if len(theirs) == 1 else 0)
