"""Authors read their reviews and answer them."""

import re
from datetime import timedelta

from want.demo.rehearsal.person import Surprise
from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

SAVE = "Save the response"
PSEUDONYM = re.compile(r"Reviewer \d")
ANSWER = "We thank the reviewers. A tuned baseline is now in table 3; the gain shrinks to **8 %** but holds."


def authors_answer_their_reviews(world: World) -> None:
    """Let the authors of three papers in four respond; some change the response afterwards."""
    world.go_into(Stage.REBUTTAL, 0.3)
    answering = [work for place, work in enumerate(world.cast.under_review) if place % 4 != 3]
    world.each("the authors of {} answer", lambda work: _answer(world, work), answering)


def a_late_answer_is_refused(world: World) -> None:
    """Open the form in time and send it too late."""
    work = world.cast.under_review[0]
    person = world.person(work.contact)
    person.open(world.path(f"papers/{work.code}/response/"))
    world.go_past(Stage.REBUTTAL, timedelta(hours=1))
    said = person.press_in_vain(SAVE, {"Text": "One more thing, too late."})
    world.checks.holds(said, "a late response is refused in words", str(said))
    world.checks.holds("One more thing, too late." in person.page.text, "a late response is shown and not lost")


def _answer(world: World, work: Work) -> None:
    person = world.person(work.contact)
    with person.hands:
        page = person.open(world.path(f"papers/{work.code}/"))
        shown = [article.first("h3") for article in page.tree.with_class("review")]
        names = {heading.text for heading in shown if heading}
        if len(names) != 3 or not all(PSEUDONYM.fullmatch(name) for name in names):
            raise Surprise(f"the authors of {work} read reviews by {names}")
        person.follow("Answer the reviews")
        person.press(SAVE, {"Text": ANSWER})
        others = [address for address in work.addresses if address != person.email]
        leading = [area_chair for area_chair, codes in world.story.led.items() if work.code in codes]
        world.expect_mail("rebuttal", *others, *leading, number=work.number)
        if work.place % 3 == 0:
            person.open(world.path(f"papers/{work.code}/response/"))
            person.press(SAVE, {"Text": f"{ANSWER} We have also corrected a typo."})
    with world.lock:
        world.story.answered.append(work.code)
