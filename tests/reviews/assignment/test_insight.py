"""What a plan's page tells of it: the proof in words, prices, what binds, and nothing from papers in conflict."""

import pytest

from reviews.assignment.insight import insight, proof
from reviews.assignment.plan_records import shown
from reviews.models import AssignmentPlan, Bid
from reviews.visibility.lists import sight_of
from tests import cast
from tests.reviews.assignment.test_wishes import (  # noqa: F401
    assignment_stage,
    papers,
    people_of,
    planned,
    reviewers,
)
from want.venues.models import Role

pytestmark = pytest.mark.django_db


def told(plan, edition, viewer):
    sight = sight_of(viewer, edition)
    return insight(plan, edition, sight, shown(plan, edition, sight))


def test_proof_says_that_there_is_nothing_better(edition, chair, reviewers, papers):  # noqa: F811
    assert proof(planned(edition, chair)).startswith("This is the best there is")


@pytest.mark.parametrize(
    ("total", "outcome", "words"),
    [
        (99.0, {}, "is better by more than 1.0 %."),
        (100.0, {"relaxed": ["nobody sings"]}, "has a greater total, even without the rule that nobody sings."),
        (None, {}, "This plan was not computed"),
    ],
)
def test_proof_in_words(total, outcome, words):
    assert words in proof(AssignmentPlan(total=total, upper_bound=100.0, outcome=outcome))


def test_scarce_people_are_named_with_the_worth_of_one_more_place(edition, chair, reviewers, papers):  # noqa: F811
    for paper in papers:
        Bid.objects.create(submission=paper, user=reviewers[0], value="eager")

    found = told(planned(edition, chair, demand=1), edition, chair)

    assert [one.name for one in found.scarce] == [reviewers[0].name]
    worth_of_eager = 1 - 1 / 1.5**2
    assert found.scarce_worth == pytest.approx(worth_of_eager, abs=1e-3)


def test_topic_below_the_average_and_institutions_twice_on_a_paper_are_named(
    edition, chair, reviewers, papers  # noqa: F811
):  # fmt: skip
    unknown = edition.topics.create(name="Unknown to all", position=9)
    papers[0].topics.set([unknown])
    for person in reviewers[:2]:
        Bid.objects.create(submission=papers[1], user=person, value="eager")

    found = told(planned(edition, chair), edition, chair)

    assert [(one.name, one.papers) for one in found.topics] == [("Unknown to all", 1)]
    [first, *_] = found.houses
    assert papers[1].number in first.twice
    assert found.worst[0].pk == papers[0].pk


def test_prices_of_rules_and_fairness_are_sentences(edition, chair, reviewers, papers):  # noqa: F811
    found = told(planned(edition, chair, one_of_institution=True, objective="fair"), edition, chair)

    assert "At most one reviewer of an institution on a paper." in found.wishes
    assert any(line.startswith("The paper that is served worst has") for line in found.prices)
    assert "The rule “at most one of an institution” costs nothing." in found.prices


def test_chair_in_conflict_learns_no_price_and_no_paper_of_theirs(edition, chair, reviewers, papers):  # noqa: F811
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    papers[0].topics.set([edition.topics.create(name="Unknown to all", position=9)])
    for paper in papers:
        Bid.objects.create(submission=paper, user=reviewers[0], value="eager")
    plan = planned(edition, chair, demand=1, objective="fair")

    seen, by_all = told(plan, edition, connie), told(plan, edition, chair)

    assert by_all.scarce
    assert seen.scarce == []
    assert by_all.worst[0].pk == papers[0].pk
    assert papers[0].pk not in {paper.pk for paper in seen.worst}
    assert not any("served worst has" in line for line in seen.prices)
