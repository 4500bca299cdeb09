"""Where no bids are taken now, one reads one's own, as far as one may still know of the papers."""

import pytest
from django.urls import reverse

from reviews.bidding.actions import lock_bidding, place_bid
from tests import cast
from want.venues.stages import Stage

HOME = "/icml2024/bids/"


@pytest.fixture
def papers(edition, author, reviewer, second_reviewer, during):
    made = [cast.make_submission(edition, author, title=f"Study {number}") for number in range(4)]
    during(Stage.BIDDING)
    for paper, value in zip(made, ("not_willing", "eager", "willing"), strict=False):
        place_bid(paper, value, by=reviewer)
    place_bid(made[3], "eager", by=second_reviewer)
    return made


def read_by(client, person) -> list[tuple[int, str]]:
    client.force_login(person)
    return [(one.number, one.label) for one in client.get(HOME).context["own"]]


def test_locked_bidding_shows_ones_own_bids_gladdest_first_and_nothing_to_change(client, papers, reviewer, chair):
    lock_bidding(papers[0].edition, by=chair)

    read = read_by(client, reviewer)
    page = client.get(HOME).content.decode()

    assert read == [(102, "Eager"), (103, "Willing"), (101, "Not willing")]
    assert "The chairs have locked bidding" in page
    assert "Study 1" in page
    assert 'type="radio"' not in page
    assert "Study 3" not in page


def test_afterwards_only_those_on_papers_that_one_may_still_see(client, edition, papers, reviewer, during):
    cast.assign(papers[1], reviewer)
    during(Stage.REVIEWING)

    before = read_by(client, reviewer)
    edition.pc_browse = True
    edition.save()

    assert before == [(102, "Eager")]
    assert read_by(client, reviewer) == [(102, "Eager"), (103, "Willing"), (101, "Not willing")]


def test_paper_with_which_one_has_a_conflict_since_is_not_in_it(client, papers, reviewer, chair):
    lock_bidding(papers[0].edition, by=chair)
    cast.declare(papers[1], reviewer)

    assert read_by(client, reviewer) == [(103, "Willing"), (101, "Not willing")]


def test_before_bidding_opens_there_is_nothing_of_bids_and_no_way_to_them(client, reviewer, submission, during):
    during(Stage.SUBMISSION)
    client.force_login(reviewer)

    page = client.get(HOME).content.decode()
    service = client.get(reverse("committee:profile", args=["icml2024"])).content.decode()

    assert "Bidding opens" in page
    assert "What you bid" not in page
    assert "Your bids" not in service


def test_ones_service_leads_to_them(client, papers, reviewer, during):
    during(Stage.REVIEWING)
    client.force_login(reviewer)

    page = client.get(reverse("committee:profile", args=["icml2024"])).content.decode()

    assert f'href="{HOME}">Your bids</a>' in page
