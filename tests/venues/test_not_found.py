"""What is not there, or not any more, takes nobody's words along."""

import pytest
from django.test import Client

from reviews.assignment.actions import unassign
from tests import cast
from want.venues.stages import Stage

TYPED = {
    "strengths": "Clear <b>and</b>\nsound throughout.",
    "weaknesses": "没有代码",
    "overall": "7",
    "new_password": "two words",
}


@pytest.fixture
def strict(reviewer) -> Client:
    """Return a browser of the reviewer whose forms need their token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    return client


def send(client: Client, path: str, form: dict[str, str], token: str = ""):
    return client.post(path, form | {"csrfmiddlewaretoken": token or client.cookies["csrftoken"].value})


def test_review_of_a_paper_that_was_taken_back_is_shown_to_whoever_wrote_it(
    strict, edition, submission, reviewer, chair, during
):
    assignment = cast.assign(submission, reviewer)
    during(Stage.REVIEWING)
    path = f"/icml2024/papers/{submission.code}/review/"
    assert strict.get(path).status_code == 200
    unassign(assignment, by=chair, reason="Somebody nearer has time.")

    answer = send(strict, path, TYPED)

    said = answer.content.decode()
    assert answer.status_code == 404
    assert "Clear &lt;b&gt;and&lt;/b&gt;\nsound throughout." in said
    assert "没有代码" in said
    assert "two words" not in said
    assert ">7<" not in said


def test_a_hidden_paper_and_a_missing_one_answer_a_form_alike(strict, edition, submission, during):
    during(Stage.REVIEWING)
    strict.get("/icml2024/reviewing/")
    strict.get("/accounts/profile/")

    hidden = send(strict, f"/icml2024/papers/{submission.code}/review/", TYPED)
    missing = send(strict, "/icml2024/papers/0000000000/review/", TYPED)

    assert hidden.status_code == missing.status_code == 404
    assert b"sound throughout" in hidden.content
    assert without_token(hidden) == without_token(missing)


def test_nobody_else_puts_words_on_the_page(strict, edition, submission):
    strict.get("/accounts/profile/")

    foreign = send(strict, f"/icml2024/papers/{submission.code}/review/", TYPED, token="x" * 32)
    nowhere = send(strict, "/nowhere/at/all/", TYPED, token="x" * 32)

    assert b"sound throughout" not in foreign.content + nowhere.content


def without_token(answer) -> str:
    page = answer.content.decode()
    return "".join(line for line in page.splitlines(keepends=True) if "csrfmiddlewaretoken" not in line)
