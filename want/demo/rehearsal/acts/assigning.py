"""Chairs have the assignment computed, look at it, and apply it; each for the papers they have no conflict with."""

from datetime import timedelta
from itertools import count

from want.demo.rehearsal.acts.desk import button_beginning, go
from want.demo.rehearsal.casting import REVIEWS, places_of
from want.demo.rehearsal.page import Page
from want.demo.rehearsal.person import Person, Surprise, wait_until
from want.demo.rehearsal.places import left_without, most_places
from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

PATIENCE = 120  # seconds for a plan


def area_chairs_are_assigned(world: World) -> None:
    """Give each paper an area chair."""
    world.go_past(Stage.BIDDING, timedelta(hours=2))
    _assign(world, "Area chairs", 1)


def a_plan_for_too_many_says_who_is_missing(world: World) -> None:
    """Ask for more reviewers a paper than conflicts leave; the page names papers that truly cannot all have them."""
    chair = world.organiser
    seen = [work for work in world.cast.under_review if not world.is_tied(chair.email, work)]
    places = places_of(world.cast, world.edition().papers_per_reviewer)

    def free(email: str, work: Work) -> bool:
        return world.may_review(email, work)

    demand = next(n for n in count(REVIEWS + 1) if left_without(seen, places, free, n))
    page = _computed(chair, "Reviewers", demand)
    named = [work for work in seen if any(address.endswith(f"/{work.code}/") for _, address in page.links())]
    world.checks.holds(bool(named), f"a plan of {demand} reviewers a paper names papers that lack people", page.text)
    room = most_places(named, places, free)
    world.checks.holds(
        room < demand * len(named),
        f"the {len(named)} papers named have {room} places, and need {demand} each",
        page.text,
    )
    left = {email for email in places if any(free(email, work) for work in named)}
    missing = [world.figures[email].name for email in left if world.figures[email].name not in page.text]
    world.checks.none(missing, "all who are left for these papers are named")


def reviewers_are_assigned(world: World) -> None:
    """Give each paper three reviewers."""
    _assign(world, "Reviewers", REVIEWS)
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
        if whom == "Reviewers":
            world.story.plans.append(chair.page.text)
        world.checks.done(
            f"{chair} applies a plan for {whom.lower()}", lambda chair=chair, at=address: _apply(chair, at)
        )


def _planned(chair: Person, whom: str, demand: int) -> str:
    page = _computed(chair, whom, demand)
    if not page.has_link("Apply this plan…"):
        raise Surprise(f"the plan cannot be applied: {page.text[:800]}")
    return page.url


def _computed(chair: Person, whom: str, demand: int) -> Page:
    """Ask for a plan and return its page once it is there."""
    go(chair, "Automatic assignment")
    chair.press("Make a plan", {"For whom": whom, "People a paper": str(demand)})
    address = chair.page.url
    if not wait_until(lambda: "is being computed" not in chair.open(address).text, patience=PATIENCE):
        raise Surprise(f"the plan was not computed within {PATIENCE} seconds")
    return chair.page


def _apply(chair: Person, address: str) -> None:
    chair.open(address)
    chair.follow("Apply this plan…")
    if "Nothing is left for you to apply" not in chair.page.text:
        chair.press_but_listen(button_beginning(chair, "Assign, and tell"))
