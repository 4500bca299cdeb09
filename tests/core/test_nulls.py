"""An address with a NUL in it is answered like one that there is not: the database takes no NUL."""

import pytest
from django.urls import reverse

from submissions.models import Author
from submissions.submitting.content import AuthorLine
from tests import cast
from tests.submissions import papers
from want.venues.stages import Stage

NUL = "%00"


@pytest.mark.parametrize("name", ["submissions:edit", "submissions:receipt", "proceedings:bibtex"])
def test_paper_whose_code_has_a_nul_is_none(client, submission, author, name):
    client.force_login(author)
    url = reverse(name, args=["icml2024", submission.code]).replace(submission.code, f"{submission.code}{NUL}")

    assert client.get(url).status_code == 404


def test_anybody_may_ask_for_an_invitation_with_a_nul(client, edition):
    assert client.get(f"/icml2024/invitation/ab{NUL}c/").status_code == 404


@pytest.mark.parametrize("name", ["desk:assignments", "desk:decisions"])
def test_search_for_a_nul(client, submission, reviewer, chair, during, name):
    cast.assign(submission, reviewer)
    during(Stage.DISCUSSION)
    client.force_login(chair)
    url = reverse(name, args=["icml2024"])

    assert client.get(url, {"q": "a"}).status_code == 200
    assert client.get(url, {"q": "a\0"}).status_code == 404


def test_decisions_for_a_paper_whose_code_has_a_nul(client, submission, chair, during):
    during(Stage.DISCUSSION)
    client.force_login(chair)
    sent = {"paper": "a\0", "act": "bulk", "to": "reject", "scope": "ticked"}

    assert client.post(reverse("desk:decisions", args=["icml2024"]), sent).status_code < 500


@pytest.mark.parametrize("field", ["name", "email", "affiliation"])
def test_authors_are_kept_without_their_nuls(client, edition, author, during, field):
    during(Stage.SUBMISSION)
    client.force_login(author)
    line = AuthorLine("Ada Author", author.email, "Ada College", is_contact=True)
    sent = papers.form(edition, line)
    sent[f"author-0-{field}"] += "\0"

    assert client.post("/icml2024/submit/", sent).status_code == 302
    assert Author.objects.values_list("name", "email", "affiliation").get() == (
        "Ada Author",
        author.email,
        "Ada College",
    )
