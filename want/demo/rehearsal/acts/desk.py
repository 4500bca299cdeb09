"""Find the way about the desk by its menu, and buttons of which only the beginning is known: they hold a number."""

import re

from want.demo.people import Figure
from want.demo.rehearsal.page import Page
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.world import EDITION, World


def go(chair: Person, page: str) -> Page:
    """Open a page of the desk by the words under which the menu has it."""
    found = chair.open(f"/desk/e/{EDITION}/").links()
    address = next((url for words, url in found if words == page and "/desk/" in url), None)
    if address is None:
        raise Surprise(
            f"the desk's menu has no “{page}”; there are {[words for words, url in found if '/desk/' in url]}"
        )
    return chair.open(address)


def chairs_walk_through_the_desk(world: World) -> None:
    """Let each chair open every page of the menu, and what there is of the papers they have a conflict with."""
    world.each("{} walks through the desk", lambda figure: _walk(world, figure), world.cast.chairs)


def _walk(world: World, figure: Figure) -> None:
    chair = world.person(figure)
    home = chair.open(f"/desk/e/{EDITION}/")
    menu = dict.fromkeys(url for _, url in home.links() if "/desk/" in url and "new" not in url)
    for address in menu:
        chair.open(address)
    for work in world.works_tied_to(figure.email):
        go(chair, "Papers")
        chair.press("Search", {"q": str(work.number)})
        if chair.page.has_link(work.title):
            chair.follow(work.title)
        chair.browser.get(world.path(f"papers/{work.code}/"))  # shown or missing, as their part in it has it
        chair.browser.get(world.path(f"papers/{work.code}/paper.pdf"))


def button_beginning(person: Person, begins: str) -> str:
    """Return the words of the button that begins so, on the page that somebody looks at."""
    labels = [button.label for form in person.page.forms for button in form.buttons]
    found = next((label for label in labels if label.startswith(begins)), None)
    if found is None:
        raise Surprise(f"no button begins with “{begins}” on {person.page.path}; there are {labels}")
    return found


def number_in(words: str) -> int:
    """Return the first number in some words."""
    found = re.search(r"\d+", words)
    if found is None:
        raise Surprise(f"no number stands in “{words}”")
    return int(found[0])
