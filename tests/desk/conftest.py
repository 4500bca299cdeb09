"""What several files of tests of the desk begin with."""

import pytest

from want.venues.stages import Stage


@pytest.fixture
def papers_are_being_checked(edition, during):
    during(Stage.CHECKS)


@pytest.fixture
def desk(client, edition, chair, during):
    """Return the browser of a chair while papers come in."""
    during(Stage.SUBMISSION)
    client.force_login(chair)
    return client
