"""Two worlds that differ in one secret answer alike to whoever may not know it: bytes, queries, rows and letters.

Secrets of the kind "this or that" are changed together first, which is quick; where an answer differs, the half of
them is tried, and so on, to say which one tells. Those of the kind "there or not" are always tried one by one.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.prove.addresses import Address, addresses, without_accounts, without_desk
from tests.prove.comparing import Answers, answers_to, difference, letters_to
from tests.prove.explained import explained
from tests.prove.playing import inside, terms
from tests.prove.pressing import presses_of, unlike
from tests.prove.secrets import SECRETS, Secret
from tests.prove.table import settings
from tests.prove.worlds import World
from tests.reviews.visibility.matrix import read_switches

SETTINGS = [setting for setting in settings() if str(setting) in SECRETS]
DEFAULTS = frozenset(name for name, value in read_switches().items() if value == "on")
ALL_AT_ONCE = "WANT_PROVE_QUICKLY" in os.environ  # a first look, that sums which make up for each other can pass
# Worlds in which every button is pressed, too.
PRESSED = frozenset({"bidding-submitted", "assignment-submitted", "reviewing-submitted", "discussion-submitted"})
COLUMNS = range(1, 9)  # by which a list can be asked to be ordered, whether it offers that or not
CHAIRS = ("chair", "chair_conflicted", "chair_author", "site_admin")


def test_every_secret_is_tried_somewhere_and_there_are_many():
    names = {secret.name for secrets in SECRETS.values() for secret in secrets}

    assert len(names) >= 30
    assert SECRETS.keys() <= {str(setting) for setting in settings()}


@pytest.mark.prove
@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_secret_changes_nothing_for_whoever_may_not_know_it(setting, db, proved):
    counts, found = Counter(), []

    with inside(setting) as world:
        terms(world, DEFAULTS)
        for actor in setting.rows:
            kept = [one for one in SECRETS[str(setting)] if one.is_kept_from(world, actor, DEFAULTS)]
            told = list(_told(world, actor, kept, counts)) if kept else []
            found += [f"{setting}: {actor} notices whether {told_of}" for told_of in told]

    proved(counts)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.prove
@pytest.mark.parametrize("setting", [one for one in SETTINGS if str(one) in PRESSED], ids=str)
def test_no_button_tells_a_secret_to_whoever_may_not_know_it(setting, db, proved):
    counts, found = Counter(), []

    with inside(setting) as world:
        terms(world, DEFAULTS)
        for actor in setting.rows:
            kept = [one for one in SECRETS[str(setting)] if one.is_kept_from(world, actor, DEFAULTS)]
            found += [
                f"{setting}: {actor} notices whether {what}" for what in _told_by_buttons(world, actor, kept, counts)
            ]

    proved(counts)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _told_by_buttons(world: World, actor: str, kept: list[Secret], counts: Counter[str]) -> Iterator[str]:
    """Press everything in the world as it is, and in worlds with secrets changed: one by one where one told."""
    script = script_for(world, actor)
    before = presses_of(world, actor, script) if kept else {}
    with_buttons = {button.url for button in before}
    script = [place for place in script if place.url in with_buttons]  # pages as such are compared above
    todo = batches(kept)
    while todo:
        changes = todo.pop(0)
        with changed(world, changes):
            after = presses_of(world, actor, script)
        counts["pairs of presses compared"] += len(before)
        differs = list(unlike(before, after))
        if differs and len(changes) > 1:
            half = len(changes) // 2
            todo += [changes[:half], changes[half:]]
        else:
            yield from (f"{changes[0].name}: {what}" for what in differs)


def batches(kept: list[Secret]) -> list[list[Secret]]:
    """Return what is changed at once. That there is no paper at all leaves nothing else about it to be changed."""
    together = [one for one in kept if not one.leaves_nothing and (ALL_AT_ONCE or not one.stands_alone)]
    return [[one] for one in kept if one not in together] + ([together] if together else [])


def script_for(world: World, actor: str) -> list[Address]:
    """Return what this person asks for: everything but the pages of their own account; the desk's lists in any order.

    What a list is ordered by tells of a secret that stands in no line of it.
    """
    places = without_accounts(addresses(world))
    if actor not in CHAIRS:
        return without_desk(places)
    lists = [place for place in places if place.name.endswith("_changelist")]
    by_people = [Address(one.name, f"{one.url}?by=people") for one in places if one.name == "desk:bids_coverage"]
    return places + by_people + [Address(one.name, f"{one.url}?o={column}") for one in lists for column in COLUMNS]


def _told(world: World, actor: str, kept: list[Secret], counts: Counter[str]) -> Iterator[str]:
    script = script_for(world, actor)
    before, letters = answers_to(world, actor, script), letters_to(world, actor)
    counts["secrets kept, by secret and person"] += len(kept)
    todo = batches(kept)
    while todo:
        changes = todo.pop(0)
        with changed(world, changes):
            after = answers_to(world, actor, script)
            differs = list(_differences(before, after, script))
            differs += ["the letters differ"] * (letters_to(world, actor) != letters)
        counts["pairs of answers compared"] += len(script)
        if differs and len(changes) > 1:
            half = len(changes) // 2
            todo += [changes[:half], changes[half:]]
            continue
        yield from (f"{changes[0].name}: {what}" for what in differs if not explained(changes[0], actor, what))


def _differences(before: Answers, after: Answers, script: Iterable[Address]) -> Iterator[str]:
    for place in script:
        what = difference(before[place.url], after[place.url])
        if what:
            yield f"{place.name} ({what})"


@contextmanager
def changed(world: World, secrets: Iterable[Secret]) -> Iterator[None]:
    """Hold the world with these secrets changed; afterwards it is as it was."""
    with transaction.atomic():
        for one in secrets:
            one.change(world)
        yield
        transaction.set_rollback(True)
