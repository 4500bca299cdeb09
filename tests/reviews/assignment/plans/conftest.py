"""The stage at which papers are assigned."""

import pytest

from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)
