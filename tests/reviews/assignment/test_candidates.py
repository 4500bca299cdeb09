"""Whoever looks for somebody for a paper sees people who can take it, though those who match best are full."""

import pytest

from reviews.assignment import candidates
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture
def crowd(edition, during, monkeypatch):
    """Six reviewers in the order of their names' letters; the page shows two, and two who can take the paper."""
    monkeypatch.setattr(candidates, "SHOWN", 2)
    monkeypatch.setattr(candidates, "ABLE", 2)
    people = [cast.make_user(f"{letter} Reader", f"{letter}@{letter}.example".lower()) for letter in "ABCDEF"]
    for person in people:
        cast.join(edition, person, Role.REVIEWER, max_load=1)
    during(Stage.ASSIGNMENT)
    return people


def shown(client, chair, paper) -> list[tuple[str, bool]]:
    client.force_login(chair)
    page = client.get(f"/desk/e/icml2024/assigned/{paper.code}/")
    return [(one.name[0], not one.why_not) for one in page.context["candidates"]]


def test_those_who_can_are_added_when_the_best_are_full(client, edition, crowd, submission, chair):
    other = cast.make_submission(edition, cast.make_user("Nora Novel"))
    free = shown(client, chair, submission)
    for person in crowd[:3]:
        cast.assign(other, person)

    assert free == [("A", True), ("B", True)]
    assert shown(client, chair, submission) == [("A", False), ("B", False), ("D", True), ("E", True)]


def test_nobody_is_added_when_nobody_else_can(client, edition, crowd, submission, chair):
    other = cast.make_submission(edition, cast.make_user("Nora Novel"))
    for person in crowd:
        cast.assign(other, person)

    assert shown(client, chair, submission) == [("A", False), ("B", False)]
