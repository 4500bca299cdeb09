"""The desk's lists of assignments, bids, reviews and decisions keep papers in conflict from the chair."""

import re

import pytest
from django.urls import reverse

from reviews.models import Bid, Decision
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

LISTS = ["assignment", "bid", "review", "decision"]


@pytest.fixture(autouse=True)
def deciding(during):
    during(Stage.DECIDING)


@pytest.fixture
def rows(edition, submission, author, reviewer, chair):
    """A row of each kind about `submission`, and one about another paper."""
    found = {}
    for paper in (submission, cast.make_submission(edition, author, title="The other paper")):
        assignment = cast.assign(paper, reviewer)
        found[paper.pk] = {
            "assignment": assignment,
            "review": cast.review(assignment),
            "bid": Bid.objects.create(submission=paper, user=reviewer, value="eager"),
            "decision": Decision.objects.create(submission=paper, outcome="oral", decided_by=chair),
        }
    return found


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def record_of(row) -> str:
    return reverse(f"desk:reviews_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("kind", LISTS)
def test_chair_finds_all_rows_and_opens_them(client, chair, submission, rows, kind):
    client.force_login(chair)

    page = text_of(client.get(f"/desk/reviews/{kind}/"))

    assert submission.title in page
    assert "The other paper" in page
    assert client.get(record_of(rows[submission.pk][kind])).status_code == 200


@pytest.mark.parametrize("kind", LISTS)
def test_conflicted_chair_finds_the_other_rows_only(client, conflicted_chair, submission, rows, kind):
    client.force_login(conflicted_chair)

    page = text_of(client.get(f"/desk/reviews/{kind}/"))

    assert submission.title not in page
    assert "The other paper" in page
    assert client.get(record_of(rows[submission.pk][kind])).status_code == 404


@pytest.mark.parametrize("kind", LISTS)
def test_chair_who_wrote_the_paper_finds_the_other_rows_only(client, edition, author, submission, rows, kind):
    cast.join(edition, author, Role.CHAIR)
    client.force_login(author)

    page = client.get(f"/desk/reviews/{kind}/")

    assert submission.title not in text_of(page)
    assert client.get(record_of(rows[submission.pk][kind])).status_code == 404


@pytest.mark.parametrize("kind", LISTS)
def test_nobody_else_knows_of_the_lists(client, reviewer, area_chair, kind):
    for person in (reviewer, area_chair):
        client.force_login(person)
        assert client.get(f"/desk/reviews/{kind}/").status_code == 404


def test_search_does_not_find_what_is_hidden(client, conflicted_chair, submission, rows):
    client.force_login(conflicted_chair)

    page = text_of(client.get("/desk/reviews/review/", {"q": submission.title}))

    assert "Nothing matches" in page


def test_dashboard_counts_leave_out_what_is_hidden(client, chair, conflicted_chair, rows):
    def decided(person) -> str:
        client.force_login(person)
        return re.search(r'stat-value">(\d+) <small>of (\d+)</small>.*?Papers decided', text_of(client.get(
            "/desk/e/icml2024/")))[0]  # fmt: skip

    assert 'stat-value">2 <small>of 2<' in decided(chair)
    assert 'stat-value">1 <small>of 1<' in decided(conflicted_chair)


def test_record_of_a_paper_tells_of_reviewers_and_decision_and_nothing_in_conflict(
    client, chair, conflicted_chair, submission, reviewer, rows
):
    def record_for(person) -> str:
        client.force_login(person)
        return text_of(client.get(reverse("desk:submissions_submission_change", args=[submission.pk])))

    assert f"{reviewer}, Reviewer 1" in record_for(chair)
    assert "Accept (oral)" in record_for(chair)
    assert reviewer.name not in record_for(conflicted_chair)
    assert "Accept (oral)" not in record_for(conflicted_chair)


def test_list_of_papers_counts_reviews_and_leaves_the_cell_empty_in_conflict(
    client, chair, conflicted_chair, submission, rows
):
    def cells_for(person) -> list[str]:
        client.force_login(person)
        return re.findall(r'data-label="Reviews">([^<]*)<', text_of(client.get("/desk/submissions/submission/")))

    assert cells_for(chair) == ["1 of 1", "1 of 1"]
    assert sorted(cells_for(conflicted_chair)) == ["", "1 of 1"]
