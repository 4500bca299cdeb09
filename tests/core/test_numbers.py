"""What is typed into an address in place of a number is answered by a page, not by an error of ours."""

import pytest
from django.urls import reverse

from tests import cast
from want.core.numbers import whole
from want.desk.lists.forms import MOST, lines_of
from want.venues.models import Topic
from want.venues.stages import Stage

ODD = ["²", "9" * 5000, "", "-1", "1e3", "٣"]


@pytest.mark.parametrize("text", ODD)
def test_odd_numbers_are_none(text):
    assert whole(text) is None


def test_numbers_are_numbers():
    assert [whole("0"), whole("42"), whole("999999999")] == [0, 42, 999_999_999]


@pytest.mark.parametrize("text", ODD)
def test_pages_take_odd_numbers_for_none(client, submission, reviewer, chair, during, text):
    cast.assign(submission, reviewer)
    during(Stage.REVIEWING)
    client.force_login(reviewer)
    place = ["icml2024", submission.code]

    statuses = [
        client.post(reverse("reviewing:draft", args=place), {"version": text, "strengths": "Clear."}).status_code,
        client.get(reverse("bidding:home", args=["icml2024"]), {"topic": text}).status_code,
    ]
    client.force_login(chair)
    statuses.append(client.get(reverse("desk:submissions_submission_changelist"), {"topic": text}).status_code)

    assert statuses == [200, 200, 200]


@pytest.mark.parametrize("text", [*ODD, "1"])
@pytest.mark.parametrize("field", ["version", "authors", "up", "remove"])
def test_form_of_a_paper_takes_odd_numbers_for_none(client, submission, author, during, text, field):
    during(Stage.SUBMISSION)
    client.force_login(author)
    sent = {"title": "Another title", "authors": "1", "author-0-name": "Ada", field: text}

    assert client.post(reverse("submissions:edit", args=["icml2024", submission.code]), sent).status_code in {200, 302}


@pytest.mark.parametrize("text", ODD)
def test_lists_and_decisions_take_odd_numbers_for_none(client, submission, chair, during, text):
    during(Stage.DISCUSSION)
    client.force_login(chair)
    code = submission.code

    statuses = [
        client.post(reverse("desk:list", args=["icml2024", "topics"]), {"form-TOTAL_FORMS": text, "seen": ""}),
        client.post(
            reverse("desk:decisions", args=["icml2024"]), {f"seen-{code}": f"{text}:", f"outcome-{code}": "reject"}
        ),
    ]

    assert [one.status_code for one in statuses if one.status_code >= 500] == []


def test_list_reads_no_more_lines_than_it_may_have(edition):
    told = {"form-TOTAL_FORMS": "1999", "form-INITIAL_FORMS": "0"}

    assert len(lines_of(Topic, edition, told).forms) == MOST
