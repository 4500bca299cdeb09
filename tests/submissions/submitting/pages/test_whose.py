"""Whose pages they are, and one's own list."""

import pytest

from submissions.submitting.actions import save_draft
from submissions.submitting.content import AuthorLine
from tests import cast
from tests.submissions import papers
from tests.submissions.submitting.pages.asked import MINE, START, page_of, shown


@pytest.mark.parametrize("name", ["edit", "receipt", "withdraw", "delete"])
@pytest.mark.parametrize("who", ["outsider", "chair", "reviewer"])
def test_pages_of_a_paper_are_missing_for_everybody_else(client, request, submission, name, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page_of(submission, name)).status_code == 404

    gone = client.get(page_of(submission, name).replace(submission.code, "zzzzzzzzzz"))
    assert gone.status_code == 404


def test_removed_author_is_as_everybody_else(client, coauthor, submission):
    submission.authors.filter(user=coauthor).update(removed_at=cast.at(11))
    client.force_login(coauthor)

    assert client.get(page_of(submission)).status_code == 404


def test_paper_of_another_edition_is_missing_here(signed_in, submission):
    cast.make_edition("elsewhere2024")

    assert signed_in.get(page_of(submission).replace("icml2024", "elsewhere2024")).status_code == 404


def test_coauthor_edits_as_the_first_author_does(client, coauthor, submission, author):
    papers.add_pdf(submission, author)
    client.force_login(coauthor)
    lines = [papers.line(author, is_contact=True), papers.line(coauthor)]

    client.post(page_of(submission), papers.form(submission.edition, *lines, title="Ours", version=1, save=1))

    submission.refresh_from_db()
    assert submission.title == "Ours"


def test_own_list_shows_states_and_what_is_missing(signed_in, edition, author, outsider):
    cast.make_submission(edition, author, status="draft", title="Unfinished", number=1)
    cast.make_submission(edition, author, title="Received", number=2)
    cast.make_submission(edition, outsider, title="Not mine", number=3)

    response = signed_in.get(MINE)

    rows = {row["paper"].number: [one.sentence for one in row["lacking"]] for row in response.context["rows"]}
    assert rows == {1: ["Add the PDF."], 2: []}
    text = shown(response)
    assert "Draft, not submitted" in text
    assert "Not mine" not in text


def test_empty_list_leads_to_the_form(signed_in):
    response = signed_in.get(MINE)

    assert START in response.content.decode()


def test_list_asks_no_more_queries_with_thirty_papers_than_with_three(
    signed_in, edition, author, coauthor, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(3):
        cast.make_submission(edition, author, coauthor, status="draft", number=number + 1)
    edition.submissions.update(submission_type=None)
    signed_in.get(MINE)
    with django_assert_max_num_queries(8) as few:
        signed_in.get(MINE)

    for number in range(3, 30):
        cast.make_submission(edition, author, coauthor, number=number + 1)

    with django_assert_num_queries(len(few.captured_queries)):
        assert len(signed_in.get(MINE).context["rows"]) == 30


def test_form_asks_no_more_queries_with_many_authors(signed_in, draft, author, django_assert_num_queries):
    signed_in.get(page_of(draft))
    with django_assert_num_queries(9):
        signed_in.get(page_of(draft))
    lines = [papers.line(author), *(AuthorLine(f"A{i}", f"a{i}@x.example", "X") for i in range(20))]
    save_draft(draft, {}, lines, seen_version=None, by=author)

    with django_assert_num_queries(9):
        signed_in.get(page_of(draft))
