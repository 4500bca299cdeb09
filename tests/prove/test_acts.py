"""The whole table of acts over HTTP: a refused one changes nothing, queues nothing, logs nothing; an allowed one does.

What an allowed act sends by mail is held against the table of facts: nobody is written what they may not see.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from tests.access.asking import fingerprint, noting_writes
from tests.prove.acts import ACTS, DONE, NOT_BUILT, OF_THE_EDITION, SAME_DOOR, Act
from tests.prove.playing import inside, terms
from tests.prove.table import Setting, settings
from tests.prove.walk import client_of
from tests.prove.worlds import World
from tests.reviews.visibility.matrix import rows_of
from want.audit.models import Entry
from want.mail.models import Message

COLUMNS = list(rows_of("permission_actions.csv")[0])[6:]
WINDOWS = {
    "C:SUB_OPEN": "submission",
    "C:REVIEW_OPEN": "reviewing",
    "C:REBUTTAL_OPEN": "rebuttal",
    "C:CR_OPEN": "camera_ready",
}


def test_every_act_of_the_table_is_built_or_said_not_to_be():
    assert sorted([*ACTS, *NOT_BUILT]) == sorted(COLUMNS)


@pytest.mark.prove
@pytest.mark.parametrize("setting", settings(), ids=str)
def test_an_act_changes_something_exactly_where_the_table_allows_it(setting, db, proved):
    counts, wrong = Counter(), []

    with inside(setting) as world:
        terms(world, frozenset({"AC_MANAGES"}))
        before = fingerprint()
        for name, ways in ACTS.items():
            for actor, line in setting.acts.items():
                is_allowed = _is_allowed(line[name], setting)
                if is_allowed or not _may_do_another(name, line, setting):
                    wrong += _tried(world, actor, name, ways, is_allowed=is_allowed, counts=counts)
        assert fingerprint() == before, "something changed although every act was taken back"

    proved(counts)
    if wrong:
        pytest.fail("\n".join(f"{setting}: {one}" for one in wrong), pytrace=False)


def _is_allowed(cell: str, setting: Setting) -> bool:
    """Read a cell for this world: its windows are those of its stage, and no second chair has to agree."""
    if cell.startswith("C:"):
        return WINDOWS.get(cell) == setting.stage or cell == "C:FOUR_EYES"
    return cell == "A"


def _may_do_another(name: str, line: Mapping[str, str], setting: Setting) -> bool:
    """Tell whether somebody may do another act behind the same door."""
    return any(_is_allowed(line[other], setting) for door in SAME_DOOR if name in door for other in door)


def _tried(
    world: World, actor: str, name: str, ways: tuple[Act, ...], *, is_allowed: bool, counts: Counter[str]
) -> Iterator[str]:
    counts["acts allowed" if is_allowed else "acts refused"] += 1
    seen = [_changes(world, actor, act, name) for act in ways]
    if is_allowed and not any(seen) and (name, world.setting.stage) not in DONE:
        yield f"{actor} may {name}, and nothing happens"
    if not is_allowed:
        yield from (f"{actor} may not {name}, and it changes {what}" for what in seen if what)


def _changes(world: World, actor: str, act: Act, name: str) -> str:
    """Do the act and take it back; return what it changed, in words."""
    written: list[str] = []
    with taken_back():
        client, fields = client_of(world, actor), act.fields(world, actor)
        before = _about_the_paper(world) if name in OF_THE_EDITION else None
        with noting_writes(written, ""):
            answer = act.done_by(client, world, fields)
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
