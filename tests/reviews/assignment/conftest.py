"""Six papers and six people to review them, by topics; files of tests with others have their own."""

import pytest

from tests import cast
from want.venues.models import Role


@pytest.fixture
def reviewers(edition):
    """Six reviewers: two a topic, three papers at most each."""
    topics = list(edition.topics.all())
    people = []
    for number in range(6):
        user = cast.make_user(f"Person Number{number}")
        cast.join(edition, user, Role.REVIEWER, max_load=3).topics.set([topics[number % 3]])
        people.append(user)
    return people


@pytest.fixture
def papers(edition, author):
    """Six papers, two a topic."""
    topics = list(edition.topics.all())
    made = [cast.make_submission(edition, author) for _ in range(6)]
    for number, paper in enumerate(made):
        paper.topics.set([topics[number % 3]])
    return made
