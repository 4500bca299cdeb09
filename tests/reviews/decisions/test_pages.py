"""The desk's pages of decisions and release, as chairs with and without conflicts use them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.decisions.actions import decide
from reviews.models import Decision, MetaReview
from submissions.models import Submission
from tests import cast
from tests.reviews.decisions.asked import RELEASE, TABLE, seated, text_of
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


pytestmark = pytest.mark.usefixtures("deciding")


def reviewed(edition, author, reviewer, score: int, **fields) -> Submission:
    paper = cast.make_submission(edition, author, **fields)
    cast.review(cast.assign(paper, reviewer), overall=score)
    return paper


def row_of(response, number: int) -> str:
    found = re.search(rf'<tr id="p{number}">.*?</tr>', response.content.decode())
    return found[0] if found else ""


def numbers_in(response) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="p(\d+)">', response.content.decode())]


def test_row_shows_scores_reviews_and_the_recommendation(desk, edition, author, reviewer, second_reviewer, area_chair):
    paper = reviewed(edition, author, reviewer, 7, title="Sparse <pipelines>")
    cast.review(cast.assign(paper, second_reviewer), overall=4)
    led = cast.assign(paper, area_chair, Role.AREA_CHAIR)
    MetaReview.objects.create(assignment=led, text="Fine.", recommendation="poster")

    row = row_of(desk.get(TABLE), paper.number)

    assert "Sparse &lt;pipelines&gt;" in row
    assert "<b>5.5</b>" in row
    assert "2 of 2" in row
    assert '<td data-label="Area chair">Poster</td>' in row


def test_removed_reviewers_do_not_count(desk, edition, author, reviewer, second_reviewer):
    paper = reviewed(edition, author, reviewer, 7)
    gone = cast.assign(paper, second_reviewer)
    cast.review(gone, overall=1)
    gone.removed_at = cast.at(45)
    gone.save()

    row = row_of(desk.get(TABLE), paper.number)

    assert "<b>7.0</b>" in row
    assert "1 of 1" in row


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [101, 102, 103]),
        ("?sort=-number", [103, 102, 101]),
        ("?sort=-mean", [102, 103, 101]),
        ("?sort=mean", [101, 103, 102]),
        ("?sort=title", [103, 101, 102]),
        ("?sort=nonsense", [101, 102, 103]),
        ("?q=beta", [102]),
        ("?q=103", [103]),
        ("?low=5&high=8", [103]),
        ("?decision=none", [101, 103]),
        ("?decision=poster", [102]),
        ("?rows=all&sort=-mean", [102, 103, 101]),
        ("?reviews=missing", [103]),
        ("?reviews=complete", [101, 102]),
        ("?low=often", [101, 102, 103]),
    ],
)
def test_table_is_sorted_and_filtered(desk, edition, author, reviewer, second_reviewer, chair, query, expected):
    reviewed(edition, author, reviewer, 3, title="Beaver")
    beta = reviewed(edition, author, reviewer, 9, title="Delta beta")
    gamma = reviewed(edition, author, reviewer, 6, title="Alpha")
    cast.assign(gamma, second_reviewer)
    decide(beta, "poster", seen_version=0, by=chair)

    assert numbers_in(desk.get(TABLE + query)) == expected


def test_conflicted_chair_has_no_row_and_is_told_how_many_are_left_to_others(
    client, submission, edition, author, conflicted_chair
):
    other = cast.make_submission(edition, author)
    client.force_login(conflicted_chair)

    page = client.get(TABLE)

    assert numbers_in(page) == [other.number]
    assert "1 paper in review is not in this list: you have a conflict of interest" in text_of(page)
    assert client.get(f"{TABLE}{submission.code}/").status_code == 404
    posted = {f"seen-{submission.code}": "0:", f"outcome-{submission.code}": "oral"}
    assert client.post(f"{TABLE}{submission.code}/outcome/", posted).status_code == 404
    client.post(TABLE, posted)
    assert not Decision.objects.exists()


def test_counts_leave_out_what_other_chairs_decide(client, submission, edition, author, chair, conflicted_chair):
    decide(submission, "oral", seen_version=0, by=chair)
    client.force_login(conflicted_chair)

    page = text_of(client.get(TABLE))

    assert '<b class="num" id="count-oral">0</b> Accept (oral)' in page
    assert '<b class="num" id="count-oral">1</b> Accept (oral)' in text_of(seated(client, chair).get(TABLE))


def test_menu_saves_itself_and_answers_with_its_cell(desk, submission):
    cell = desk.post(
        f"{TABLE}{submission.code}/outcome/", {f"seen-{submission.code}": "0:", f"outcome-{submission.code}": "oral"}
    )

    assert Decision.objects.get().outcome == "oral"
    assert f'name="seen-{submission.code}" value="1:oral"' in text_of(cell)
    assert "Saved" in text_of(cell)


def test_menu_that_saves_itself_brings_the_numbers_above_the_table_along(desk, submission):
    assert '<b class="num" id="count-none">1</b>' in text_of(desk.get(TABLE))

    cell = text_of(
        desk.post(
            f"{TABLE}{submission.code}/outcome/",
            {f"seen-{submission.code}": "0:", f"outcome-{submission.code}": "oral"},
        )
    )

    assert '<b class="num" id="count-oral" hx-swap-oob="true">1</b>' in cell
    assert '<b class="num" id="count-none" hx-swap-oob="true">0</b>' in cell


def test_menu_says_when_somebody_else_was_faster(desk, submission, chair):
    decide(submission, "reject", seen_version=0, by=chair)

    cell = text_of(
        desk.post(
            f"{TABLE}{submission.code}/outcome/",
            {f"seen-{submission.code}": "0:", f"outcome-{submission.code}": "oral"},
        )
    )

    assert "Somebody else decided meanwhile" in cell
    assert 'value="1:reject"' in cell
    assert Decision.objects.get().outcome == "reject"


def test_saving_a_page_without_javascript_keeps_what_others_did(desk, edition, author, chair):
    mine, theirs, untouched = (cast.make_submission(edition, author) for _ in range(3))
    decide(theirs, "reject", seen_version=0, by=chair)
    decide(untouched, "reject", seen_version=0, by=chair)

    page = desk.post(
        TABLE,
        {
            "act": "save",
            f"seen-{mine.code}": "0:",
            f"outcome-{mine.code}": "oral",
            f"seen-{theirs.code}": "0:",
            f"outcome-{theirs.code}": "poster",
            f"seen-{untouched.code}": "0:",
            f"outcome-{untouched.code}": "",
        },
        follow=True,
    )

    outcomes = dict(Decision.objects.values_list("submission", "outcome"))
    assert outcomes == {mine.pk: "oral", theirs.pk: "reject", untouched.pk: "reject"}
    assert "1 decision is saved" in text_of(page)
    assert f"Paper {theirs.number}: somebody else chose “Reject” meanwhile, so your “Accept (poster)”" in text_of(page)


def test_bulk_decides_on_the_ticked_or_on_all_of_the_list(desk, edition, author, reviewer):
    low = [reviewed(edition, author, reviewer, 3) for _ in range(2)]
    high = reviewed(edition, author, reviewer, 9)

    desk.post(TABLE, {"act": "bulk", "to": "oral", "scope": "ticked", "paper": [high.code]})
    desk.post(f"{TABLE}?high=5", {"act": "bulk", "to": "reject", "scope": "all"})

    outcomes = dict(Decision.objects.values_list("submission", "outcome"))
    assert outcomes == {high.pk: "oral", low[0].pk: "reject", low[1].pk: "reject"}


def test_decision_with_a_note_is_not_taken_back_in_passing(desk, submission, chair):
    decide(submission, "oral", note="Bring a demo.", seen_version=0, by=chair)

    page = desk.post(TABLE, {"act": "bulk", "to": "none", "scope": "all"}, follow=True)

    assert "The note to the authors would be lost" in text_of(page)
    assert Decision.objects.get().note == "Bring a demo."


def test_note_is_written_on_the_page_of_the_decision(desk, submission):
    url = f"{TABLE}{submission.code}/"

    desk.post(url, {"outcome": "poster", "note": "Mind the baseline.", "version": "0"})
    page = text_of(desk.get(url))

    assert Decision.objects.get().note == "Mind the baseline."
    assert "Mind the baseline." in page


def test_page_of_a_decision_shows_both_texts_when_two_chairs_write(desk, submission, chair):
    url = f"{TABLE}{submission.code}/"
    decide(submission, "reject", note="Theirs.", seen_version=0, by=chair)

    page = desk.post(url, {"outcome": "poster", "note": "Mine.", "version": "0"})

    assert "What the other chair saved meanwhile: Reject" in text_of(page)
    assert "Theirs." in text_of(page)
    assert "Mine." in text_of(page)
    assert 'name="version" value="1"' in text_of(page)
    assert Decision.objects.get().note == "Theirs."


def test_before_the_discussion_scores_show_and_nothing_can_be_decided(desk, edition, author, reviewer, during):
    during(Stage.REVIEWING)
    paper = reviewed(edition, author, reviewer, 7)

    page = desk.get(TABLE)

    assert "<b>7.0</b>" in row_of(page, paper.number)
    assert "<select name=" not in row_of(page, paper.number)
    assert "Decisions are prepared from the discussion on" in text_of(page)


@pytest.mark.parametrize("path", [TABLE, f"{TABLE}?rows=all", f"{TABLE}?sort=-mean", RELEASE])
def test_queries_do_not_grow_with_the_papers(desk, edition, author, reviewer, second_reviewer, chair, path):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(path).status_code == 200
        return len(queries)

    for number in range(3):
        decide(reviewed(edition, author, reviewer, 5 + number), "poster", seen_version=0, by=chair)
    count()
    few = count()
    for number in range(27):
        decide(reviewed(edition, author, second_reviewer, 1 + number % 10), "poster", seen_version=0, by=chair)

    assert count() == few


# The release


@pytest.mark.parametrize("name", ["decisions", "release"])
def test_pages_are_the_chairs_alone(client, edition, reviewer, area_chair, author, name):
    url = reverse(f"desk:{name}", args=[edition.slug])

    assert client.get(url).status_code == 302
    for person in (reviewer, area_chair, author):
        assert seated(client, person).get(url).status_code == 404
