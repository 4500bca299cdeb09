"""What reviewing asks of people on their home page, and where the header leads them."""

import pytest

from reviews.committee.asking import knowledge_to_tell
from reviews.models import MetaReview, Rebuttal, ReviewDraft
from tests import cast
from want.venues.asks import asked_of
from want.venues.models import Role
from want.venues.navigation import Visitor, links_of
from want.venues.stages import Stage

OURS = {"Bid", "Review", "Answer", "Sum up"}  # others ask the same people for other things


def asked(user, edition, stage):
    instant = cast.play_to(edition, stage)
    return [(ask.verb, ask.what, ask.due, ask.state) for ask in asked_of(user, instant) if ask.verb in OURS]


@pytest.fixture
def assigned(submission, reviewer, area_chair):
    return cast.assign(submission, reviewer), cast.assign(submission, area_chair, Role.AREA_CHAIR)


def test_reviews_are_asked_for_until_they_are_in(edition, assigned, reviewer):
    ReviewDraft.objects.create(assignment=assigned[0], content={"strengths": "x"})

    before = asked(reviewer, edition, Stage.REVIEWING)
    cast.review(assigned[0])

    assert before == [("Review", "Paper 101: Title 101", cast.at(44), "draft saved")]
    assert asked(reviewer, edition, Stage.REVIEWING) == []


@pytest.mark.parametrize("stage", [Stage.ASSIGNMENT, Stage.RELEASED])
def test_no_review_is_asked_for_before_its_time_and_after_the_decisions(edition, assigned, reviewer, stage):
    assert asked(reviewer, edition, stage) == []


@pytest.mark.parametrize("stage", [Stage.REBUTTAL, Stage.DISCUSSION, Stage.DECIDING])
def test_overdue_review_stays_in_the_list_and_says_what_to_do(edition, assigned, reviewer, stage):
    state = "the form is closed; ask the programme chairs for more time"

    assert asked(reviewer, edition, stage) == [("Review", "Paper 101: Title 101", cast.at(44), state)]


def test_meta_review_is_overdue_while_decisions_are_prepared(edition, assigned, area_chair):
    assert [due for _, _, due, _ in asked(area_chair, edition, Stage.DECIDING)] == [cast.at(50)]


def test_review_of_a_paper_in_conflict_is_not_asked_for(edition, submission, assigned, reviewer):
    cast.declare(submission, reviewer)

    assert asked(reviewer, edition, Stage.REVIEWING) == []


def test_bids_are_asked_for_until_there_are_enough(edition, submission, reviewer):
    before = asked(reviewer, edition, Stage.BIDDING)
    submission.bids.create(user=reviewer, value="eager")

    assert before == [("Bid", "Say which papers you would like to review", cast.at(35), "0 of 1 offers to review")]
    assert asked(reviewer, edition, Stage.BIDDING) == []


def test_response_is_asked_of_authors_until_it_is_there(edition, submission, coauthor, assigned):
    before = asked(coauthor, edition, Stage.REBUTTAL)
    Rebuttal.objects.create(submission=submission, text="x", written_by=coauthor)

    assert before == [("Answer", "The reviews of paper 101: Title 101", cast.at(47), "")]
    assert asked(coauthor, edition, Stage.REBUTTAL) == []


def test_meta_review_is_asked_of_the_area_chair_until_it_is_there(edition, assigned, area_chair):
    cast.review(assigned[0])

    before = asked(area_chair, edition, Stage.DISCUSSION)
    MetaReview.objects.create(assignment=assigned[1], text="x", recommendation="poster")

    assert before == [("Sum up", "Paper 101: Title 101", cast.at(50), "1 of 1 reviews in")]
    assert asked(area_chair, edition, Stage.DISCUSSION) == []


def test_nothing_is_asked_of_others(edition, submission, assigned, outsider, chair):
    for stage in Stage:
        assert asked(outsider, edition, stage) == asked(chair, edition, stage) == []


def test_asking_costs_no_more_with_thirty_papers_than_with_three(
    edition, author, reviewer, django_assert_max_num_queries
):
    instant, counts, found = cast.play_to(edition, Stage.REVIEWING), [], 0
    for count in (3, 27):
        for _ in range(count):
            cast.assign(cast.make_submission(edition, author), reviewer)
        with django_assert_max_num_queries(8) as queries:
            found = len([ask for ask in asked_of(reviewer, instant) if ask.verb == "Review"])
        counts.append(len(queries))

    assert found == 30
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("stage", "labels"),
    [
        (Stage.SUBMISSION, []),
        (Stage.BIDDING, ["Bids", "Reviewing"]),
        (Stage.REVIEWING, ["Reviewing"]),
        (Stage.PUBLISHED, ["Reviewing"]),
        (Stage.ARCHIVED, []),
    ],
)
def test_header_leads_those_who_review_to_their_pages(edition, reviewer, author, stage, labels):
    moment = edition.moment(cast.play_to(edition, stage))
    visitors = [Visitor(reviewer, frozenset({"reviewer"}), False), Visitor(author, frozenset({"chair"}), True)]

    found = [[link.label for link in links_of(edition, moment, visitor)] for visitor in visitors]

    assert [label for label in found[0] if label in {"Bids", "Reviewing"}] == labels
    assert [label for label in found[1] if label in {"Bids", "Reviewing"}] == []


def test_members_are_asked_what_they_know_while_it_helps(edition, reviewer, django_assert_num_queries):
    def told():
        return [(one.verb, one.url) for one in knowledge_to_tell(reviewer, cast.at(0))]

    service = "/icml2024/my-service/"
    assert told() == [("Choose", service)]
    edition.memberships.get(user=reviewer).topics.set(edition.topics.all()[:1])
    cast.join(edition, reviewer, Role.AREA_CHAIR).topics.set(edition.topics.all()[:1])
    with django_assert_num_queries(1):
        assert told() == [("Name", f"{service}papers/")]
    paper = reviewer.expertise_papers.create(title="A")
    assert told() == []
    paper.delete()
    type(edition).objects.update(assigned_at=cast.at(36))

    assert told() == []
