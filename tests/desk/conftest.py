"""What several files of tests of the desk begin with."""

import pytest

from want.venues.stages import Stage


@pytest.fixture
def papers_are_being_checked(edition, during):
    during(Stage.CHECKS)
