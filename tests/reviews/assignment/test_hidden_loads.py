"""A chair who wrote a paper learns from no page and no refusal who reviews it: loads count as far as they see them."""

import pytest

from reviews.assignment.actions import assign
from reviews.assignment.importing import preview_table
from reviews.visibility.lists import sight_of
from tests import cast
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture
def writer(edition, during):
    """A chair who wrote a paper, which the two reviewers' one place each may go to."""
    during(Stage.ASSIGNMENT)
    writer = cast.make_user("Wendy Writer")
    cast.join(edition, writer, Role.CHAIR)
    return writer


def told(client, edition, writer, person, paper):
    """Return what the chair is told of giving the person that paper: on its page, of a table, and by the act."""
    client.force_login(writer)
    page = client.get(f"/desk/e/icml2024/assigned/{paper.code}/")
    (shown,) = [one.why_not for one in page.context["candidates"] if one.pk == person.pk]
    lines = f"paper,action,email\n{paper.number},primary,{person.email}"
    errors = [line.error for line in preview_table(lines, edition, sight_of(writer, edition)).errors]
    try:
        assign(paper, person, by=writer)
    except Refused as refused:
        return shown, errors, str(refused)
    return shown, errors, ""


def test_whether_somebody_has_the_chair_s_own_paper_changes_nothing_for_the_chair(
    client, edition, submission, writer, reviewer, second_reviewer
):
    own = cast.make_submission(edition, writer)
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=1)
    cast.assign(own, reviewer)

    assert told(client, edition, writer, reviewer, submission) == ("", [], "")
    assert told(client, edition, writer, second_reviewer, submission) == ("", [], "")


def test_loads_that_the_chair_sees_still_count(client, edition, submission, writer, reviewer):
    other = cast.make_submission(edition, cast.make_user("Nora Novel"))
    cast.make_submission(edition, writer)
    edition.memberships.filter(role=Role.REVIEWER).update(max_load=1)
    cast.assign(other, reviewer)

    shown, errors, refused = told(client, edition, writer, reviewer, submission)

    assert "cannot be given this paper" in shown
    assert "cannot be given this paper" in errors[0]
    assert "cannot be given this paper" in refused
