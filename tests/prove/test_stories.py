"""What somebody does over time tells them no more than one request: in every story both ways are heard alike."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping

import pytest
from django.urls import reverse

from tests.prove.addresses import Address
from tests.prove.playing import inside, terms
from tests.prove.stories.doing import SCRIPTS, Script
from tests.prove.stories.events import EVENTS
from tests.prove.stories.people import Person, people
from tests.prove.stories.telling import kept_from, tell
from tests.prove.stories.visitor import Visitor
from tests.prove.table import Setting, settings
from tests.prove.test_pairs import DEFAULTS, script_for
from tests.prove.worlds import World

SETTINGS = {str(setting): setting for setting in settings() if str(setting) in EVENTS}
LOOKS, *_ = SCRIPTS

# What every ordinary run of the tests plays: one world, few people, few pages.
SAMPLE = ("author_contact", "chair_conflicted")
PAGES = (
    "papers:page",
    "reviewing:home",
    "desk:progress",
    "desk:remind_reviewers",
    "desk:late",
    "desk:paper_assignments",
    "desk:paper_conflicts",
    "desk:mail_message_changelist",
    "desk:audit_entry_changelist",
)


@pytest.mark.prove
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.name.replace(" ", "_").replace(",", ""))
@pytest.mark.parametrize("setting", SETTINGS)
def test_no_story_tells_what_its_person_may_not_know(setting, script, db, proved):
    prove(SETTINGS[setting], script, proved)


def test_some_stories_tell_nothing(db, proved):
    prove(SETTINGS["reviewing-submitted"], LOOKS, proved, only=SAMPLE, pages=PAGES)


@pytest.mark.prove
def test_a_chair_without_a_conflict_notices_whatever_happens(db):
    with inside(SETTINGS["reviewing-submitted"]) as world:
        terms(world, DEFAULTS)
        chair = Person("chair", "chair")
        visitor = Visitor(world, "chair", _places(world, "chair", PAGES))
        unknown = kept_from(chair, visitor, DEFAULTS)
        events = [one for one in EVENTS["reviewing-submitted"] if one not in unknown and one.scene != "more"]

        told = list(tell(visitor, chair, LOOKS, events, Counter()))

    assert {what.split(": ")[0] for what in told} == {str(event) for event in events}


def prove(
    setting: Setting,
    script: Script,
    proved: Callable[[Mapping[str, int]], None],
    *,
    only: Collection[str] | None = None,
    pages: Collection[str] | None = None,
) -> None:
    """Play one script in one world: as everybody, or as these people, on all pages or on these."""
    counts, found = Counter(), []
    with inside(setting) as world:
        terms(world, DEFAULTS)
        for person in people(world):
            if only is None or str(person) in only:
                visitor = Visitor(world, person.actor, _places(world, person.actor, pages))
                told = tell(visitor, person, script, kept_from(person, visitor, DEFAULTS), counts)
                found += [f"{setting}: {person} {script.name}, and notices whether {what}" for what in told]
    proved(counts)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _places(world: World, actor: str, pages: Collection[str] | None) -> list[Address]:
    """Return what somebody asks for: as in the pairs, with each list in one order alone, and the page of their data."""
    places = [place for place in script_for(world, actor) if "?o=" not in place.url]
    places.append(Address("your_data", reverse("your_data")))
    return places if pages is None else [place for place in places if place.name in pages]
