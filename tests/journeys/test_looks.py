"""The pages of the site, as those see them who work with them: nothing for axe-core to find, nothing too wide."""

import pytest

from tests.journeys.looks import faults_of
from tests.journeys.pages import looks


@pytest.mark.parametrize("look", looks(of_the_desk=False), ids=str)
def test_page_is_open_to_everybody_s_eyes_and_fits(visitor, world, look):
    page = visitor(signed_in_as=world.people.get(look.who)).opens(world.address_of(look.name))

    assert "\n".join(faults_of(page)) == ""
