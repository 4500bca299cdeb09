"""An impossible plan says what its papers, and the people who are left for them, have in common."""

import pytest

from reviews.assignment.actions import compute, make_plan
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from submissions.conflicts.actions import refresh_edition
from tests import cast
from tests.reviews.assignment.pages.asked import text_of, url_of
from tests.reviews.assignment.test_wishes import assignment_stage  # noqa: F401
from want.venues.models import Role

pytestmark = pytest.mark.django_db

GRENOBLE = "Université Grenoble Alpes"


@pytest.fixture
def committee(edition):
    """Four people of Grenoble, three of Bonn."""
    houses = [GRENOBLE] * 4 + ["University of Bonn"] * 3
    people = [cast.make_user(f"Person Number{at}", affiliation=house) for at, house in enumerate(houses)]
    for person in people:
        cast.join(edition, person, Role.REVIEWER, max_load=2)
    return people


@pytest.fixture
def papers(edition, committee):
    """Four papers of Grenoble, which its people cannot review, and two of others."""
    made = []
    for number in range(6):
        house = GRENOBLE if number < 4 else f"House of Author {number}"
        author = cast.make_user(f"Author Number{number}", affiliation=house)
        paper = cast.make_submission(edition, author)
        paper.authors.update(affiliation=house)
        made.append(paper)
    refresh_edition(edition)
    return made


def impossible(edition, chair, demand=2) -> AssignmentPlan:
    plan = make_plan(edition, role=Role.REVIEWER, demand=demand, by=chair)
    compute(plan.pk)
    plan.refresh_from_db()
    assert plan.state == PlanState.INFEASIBLE
    return plan


def test_cluster_is_named_with_numbers(client, edition, chair, papers):
    plan = impossible(edition, chair)
    client.force_login(chair)

    page = text_of(client.get(url_of(plan)))

    assert plan.shortage["papers"] == [paper.pk for paper in papers[:4]]
    assert plan.why.startswith("4 papers need 8 reviews, but after conflicts and loads the 3 reviewers left for them")
    assert f"<p>All 4 papers have an author of {GRENOBLE}.</p>" in page
    assert "<p>All 3 people left for them are of University of Bonn.</p>" in page


def test_topic_is_named_where_no_institution_is_shared(edition, chair, papers, committee):
    topic, other = edition.topics.all()[:2]
    for number, paper in enumerate(papers):
        paper.authors.update(affiliation=f"House {number}")
        paper.topics.set([topic if number < 3 else other])
    for person in committee[:4]:
        for paper in papers[:4]:
            cast.declare(paper, person) if not paper.conflicts.filter(user=person).exists() else None

    plan = impossible(edition, chair)

    assert plan.outcome["common"][0]["words"] == f"3 of the 4 papers have the topic “{topic.name}”."


def test_what_all_papers_share_explains_nothing(edition, chair, papers):
    for paper in papers:
        paper.authors.update(affiliation=GRENOBLE)

    plan = impossible(edition, chair, demand=5)

    assert [one for one in plan.outcome["common"] if one["by_authors"]] == []


def test_chair_in_conflict_is_told_nothing_of_another_s_plan(client, edition, chair, papers):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    plan = impossible(edition, chair)

    client.force_login(connie)
    page = text_of(client.get(url_of(plan)))

    assert "No assignment is possible" in page
    assert GRENOBLE not in page
    assert "Bonn" not in page
