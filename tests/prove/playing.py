"""Stand inside a world: its clock in its stage, the edition's terms as asked for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from tests import cast
from tests.prove.table import Setting
from tests.prove.worlds import World, build
from tests.reviews.visibility.matrix import BREAK_GLASS, read_switches
from want.core import clock


@contextmanager
def inside(setting: Setting) -> Iterator[World]:
    """Build the world of a setting and hold the clock in its stage. Refusals are not written to the log here."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with clock.frozen(cast.at(cast.INSIDE[setting.stage])):
            world = build(setting)
            cast.play_to(world.edition, setting.stage)
            yield world
    finally:
        logging.disable(before)


def terms(world: World, conditions: frozenset[str]) -> None:
    """Let exactly these conditions hold in the edition."""
    for name in read_switches().keys() - {BREAK_GLASS}:
        setattr(world.edition, name.lower(), name in conditions)
    world.edition.save()
