"""Lists and single pages give the same answer: for a cast of people, in every stage, for papers in every state."""

import pytest
from django.contrib.auth.models import AnonymousUser

from reviews.visibility.lists import may_see_roster, sight_of, visible_submissions
from reviews.visibility.policy import Fact
from reviews.visibility.standing import see
from submissions.states import Status
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage

FACTS = (Fact.EXISTENCE, Fact.PDF, Fact.AUTHOR_IDENTITY, Fact.REVIEW_TEXT_OTHERS, Fact.DECISION_AFTER_RELEASE)


@pytest.fixture
def papers(edition, author, coauthor):
    """Two papers in each state; the people below are tied to the first of each two."""
    return [cast.make_submission(edition, author, coauthor, status=status) for status in Status for _ in range(2)]


@pytest.fixture
def people(papers, author, outsider, reviewer, second_reviewer, area_chair, chair, edition):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    former = cast.make_user("Fay Former")
    cast.join(edition, former, Role.REVIEWER)
    for paper in papers[::2]:
        cast.assign(paper, reviewer)
        cast.review(cast.assign(paper, second_reviewer))
        cast.assign(paper, area_chair, Role.AREA_CHAIR)
        cast.declare(paper, conflicted)
        paper.authors.create(position=9, name="Fay", email=former.email, user=former, removed_at=cast.at(14))
    return [AnonymousUser(), author, outsider, reviewer, second_reviewer, area_chair, chair, conflicted, former]


@pytest.mark.parametrize("stage", list(Stage))
def test_lists_agree_with_single_papers(edition, people, papers, stage):
    moment = edition.moment(cast.play_to(edition, stage))

    for person in people:
        sight = sight_of(person, edition, moment)
        one_by_one = {paper.pk: see(person, paper, moment) for paper in papers}
        for fact in FACTS:
            listed = set(sight.papers(fact).values_list("pk", flat=True))
            assert listed == {pk for pk, seen in one_by_one.items() if seen.may(fact)}, (str(person), fact)
        assert {paper.pk: sight.on(paper) for paper in papers} == one_by_one


def test_the_cast_is_told_apart(edition, people, papers):
    """Guards the test above: in reviewing, these people must not all see the same lists."""
    moment = edition.moment(cast.play_to(edition, Stage.REVIEWING))

    counts = [visible_submissions(person, edition, moment=moment).count() for person in people]

    assert counts == [0, 12, 0, 4, 4, 5, 12, 12, 0]


def test_a_list_costs_two_queries_however_long(edition, chair, papers, django_assert_num_queries):
    moment = edition.moment(cast.play_to(edition, Stage.REVIEWING))

    with django_assert_num_queries(2):
        assert len(visible_submissions(chair, edition, Fact.PDF, moment=moment)) == len(papers)


def test_the_roster_is_the_committees_until_the_edition_opens_it(edition, reviewer, outsider):
    before = [may_see_roster(person, edition) for person in (reviewer, outsider, AnonymousUser())]
    edition.public_roster = True

    assert before == [True, False, False]
    assert may_see_roster(AnonymousUser(), edition)
