"""Reviewers and area chairs say which papers they would like; some declare a conflict on the way."""

import random
from datetime import timedelta

from want.demo.rehearsal.casting import Guest
from want.demo.rehearsal.forms import Form
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

SAVE = "Save the bids on this page"
BIDS_EACH = 8
ANSWERS = ("Eager", "Willing", "Willing", "In a pinch", "Not willing")


def everybody_bids(world: World) -> None:
    """Let all who serve bid on a handful of papers, page by page; three declare a conflict."""
    world.go_into(Stage.BIDDING, 0.4)
    serving = [*world.cast.working_area_chairs, *world.cast.working_reviewers]
    declaring = [*world.cast.working_reviewers[:2], world.cast.working_area_chairs[0]]
    world.story.declaring = {guest.figure.email for guest in declaring}
    world.each("{} bids", lambda guest: _bid(world, guest), serving)


def late_bids_are_refused(world: World) -> None:
    """Keep the page of bids open until bidding is over, and send it then."""
    late = world.person(world.cast.working_reviewers[-1].figure)
    late.open(world.path("bids/"))
    form = late.form(SAVE)
    chosen = next(control.name for control in form.controls if control.name.startswith("bid-"))
    other = "Willing" if form.value_of(chosen) == "Eager" else "Eager"
    world.go_past(Stage.BIDDING, timedelta(hours=1))
    said = late.press_in_vain(SAVE, {chosen: other})
    world.checks.holds("idding" in " ".join(said), "a late bid is refused in words", str(said))


def _bid(world: World, guest: Guest) -> None:
    person, luck = world.person(guest.figure), random.Random(f"{world.seed}:bids:{guest.figure.email}")
    page = person.open(world.path("bids/"))
    addresses = list(dict.fromkeys([page.url, *(url for words, url in page.links() if words.isdigit())]))
    for address in addresses:
        person.open(address)
        _bid_on_page(world, guest, person, luck)


def _bid_on_page(world: World, guest: Guest, person: Person, luck: random.Random) -> None:
    form = person.form(SAVE)
    offered = sorted({control.name for control in form.controls if control.name.startswith("bid-")})
    _expect_only_readable(world, guest, offered)
    answers: dict[str, str] = {}
    for name in luck.sample(offered, min(BIDS_EACH, len(offered))):
        answers[name] = luck.choice(ANSWERS)
    if guest.figure.email in world.story.declaring and not world.declared_by(guest.figure.email):
        answers[offered[0]] = "I have a conflict"
        world.story.declared.add((guest.figure.email, offered[0].removeprefix("bid-")))
    person.press(SAVE, answers)
    with world.lock:
        world.story.bids.update(
            {(guest.figure.email, name.removeprefix("bid-")): said for name, said in answers.items()}
        )
    _expect_kept(person.form(SAVE), answers)


def _expect_only_readable(world: World, guest: Guest, offered: list[str]) -> None:
    asked = [world.work(name.removeprefix("bid-")) for name in offered]
    wrong = [work for work in asked if not world.may_review(guest.figure.email, work)]
    if wrong:
        raise Surprise(f"{guest} is asked to bid on papers of a conflict or of another track: {wrong}")


def _expect_kept(form: Form, answers: dict[str, str]) -> None:
    lost = {name for name, said in answers.items() if said != "I have a conflict" and form.value_of(name) != said}
    if lost:
        raise Surprise(f"bids were saved and do not stand on the page: {lost}")
