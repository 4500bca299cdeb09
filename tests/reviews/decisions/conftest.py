"""What the tests of decisions begin with."""

import pytest

from tests.reviews.decisions.asked import seated
from want.venues.stages import Stage


@pytest.fixture
def deciding(during):
    during(Stage.DECIDING)


@pytest.fixture
def desk(client, chair):
    return seated(client, chair)
