"""Chairs decide in private, singly and many at once, each only on papers they have no conflict with; then release."""

import difflib
import re
from collections.abc import Iterable
from datetime import timedelta

from want.core import clock
from want.demo.rehearsal.acts.desk import go
from want.demo.rehearsal.page import Page
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.story import OUTCOMES
from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

RELEASE = "Letters and release"
NOTE = "We were impressed by the honesty of the limitations."
LETTERS = {
    OUTCOMES[0]: "paper {} is accepted for an oral presentation",
    OUTCOMES[1]: "paper {} is accepted for a poster (a poster)",
    OUTCOMES[2]: "our decision on paper {}",
}
# What differs at every request: the token of forms, and the clock that the demo shows.
EVERY_REQUEST = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|Demonstration, set to <time.*?</time>')


def authors_look_before(world: World) -> None:
    """Keep what authors are shown of their papers before anything is decided."""
    world.story.instant = world.go_past(Stage.DISCUSSION, timedelta(hours=20))
    world.story.before = {}
    world.each("an author of {} looks", lambda work: _look(world, work, world.story.before), world.cast.works)


def decisions_are_prepared(world: World) -> None:
    """Let the first chair decide what they may, and the others what is left to them."""
    left = {work.code: work for work in world.cast.under_review}
    for figure in world.cast.chairs:
        chair = world.person(figure)
        mine = [work for work in left.values() if not world.is_tied(figure.email, work)]
        if mine:
            _decide(world, chair, mine)
        for work in mine:
            del left[work.code]
    world.checks.none(left, "every paper has a chair who may decide on it")


def a_decision_is_changed(world: World) -> None:
    """Let a chair change their mind on the page of one paper, twice, so that in the end all is as before."""
    work = world.cast.under_review[-1]
    chair, outcome = world.chair_of(work), world.outcomes[work.code]
    other = next(one for one in OUTCOMES if one != outcome)
    for wanted in (other, outcome):
        _open_one(chair, work)
        chair.press("Save the decision", {"Outcome": wanted})
        stands = _row(chair, work)
        world.checks.equal(stands, wanted, "the table shows the decision that was saved last")


def authors_see_nothing_of_it(world: World) -> None:
    """Show authors their pages again, at the same instant: not a byte may differ but the forms' tokens."""
    assert world.story.instant is not None
    clock.move_to(world.story.instant)
    after: dict[str, list[bytes]] = {}
    world.each("an author of {} looks again", lambda work: _look(world, work, after), world.cast.works)
    differing = [
        f"{who}: {line}"
        for who, pages in world.story.before.items()
        for old, new in zip(pages, after.get(who, []), strict=False)
        for line in _differences(old, new)
    ]
    world.checks.alike(after, world.story.before, "authors look at the same pages again")
    world.checks.none(differing, f"decisions that are not released change none of {len(after)} authors' pages")


def decisions_are_released(world: World) -> None:
    """Change a letter, look at it, ask for the release, and let a second chair confirm it."""
    first, second = world.person(world.cast.chairs[0]), world.person(world.cast.chairs[1])
    go(first, RELEASE)
    subject = first.form("Save the letters").value_of("poster_subject")
    first.press("Save the letters", {"poster_subject": f"{subject} (a poster)"})
    go(first, RELEASE)
    world.checks.holds("(a poster)" in first.page.text, "the preview shows the letter as it was changed")
    first.press("Ask a second chair to confirm", {"has_looked": True})
    world.expect_mail("release_wish", *(figure.email for figure in world.cast.chairs[1:]))
    go(first, RELEASE)
    world.checks.holds(
        not first.page.has_button("Confirm and release all decisions"), "nobody confirms their own wish to release"
    )
    second.open(second.letter("confirm").address("/release/"))
    second.press("Confirm and release all decisions", {"has_looked": True})
    world.story.is_released = True
    for work in world.cast.under_review:
        world.expect_mail("decision", *work.addresses, number=work.number)


def authors_read_the_decision(world: World) -> None:
    """Let the authors of each paper read its decision on the page and in the mail."""
    world.each("an author of {} reads the decision", lambda work: _read(world, work), world.cast.under_review)


def _decide(world: World, chair: Person, works: list[Work]) -> None:
    """Decide on the first alone with a note, on the second in the table, on the rest by the dozen."""
    hidden = [work for work in world.cast.under_review if world.is_tied(chair.email, work)]
    page = _open_table(chair, "rows=all")
    shown = [work.title for work in hidden if work.title in page.text]
    world.checks.none(shown, f"{chair} is not shown the papers they have a conflict with among the decisions")
    first, second, rest = works[0], works[1:2], works[2:]
    _open_one(chair, first)
    chair.press("Save the decision", {"Outcome": world.outcomes[first.code], "Note to the authors": NOTE})
    with world.lock:
        world.story.noted.append(first.code)
    for work in second:
        _open_table(chair, f"q={work.number}")
        chair.press("Save decisions", {f"Decision on paper {work.number}": world.outcomes[work.code]})
    for outcome in OUTCOMES:
        _decide_many(chair, outcome, [work for work in rest if world.outcomes[work.code] == outcome])


def _decide_many(chair: Person, outcome: str, works: Iterable[Work]) -> None:
    ticks = {f"Tick paper {work.number}": True for work in works}
    if ticks:
        _open_table(chair, "rows=all")
        chair.press("Set", ticks | {"to": outcome})  # type: ignore[arg-type]


def _open_table(chair: Person, query: str) -> Page:
    return chair.open(f"{go(chair, 'Decisions').path}?{query}")


def _open_one(chair: Person, work: Work) -> None:
    _open_table(chair, f"q={work.number}")
    chair.follow(f"Note to the authors of paper {work.number}")


def _row(chair: Person, work: Work) -> str:
    _open_table(chair, f"q={work.number}")
    return chair.form("Save decisions").value_of(f"Decision on paper {work.number}")


def _look(world: World, work: Work, into: dict[str, list[bytes]]) -> None:
    person = world.person(work.contact)
    with person.hands:
        paths = [
            "submissions/",
            f"submissions/{work.code}/",
            f"submissions/{work.code}/receipt/",
            f"papers/{work.code}/",
        ]
        pages = [person.open(path) for path in ("/", *(world.path(rest) for rest in paths))]
        with world.lock:
            into[f"{person.email}:{work.code}"] = [_bare(page) for page in pages]


def _differences(old: bytes, new: bytes) -> list[str]:
    lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def _bare(page: Page) -> bytes:
    return EVERY_REQUEST.sub(b"", page.content)


def _read(world: World, work: Work) -> None:
    person, outcome = world.person(work.contact), world.outcomes[work.code]
    with person.hands:
        page = person.open(world.path(f"papers/{work.code}/"))
        if outcome not in page.text:
            raise Surprise(f"the page of {work} does not say “{outcome}” after the release: {page.text[:400]}")
    letter = person.letter(LETTERS[outcome].format(work.number))
    words = [work.title, *([NOTE] if work.code in world.story.noted else [])]
    if any(" ".join(part.split()) not in " ".join(letter.text.split()) for part in words):
        raise Surprise(f"the letter about {work} does not hold {words}: {letter.text}")
