"""Papers and reviewers who can be assigned, at the stage for it."""

import pytest

from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def papers(reviewers, papers):
    """The papers, and there are people for them."""
    return papers


@pytest.fixture
def desk(client, chair):
    client.force_login(chair)
    return client


@pytest.fixture
def conflicted(edition, papers):
    user = cast.make_user("Connie Conflicted")
    cast.join(edition, user, Role.CHAIR)
    cast.declare(papers[0], user)
    return user
