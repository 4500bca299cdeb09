"""Placing bids: which papers, in which order, at once or a page at a time."""

import pytest
from django.urls import reverse

from reviews.bidding.actions import place_bid
from reviews.bidding.ordering import in_order
from reviews.bidding.queries import biddable, shown, tally_of
from reviews.models import Bid
from reviews.visibility.lists import sight_of
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage

HOME = "/icml2024/bids/"


@pytest.fixture
def papers(edition, author, during):
    """Six papers: the first two on Pipelining, as `cast` makes them, the others on Offloading."""
    made = [cast.make_submission(edition, author) for _ in range(6)]
    for paper in made[2:]:
        paper.topics.set(edition.topics.filter(name="Offloading"))
    during(Stage.BIDDING)
    return made


def bids():
    return sorted(Bid.objects.values_list("submission__number", "user__name", "value"))


def read_by(person, edition):
    """Return the papers' numbers in the order in which this person reads them."""
    keys = in_order(biddable(sight_of(person, edition), person), person, edition)
    return [paper.number for paper in shown(keys, person)]


def test_bid_is_stored_and_replaced(papers, reviewer):
    place_bid(papers[0], "eager", by=reviewer)
    place_bid(papers[0], "not_willing", by=reviewer)

    assert bids() == [(101, "Rita Reviewer", "not_willing")]
    assert list(Entry.objects.values_list("verb", "detail")) == [("bid.placed", {}), ("bid.placed", {})]


def test_conflict_is_declared_with_the_bid(papers, reviewer):
    place_bid(papers[0], "conflict", by=reviewer)

    assert bids() == [(101, "Rita Reviewer", "conflict")]
    assert papers[0].conflicts.get(user=reviewer).reason == "declared"
    with pytest.raises(Refused):
        place_bid(papers[0], "eager", by=reviewer)


def test_bid_that_is_none_of_the_five_is_refused(papers, reviewer):
    with pytest.raises(Refused, match="five answers"):
        place_bid(papers[0], "keen", by=reviewer)

    assert bids() == []


@pytest.mark.parametrize("who", ["author", "outsider", "chair"])
def test_those_who_do_not_review_place_no_bid(request, papers, who):
    with pytest.raises(Refused):
        place_bid(papers[0], "eager", by=request.getfixturevalue(who))

    assert bids() == []


def test_bids_close_with_the_date_in_the_refusal(papers, reviewer, during):
    during(Stage.ASSIGNMENT)

    with pytest.raises(Refused, match="Bidding closed on 31 May 2024, 00:00 AoE"):
        place_bid(papers[0], "eager", by=reviewer)


def test_page_of_bids_that_comes_too_late_is_refused_with_the_date(client, papers, reviewer, during):
    during(Stage.ASSIGNMENT)
    client.force_login(reviewer)

    answer = client.post(HOME, {f"bid-{papers[0].code}": "eager"}, follow=True)

    assert [str(said) for said in answer.context["messages"]] == [
        "Bidding closed on 31 May 2024, 00:00 AoE. Papers are assigned from the bids that were in by then."
    ]
    assert bids() == []


def test_list_leaves_out_own_papers_conflicts_and_what_is_not_in_review(edition, papers, reviewer):
    cast.declare(papers[0], reviewer)
    cast.make_submission(edition, reviewer)
    cast.make_submission(edition, cast.make_user("Wim Writer"), status="withdrawn")
    cast.make_submission(edition, cast.make_user("Dora Draft"), status="draft")

    numbers = sorted(biddable(sight_of(reviewer, edition), reviewer).values_list("number", flat=True))

    assert numbers == [102, 103, 104, 105, 106]


def test_papers_on_ones_topics_come_first_and_the_rest_in_an_order_of_ones_own(edition, papers, reviewer, area_chair):
    for person, topic in ((reviewer, "Offloading"), (area_chair, "Pipelining")):
        edition.memberships.get(user=person).topics.set(edition.topics.filter(name=topic))

    orders = [read_by(person, edition) for person in (reviewer, reviewer, area_chair)]

    assert set(orders[0][:4]) == {103, 104, 105, 106}
    assert set(orders[2][:2]) == {101, 102}
    assert orders[0] == orders[1]


def test_two_people_of_the_same_topics_read_in_different_orders(edition, author, reviewer, second_reviewer, during):
    for _ in range(12):
        cast.make_submission(edition, author)
    during(Stage.BIDDING)

    orders = [read_by(person, edition) for person in (reviewer, second_reviewer)]

    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]


def test_tally_counts_offers_alone_towards_what_is_enough(edition, papers, reviewer):
    place_bid(papers[0], "eager", by=reviewer)
    place_bid(papers[1], "conflict", by=reviewer)
    place_bid(papers[2], "not_willing", by=reviewer)

    tally = tally_of(reviewer, sight_of(reviewer, edition), available=5)

    assert (tally.placed, tally.enough, tally.sentence) == (1, 4, "You have offered to review 1; 4 is enough.")


@pytest.fixture
def page(papers, reviewer, client):
    client.force_login(reviewer)
    return client


def shown_on(answer):
    return sorted(paper.number for paper in answer.context["papers"])


def test_page_shows_title_and_abstract_and_no_author(page):
    body = page.get(HOME).content.decode()

    assert "Abstract 101" in body
    assert "Ada Author" not in body
    assert "paper.pdf" not in body


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=title+103", [103]),
        ("q=ABSTRACT", [101, 102, 103, 104, 105, 106]),
        ("q=abstract+nowhere", []),
        ("topic=PIPELINING", [101, 102]),
        ("topic=PIPELINING&q=102", [102]),
        ("only=placed", [101]),
        ("only=open", [102, 103, 104, 105, 106]),
        ("topic=nonsense", [101, 102, 103, 104, 105, 106]),
    ],
)
def test_page_is_narrowed_by_words_topic_and_own_bids(page, papers, edition, reviewer, query, numbers):
    place_bid(papers[0], "eager", by=reviewer)
    topic = str(edition.topics.get(name="Pipelining").pk)

    assert shown_on(page.get(f"{HOME}?{query.replace('PIPELINING', topic)}")) == numbers


def test_whole_page_is_saved_without_javascript(page, papers, reviewer):
    sent = {f"bid-{papers[0].code}": "eager", f"bid-{papers[1].code}": "in_a_pinch", "back": f"{HOME}?only=open"}

    answer = page.post(HOME, sent)

    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}?only=open")
    assert bids() == [(101, "Rita Reviewer", "eager"), (102, "Rita Reviewer", "in_a_pinch")]


def test_saving_the_page_again_places_no_bid_anew(page, papers):
    page.post(HOME, {f"bid-{papers[0].code}": "eager"})
    page.post(HOME, {f"bid-{papers[0].code}": "eager"})

    assert Entry.objects.filter(verb="bid.placed").count() == 1


def test_page_sends_nobody_to_another_site(page, papers):
    answer = page.post(HOME, {f"bid-{papers[0].code}": "eager", "back": "https://elsewhere.example/"})

    assert answer["Location"] == HOME


def test_one_answer_is_saved_at_once_and_counted(page, papers):
    answer = page.post(f"{HOME}{papers[0].code}/", {"value": "willing"}, headers={"HX-Request": "true"})

    assert bids() == [(101, "Rita Reviewer", "willing")]
    assert "Saved" in answer.content.decode()
    assert "You have offered to review 1; 6 is enough." in answer.content.decode()


def test_bid_on_a_hidden_paper_is_refused_like_one_on_none(page, papers, reviewer):
    cast.declare(papers[0], reviewer)

    answers = [
        page.post(f"{HOME}{code}/", {"value": "eager"}, headers={"HX-Request": "true"}).content
        for code in (papers[0].code, "2222222222")
    ]

    assert answers[0] == answers[1]
    assert b"no conflict with" in answers[0]
    assert bids() == []


def test_page_says_when_bidding_opens(page, during):
    during(Stage.CHECKS)

    assert "Bidding is not open now." in page.get(HOME).content.decode()


def test_page_costs_no_more_with_thirty_papers_than_with_three(
    edition, author, reviewer, during, client, django_assert_max_num_queries
):
    during(Stage.BIDDING)
    client.force_login(reviewer)
    counts = []
    for count in (3, 27):
        for _ in range(count):
            place_bid(cast.make_submission(edition, author), "eager", by=reviewer)
        with django_assert_max_num_queries(16) as asked:
            client.get(HOME)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_area_chairs_bid_too(papers, area_chair, client):
    client.force_login(area_chair)

    client.post(reverse("bidding:place", args=["icml2024", papers[0].code]), {"value": "eager"})

    assert bids() == [(101, "Alma Areachair", "eager")]


def test_chair_who_reviews_bids_on_papers_without_conflict_only(edition, papers, conflicted_chair):
    cast.join(edition, conflicted_chair, Role.REVIEWER)
    cast.declare(papers[0], conflicted_chair)

    numbers = read_by(conflicted_chair, edition)

    assert 101 not in numbers
    assert 102 in numbers


@pytest.mark.parametrize("status", ["draft", "withdrawn", "desk_rejected"])
def test_a_paper_that_is_not_to_be_known_of_is_answered_like_none(edition, author, papers, page, status):
    hidden = cast.make_submission(edition, author, status=status)

    def answers(code):
        one = page.post(
            reverse("bidding:place", args=["icml2024", code]), {"value": "eager"}, headers={"HX-Request": "true"}
        )
        many = page.post(HOME, {f"bid-{code}": "eager"}, follow=True)
        return one.content.decode().replace(code, ""), [str(message) for message in many.context["messages"]]

    assert answers(hidden.code) == answers("nosuchcode")
    assert bids() == []
