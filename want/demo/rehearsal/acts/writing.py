"""Chairs write to groups of people: looked at first, sent once, however often the button is pressed."""

from want.demo.rehearsal.acts.desk import button_beginning, go, number_in
from want.demo.rehearsal.casting import Guest
from want.demo.rehearsal.person import Surprise
from want.demo.rehearsal.world import World

SUBJECT = "Thank you, and three days more"
LETTER = "Dear {name},\n\nthank you for your work. Please say all that you have to say within three days.\n\n{edition}"


def chairs_write_to_the_committee(world: World) -> None:
    """Let a chair write to the area chairs, and another to the reviewers."""
    _write(world, world.organiser.email, "Area chairs", world.cast.working_area_chairs)
    _write(world, world.cast.chairs[1].email, "Reviewers", world.cast.working_reviewers)


def _write(world: World, email: str, group: str, guests: list[Guest]) -> None:
    chair = world.person_with(email)
    go(chair, "Write to…")
    chair.press("Show one of the letters", {"To": group, "Subject": SUBJECT, "Letter": LETTER})
    looked_at, button = chair.page, button_beginning(chair, "Send")
    world.checks.equal(number_in(button), len(guests), f"the chair is shown how many {group.lower()} are written to")
    chair.press(button)
    world.expect_mail("circular", *(guest.figure.email for guest in guests))
    chair.page = looked_at  # goes back, and presses once more
    chair.press(button)
    world.checks.holds("nobody gets it twice" in chair.page.text, f"{group.lower()} are written to once")
    one = world.person(guests[0].figure)
    letter = one.letter(SUBJECT)
    if f"Dear {one.name}," not in letter.text:
        raise Surprise(f"the letter to {one} does not call them by their name: {letter.text}")
