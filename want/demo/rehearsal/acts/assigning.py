"""Chairs have the assignment computed, look at it, and apply it; each for the papers they have no conflict with."""

from datetime import timedelta

from want.demo.rehearsal.acts.desk import button_beginning, go
from want.demo.rehearsal.person import Person, Surprise, wait_until
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

PATIENCE = 120  # seconds for a plan


def area_chairs_are_assigned(world: World) -> None:
    """Give each paper an area chair."""
    world.go_past(Stage.BIDDING, timedelta(hours=2))
    _assign(world, "Area chairs", 1)


def reviewers_are_assigned(world: World) -> None:
    """Give each paper three reviewers."""
    _assign(world, "Reviewers", 3)
    world.story.is_assigned = True


def nothing_is_left_to_assign(world: World) -> None:
    """Let a chair look which papers lack reviewers."""
    for figure in world.cast.chairs:
        chair = world.person(figure)
        go(chair, "Who reviews what")
        page = chair.press("Show", {"lacking": True})
        world.checks.holds("No paper matches" in page.text, f"{chair} finds no paper with too few reviewers", page.text)


def _assign(world: World, whom: str, demand: int) -> None:
    """Let each chair make a plan for the papers they have no conflict with, and apply it."""
    for chair in map(world.person, world.cast.chairs):
        address = _planned(chair, whom, demand)
        world.checks.done(
            f"{chair} applies a plan for {whom.lower()}", lambda chair=chair, at=address: _apply(chair, at)
        )


def _planned(chair: Person, whom: str, demand: int) -> str:
    go(chair, "Automatic assignment")
    chair.press("Make a plan", {"For whom": whom, "People a paper": str(demand)})
    address = chair.page.url
    if not wait_until(lambda: "is being computed" not in chair.open(address).text, patience=PATIENCE):
        raise Surprise(f"the plan was not computed within {PATIENCE} seconds")
    if not chair.page.has_link("Apply this plan…"):
        raise Surprise(f"the plan cannot be applied: {chair.page.text[:800]}")
    return address


def _apply(chair: Person, address: str) -> None:
    chair.open(address)
    chair.follow("Apply this plan…")
    if "Nothing is left for you to apply" not in chair.page.text:
        chair.press_but_listen(button_beginning(chair, "Assign, and tell"))
