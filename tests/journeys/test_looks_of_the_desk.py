"""The pages of the chairs' desk, as chairs see them: nothing for axe-core to find, nothing too wide."""

import pytest

from tests.journeys.looks import faults_of
from tests.journeys.pages import looks


@pytest.mark.parametrize("look", looks(of_the_desk=True), ids=str)
def test_page_of_the_desk_is_open_to_everybody_s_eyes_and_fits(onlooker, world, look):
    page = onlooker(world.people.get(look.who)).opens(world.address_of(look.name))

    assert "\n".join(faults_of(page)) == ""
