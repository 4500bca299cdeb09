"""A world from nothing, one thing after the other."""

from reviews.visibility.facts import Fact
from tests import cast
from tests.prove.canaries import Canaries
from tests.prove.rowkeys import number_apart
from tests.prove.table import Setting
from tests.prove.worlds.outcome import decide
from tests.prove.worlds.papers import hand_in_files, write_papers
from tests.prove.worlds.people import invite_everybody
from tests.prove.worlds.reviewing import answer_and_discuss, write_reviews
from tests.prove.worlds.ties import assign_all, bid, keep_office, tie
from tests.prove.worlds.world import World
from want.venues.stages import Stage


def build(setting: Setting) -> World:
    """Build the world of a setting; call it with the clock inside its stage."""
    number_apart()
    world = World(setting, cast.make_edition(slug="zqprove", four_eyes=False), Canaries())
    world.edition.tracks.create(name="Main")
    invite_everybody(world)
    write_papers(world)
    hand_in_files(world)
    tie(world)
    keep_office(world)
    if setting.exists(Fact.BIDS_OTHERS):
        bid(world)
    if world.reached(Stage.ASSIGNMENT):
        assign_all(world)
    if setting.exists(Fact.REVIEW_TEXT_OTHERS):
        write_reviews(world)
    answer_and_discuss(world)
    decide(world)
    world.paper.refresh_from_db()
    return world
