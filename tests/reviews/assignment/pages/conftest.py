"""Papers and reviewers who can be assigned, at the stage for it."""

import pytest

from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def reviewers(edition):
    topics = list(edition.topics.all())
    people = []
    for number in range(6):
        user = cast.make_user(f"Person Number{number}")
        cast.join(edition, user, Role.REVIEWER, max_load=3).topics.set([topics[number % 3]])
        people.append(user)
    return people


@pytest.fixture
def papers(edition, author, reviewers):
    topics = list(edition.topics.all())
    made = [cast.make_submission(edition, author) for _ in range(6)]
    for number, paper in enumerate(made):
        paper.topics.set([topics[number % 3]])
    return made


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
