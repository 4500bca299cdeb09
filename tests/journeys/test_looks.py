"""The pages of the site, as those see them who work with them: nothing for axe-core to find, nothing too wide."""

import pytest

from tests.access.resolver import routes
from tests.journeys.looks import faults_of
from tests.journeys.pages import EXCUSED, is_no_page, looks


@pytest.mark.parametrize("look", looks(of_the_desk=False), ids=str)
def test_page_is_open_to_everybody_s_eyes_and_fits(onlooker, world, look):
    page = onlooker(world.people.get(look.who)).opens(world.address_of(look.name))

    assert "\n".join(faults_of(page)) == ""


def test_every_page_is_looked_at_or_excused_by_its_name():
    looked_at = {look.name for of_the_desk in (True, False) for look in looks(of_the_desk=of_the_desk)}
    pages = {name for name in routes() if not is_no_page(name)}

    assert sorted(pages - looked_at - EXCUSED.keys()) == []
    assert sorted(looked_at & EXCUSED.keys()) == []
    assert sorted(EXCUSED.keys() - routes().keys()) == []
