"""The committee discusses, a few revise, area chairs sum up."""

from want.demo.rehearsal.acts.reviewing import REVISE
from want.demo.rehearsal.casting import Guest
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

POST = "Post the comment"
QUESTION = "The authors have answered the question of the baseline. Does this change your view?"
REPLY = "It does; I would raise my score by one."


def the_committee_discusses(world: World) -> None:
    """Let the area chair of each paper ask and one reviewer reply; each tells the others by mail."""
    world.go_into(Stage.DISCUSSION, 0.3)
    world.each("the committee discusses {}", lambda work: _discuss(world, work), world.cast.under_review)


def some_revise_after_the_discussion(world: World) -> None:
    """Let a few raise their score."""
    revising = [g for g in world.cast.working_reviewers if world.story.duties.get(g.figure.email)][3:6]
    world.each("{} revises after the discussion", lambda guest: _revise(world, guest), revising)


def area_chairs_sum_up(world: World) -> None:
    """Let each area chair write a meta-review and a recommendation for each paper they lead."""
    world.go_into(Stage.DISCUSSION, 0.7)
    leading = [guest for guest in world.cast.working_area_chairs if world.story.led.get(guest.figure.email)]
    world.each("{} sums up", lambda guest: _sum_up(world, guest), leading)


def _discuss(world: World, work: Work) -> None:
    area_chair = next(email for email, codes in world.story.led.items() if work.code in codes)
    reviewers = sorted(email for email, codes in world.story.duties.items() if work.code in codes)
    speaking = [(area_chair, QUESTION), (reviewers[0], REPLY)]
    for email, text in speaking:
        person = world.person_with(email)
        with person.hands:
            person.open(world.path(f"papers/{work.code}/"))
            _post(person, text)
        with world.lock:
            world.story.remarks.append((email, work.code, text))
        others = [address for address in [area_chair, *reviewers] if address != email]
        world.expect_mail("comment", *others, number=work.number)


def _post(person: Person, text: str) -> None:
    person.press(POST, {"Your comment": text})
    if text not in person.page.text:
        raise Surprise(f"{person} posted a comment and does not find it on {person.page.path}")


def _revise(world: World, guest: Guest) -> None:
    person, code = world.person(guest.figure), world.story.duties[guest.figure.email][0]
    with person.hands:
        person.open(world.path(f"papers/{code}/"))
        person.follow("Revise your review")
        person.press(REVISE, {"Questions to the authors": "My questions are answered."})
    with world.lock:
        world.story.revised.append((guest.figure.email, code))


def _sum_up(world: World, guest: Guest) -> None:
    person = world.person(guest.figure)
    for code in world.story.led[guest.figure.email]:
        with person.hands:
            person.open(world.path(f"papers/{code}/"))
            person.follow("Write the meta-review")
            words = f"The reviewers agree on what counts. I recommend: {world.outcomes[code].lower()}."
            answers = {"Your recommendation": world.outcomes[code], "Text": words}
            person.press("Save the meta-review", answers)
