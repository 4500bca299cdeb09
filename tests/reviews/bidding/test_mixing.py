"""The order of the papers, bids by file, the lock, and the chairs' page of coverage."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.bidding.actions import lock_bidding, place_bid, unlock_bidding
from reviews.bidding.coverage import people_by_bids
from reviews.bidding.files import read_bids
from reviews.bidding.ordering import in_order
from reviews.bidding.queries import biddable, enough_bids
from reviews.expertise.actions import add_papers
from reviews.expertise.bibtex import read_bibtex
from reviews.matching import table
from reviews.matching.table import refresh
from reviews.models import Bid, BiddingLock
from reviews.visibility.lists import sight_of
from submissions.models import Submission
from tests import cast
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

COVERAGE = "/desk/e/icml2024/bids/coverage/"


@pytest.fixture
def papers(edition, author, during):
    made = [cast.make_submission(edition, author) for _ in range(24)]
    during(Stage.BIDDING)
    return made


def order_of(person, edition):
    return in_order(biddable(sight_of(person, edition), person), person, edition)


def glad_bids(edition, paper, placed_at, number=3):
    for place in range(number):
        user = cast.make_user(f"Bidder {paper.number} {place}")
        cast.join(edition, user, Role.REVIEWER)
        Bid.objects.create(submission=paper, user=user, value="eager", placed_at=placed_at)


def test_bids_of_today_move_nothing(edition, papers, reviewer):
    before = order_of(reviewer, edition)

    for paper in papers[:12]:
        glad_bids(edition, paper, clock.now() - timedelta(minutes=5))

    assert order_of(reviewer, edition) == before


def test_nobody_can_reckon_which_papers_chance_moves_up_and_see_by_the_others_who_lacks_bids(
    edition, papers, reviewer, settings
):
    before = order_of(reviewer, edition)
    assert order_of(reviewer, edition) == before

    settings.SECRET_KEY = "another secret"

    assert order_of(reviewer, edition) != before


def test_papers_that_lack_bids_rise_for_most_and_others_for_some(edition, papers):
    for paper in papers[:12]:
        glad_bids(edition, paper, clock.now() - timedelta(days=1, hours=1))
    covered = {paper.pk for paper in papers[:12]}
    readers = [cast.make_user(f"Reader {number}") for number in range(30)]
    for person in readers:
        cast.join(edition, person, Role.REVIEWER)

    firsts = [key in covered for person in readers for key in order_of(person, edition)[:12]]

    share = sum(firsts) / len(firsts)
    assert 0.15 < share < 0.4, "covered papers are rarer among the first half, and are found there all the same"


def test_what_one_has_written_brings_papers_to_the_top(monkeypatch, edition, papers, reviewer):
    monkeypatch.setattr(table, "encoder", lambda: None)
    Submission.objects.filter(pk=papers[17].pk).update(abstract="We prune attention heads of large transformers.")
    add_papers(read_bibtex("@a{x, title={Pruning attention heads of transformers}}"), by=reviewer)

    refresh(edition)

    assert order_of(reviewer, edition)[0] == papers[17].pk


def test_three_times_the_load_is_enough(edition, papers, reviewer, area_chair):
    edition.memberships.filter(user=reviewer).update(max_load=2)

    assert [enough_bids(person, edition) for person in (reviewer, area_chair)] == [6, 45]


def test_other_chairs_hear_that_bidding_is_locked_and_open_again(edition, papers, chair, outsider):
    cast.join(edition, outsider, Role.CHAIR)

    for act in (lock_bidding, lock_bidding, unlock_bidding, unlock_bidding):
        act(edition, by=chair)

    told = list(Message.objects.order_by("pk").values_list("to", "subject"))
    assert told == [
        (outsider.email, f"ICML2024: Carl Chair has {done}") for done in ("locked bidding", "opened bidding again")
    ]


def test_a_locked_edition_takes_no_bids_and_says_so(client, edition, papers, reviewer, chair):
    place_bid(papers[0], "eager", by=reviewer)
    client.force_login(chair)

    client.post("/desk/e/icml2024/bids/lock/", {"do": "lock"})
    with pytest.raises(Refused, match="chairs have locked bidding"):
        place_bid(papers[1], "eager", by=reviewer)
    client.force_login(reviewer)
    assert "The chairs have locked bidding" in client.get("/icml2024/bids/").content.decode()
    client.force_login(chair)
    client.post("/desk/e/icml2024/bids/lock/", {"do": "unlock"})
    place_bid(papers[1], "eager", by=reviewer)

    assert Bid.objects.count() == 2
    with pytest.raises(Refused, match="Only the chairs"):
        lock_bidding(edition, by=reviewer)
    assert not BiddingLock.objects.exists()


def test_a_file_is_read_in_both_tongues_and_its_faults_are_named():
    read = read_bids("paper,bid\n101,Very High\n102,in a pinch,Some title\n103,\n104,perhaps\n101,willing\n")

    assert {name: value for name, (_, value) in read.bids.items()} == {"101": "willing", "102": "in_a_pinch"}
    assert [problem.split(":")[0] for problem in read.problems] == ["Line 5"]


def test_bids_of_a_file_are_placed_and_a_hidden_paper_is_refused_like_none(client, edition, papers, reviewer):
    hidden = cast.make_submission(edition, reviewer)
    client.force_login(reviewer)
    lines = f"101,eager\n{hidden.number},eager\n99999,eager\n"

    answer = client.post("/icml2024/bids/upload/", {"bids": SimpleUploadedFile("b.csv", lines.encode())}, follow=True)

    assert list(Bid.objects.values_list("submission__number", "value")) == [(101, "eager")]
    said = [str(one) for one in answer.context["messages"]]
    assert [one.split(": ", 1)[0] for one in said] == ["Line 2", "Line 3", "Bids of the file that stand now"]
    assert said[0].split(": ", 1)[1] == said[1].split(": ", 1)[1]


@pytest.mark.parametrize("sent", [b"101,eager\rb,c\rd\n", b"101,eager\n102," + b"x" * 200_000])
def test_a_file_that_is_no_table_is_refused_in_words(client, edition, papers, reviewer, sent):
    client.force_login(reviewer)

    answer = client.post("/icml2024/bids/upload/", {"bids": SimpleUploadedFile("b.csv", sent)}, follow=True)

    assert "Line 2: " in answer.content.decode()
    assert Bid.objects.get().value == "eager"


def test_a_bid_on_a_paper_whose_name_has_a_nul_is_one_on_none(client, edition, papers, reviewer):
    client.force_login(reviewer)

    assert client.post("/icml2024/bids/", {"bid-\0": "eager"}).status_code == 302
    assert not Bid.objects.exists()


def test_the_table_to_fill_in_names_what_one_may_bid_on(client, edition, papers, reviewer):
    cast.declare(papers[0], reviewer)
    place_bid(papers[1], "in_a_pinch", by=reviewer)
    client.force_login(reviewer)

    lines = b"".join(client.get("/icml2024/bids/papers.csv").streaming_content).decode().splitlines()

    assert lines[:3] == ["paper,bid,title", "102,in a pinch,Title 102", "103,,Title 103"]
    assert len(lines) == 24


def test_coverage_counts_glad_bids_and_hides_papers_in_conflict(client, edition, papers, chair):
    glad_bids(edition, papers[0], clock.now())
    glad_bids(edition, papers[1], clock.now(), number=2)
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)

    seen = {}
    for person in (chair, conflicted):
        client.force_login(person)
        page = client.get(COVERAGE)
        rows = [(paper.number, paper.glad) for paper in page.context["page"]]
        seen[person.name] = (page.context["figures"], rows[-2:], len(rows))

    figures, last, count = seen["Carl Chair"]
    assert (figures.papers, figures.enough, figures.bidders, last, count) == (24, 1, 5, [(102, 2), (101, 3)], 24)
    figures, last, count = seen["Connie Conflicted"]
    assert (figures.papers, figures.enough, figures.bidders, last, count) == (23, 0, 2, [(124, 0), (102, 2)], 23)


def test_chairs_see_who_has_bid_and_a_chair_in_conflict_no_bid_on_their_paper(
    client, edition, papers, chair, reviewer, second_reviewer, django_assert_num_queries
):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)
    place_bid(papers[0], "eager", by=reviewer)
    place_bid(papers[1], "not_willing", by=second_reviewer)

    def seen_by(user):
        client.force_login(user)
        page = client.get(COVERAGE, {"by": "people"})
        counts = {one.email: (one.offers, one.placed) for one in page.context["page"]}
        return counts[reviewer.email], counts[second_reviewer.email], reviewer.email in page.context["silent"]

    assert seen_by(chair) == ((1, 1), (0, 1), False)
    assert seen_by(conflicted) == ((0, 0), (0, 1), True)
    sight = sight_of(chair, edition)
    with django_assert_num_queries(1):
        assert len(people_by_bids(sight)) == 2
