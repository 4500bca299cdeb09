"""The whole table of acts over HTTP: a refused one changes nothing, queues nothing, logs nothing; an allowed one does.

What an allowed act sends by mail is held against the table of facts: nobody is written what they may not see.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from reviews.decisions.letters import default_letters
from reviews.decisions.second_chair import ask_for_release
from tests.access.asking import fingerprint, noting_writes
from tests.access.resolver import routes
from tests.prove.acts import ACTS, DONE, NEVER, OF_THE_EDITION, SAME_DOOR, Act
from tests.prove.letters import authors_of, overtold
from tests.prove.playing import inside, terms
from tests.prove.table import Setting, settings
from tests.prove.walk import client_of
from tests.prove.worlds import World
from tests.reviews.visibility.matrix import rows_of
from want.audit.models import Entry
from want.core import clock
from want.keeping.erasure import verdict_on_erasing
from want.mail.models import Message

COLUMNS = list(rows_of("permission_actions.csv")[0])[6:]


def _hangs_on(condition: str, setting: Setting) -> bool:
    return bool(_acts_with(condition, setting))


def _acts_with(condition: str, setting: Setting) -> dict[str, tuple[Act, ...]]:
    """Return the acts that hang on this condition for somebody."""
    named = {name for line in setting.acts.values() for name, cell in line.items() if cell == condition}
    return {name: ACTS[name] for name in ACTS if name in named}


WINDOWS = {
    "C:SUB_OPEN": "submission",
    "C:REVIEW_OPEN": "reviewing",
    "C:REBUTTAL_OPEN": "rebuttal",
    "C:CR_OPEN": "camera_ready",
}


USUAL = frozenset({"AC_MANAGES", "FOUR_EYES"})  # FOUR_EYES: that a second chair has agreed, or need not


def test_every_act_of_the_table_is_built_or_will_never_be():
    assert sorted([*ACTS, *NEVER]) == sorted(COLUMNS)
    assert not [name for name in routes() if re.search("impersonat|hijack|login_as|masquerade", name)]


@pytest.mark.prove
@pytest.mark.parametrize("setting", settings(), ids=str)
def test_an_act_changes_something_exactly_where_the_table_allows_it(setting, db, proved):
    prove(setting, ACTS, USUAL, proved)


@pytest.mark.prove
@pytest.mark.parametrize("setting", [one for one in settings() if _hangs_on("C:AC_MANAGES", one)], ids=str)
def test_area_chairs_assign_nobody_where_they_do_not_manage(setting, db, proved):
    prove(setting, _acts_with("C:AC_MANAGES", setting), USUAL - {"AC_MANAGES"}, proved)


@pytest.mark.prove
@pytest.mark.parametrize("has_agreed", [False, True])
@pytest.mark.parametrize("setting", [one for one in settings() if _hangs_on("C:FOUR_EYES", one)], ids=str)
def test_nobody_releases_before_a_second_chair_agreed(setting, has_agreed, db, proved):
    def with_four_eyes(world: World) -> None:
        world.edition.four_eyes = True
        world.edition.save()
        if has_agreed:
            ask_for_release(world.edition, default_letters(world.edition), by=world.people["second_chair"])

    on = USUAL if has_agreed else USUAL - {"FOUR_EYES"}
    prove(setting, _acts_with("C:FOUR_EYES", setting), on, proved, before=with_four_eyes)


@pytest.mark.prove
@pytest.mark.parametrize("setting", [one for one in settings() if _hangs_on("C:REVIEW_OPEN", one)], ids=str)
def test_late_reviews_are_taken_where_the_deadline_is_extended(setting, db, proved):
    def extended(world: World) -> None:
        world.edition.windows.filter(stage="reviewing").update(closes_at=clock.now() + timedelta(hours=1))
        world.edition.__dict__.pop("calendar", None)

    prove(setting, _acts_with("C:REVIEW_OPEN", setting), USUAL | {"REVIEW_OPEN"}, proved, before=extended)


def prove(
    setting: Setting,
    acts: Mapping[str, tuple[Act, ...]],
    on: frozenset[str],
    proved: Callable[[Mapping[str, int]], None],
    *,
    before: Callable[[World], None] = lambda _: None,
) -> None:
    """Let each person try each of these acts in one world, where exactly these conditions are on."""
    counts, wrong = Counter(), []
    with inside(setting) as world:
        terms(world, on - {"FOUR_EYES"})
        before(world)
        as_it_was = fingerprint()
        for name, ways in acts.items():
            for actor, line in setting.acts.items():
                is_allowed = _is_allowed(line[name], setting, on) and _may_go(world, actor, name)
                if is_allowed or not _may_do_another(name, line, setting, on):
                    wrong += _tried(world, actor, name, ways, is_allowed=is_allowed, counts=counts, on=on)
        assert fingerprint() == as_it_was, "something changed although every act was taken back"

    proved(counts)
    if wrong:
        pytest.fail("\n".join(f"{setting}: {one}" for one in wrong), pytrace=False)


def _is_allowed(cell: str, setting: Setting, on: frozenset[str]) -> bool:
    """Read a cell for this world: its windows are those of its stage, but for those that are extended."""
    if cell.startswith("C:"):
        return WINDOWS.get(cell) == setting.stage or cell.removeprefix("C:") in on
    return cell == "A"


def _may_go(world: World, actor: str, name: str) -> bool:
    """Tell whether nobody relies on somebody who wants to be erased: the table has no condition for duties."""
    return name != "erase_own_account" or bool(verdict_on_erasing(world.people[actor]))


def _may_do_another(name: str, line: Mapping[str, str], setting: Setting, on: frozenset[str]) -> bool:
    """Tell whether somebody may do another act behind the same door."""
    return any(_is_allowed(line[other], setting, on) for door in SAME_DOOR if name in door for other in door)


def _tried(
    world: World,
    actor: str,
    name: str,
    ways: tuple[Act, ...],
    *,
    is_allowed: bool,
    counts: Counter[str],
    on: frozenset[str],
) -> Iterator[str]:
    counts["acts allowed" if is_allowed else "acts refused"] += 1
    told: list[str] = []
    seen = [_changes(world, actor, act, name, on, told) for act in ways]
    counts["letters"] += len(told)
    yield from (f"{actor} does {name}, and a letter tells {one}" for one in told if one)
    if is_allowed and not any(seen) and (name, world.setting.stage) not in DONE:
        yield f"{actor} may {name}, and nothing happens"
    if not is_allowed:
        yield from (f"{actor} may not {name}, and it changes {what}" for what in seen if what)


def _changes(world: World, actor: str, act: Act, name: str, on: frozenset[str], told: list[str]) -> str:
    """Do the act and take it back; return what it changed, in words. `told` gets a line a letter: what it overtells."""
    written: list[str] = []
    with taken_back():
        client, fields = client_of(world, actor), act.fields(world, actor)
        before = _about_the_paper(world) if name in OF_THE_EDITION else None
        letters, authors = list(Message.objects.values_list("pk", flat=True)), authors_of(world)
        with noting_writes(written, ""):
            answer = act.done_by(client, world, fields)
        for letter in Message.objects.exclude(pk__in=letters):
            said = overtold(world, name, [letter], on, authors)
            told.append(", ".join(f"{who} {fact} by the {what}" for who, fact, what in said))
        if act.method == "GET":
            return "nothing, but answers" if answer.status_code == 200 else ""
        if before is not None and before == _about_the_paper(world):
            return ""
    return ", ".join(sorted({one.strip(" :") for one in written}))


def _about_the_paper(world: World) -> list[Any]:
    """Return all rows that speak of the subject paper."""
    paper = world.paper.pk
    return [
        *world.paper.assignments.order_by("pk").values(),
        *Entry.objects.filter(submission_id=paper).values(),
        *Message.objects.filter(submission_id=paper).values(),
        *Message.objects.filter(papers__contains=[paper]).values(),
    ]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
