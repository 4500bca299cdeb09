"""Arranging the authors, and the preview of the abstract; both without saving."""

import pytest

from submissions.submitting.content import AuthorLine
from tests.submissions import papers
from tests.submissions.submitting.pages.asked import PREVIEW, START, count_of_files, hidden, page_of, shown


def test_author_is_added_without_saving_and_nothing_typed_is_lost(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), title="Half typed", version=draft.version, add=1)

    response = signed_in.post(page_of(draft), sent)

    assert response.context["authors"].lines == [papers.line(author), AuthorLine("", "")]
    assert 'value="Half typed"' in response.content.decode()
    assert hidden(response, "version") == str(draft.version)
    draft.refresh_from_db()
    assert draft.title == "Sparse pipelines"


@pytest.mark.parametrize(
    ("button", "names", "contact"),
    [
        ({"up": 1}, ["B", "A", "C"], 1),
        ({"down": 0}, ["B", "A", "C"], 1),
        ({"down": 2}, ["A", "B", "C"], 0),
        ({"up": 0}, ["A", "B", "C"], 0),
        ({"remove": 1}, ["A", "C"], 0),
        ({"remove": 0}, ["B", "C"], 0),
        ({"remove": 7}, ["A", "B", "C"], 0),
        ({"up": "x"}, ["A", "B", "C"], 0),
    ],
)
def test_lines_are_moved_and_removed(signed_in, edition, button, names, contact):
    lines = [AuthorLine("A", "a@x.example", "X", is_contact=True), AuthorLine("B", "b@x.example"), AuthorLine("C", "")]

    response = signed_in.post(START, papers.form(edition, *lines) | button)

    arranged = response.context["authors"].lines
    assert [line.name for line in arranged] == names
    assert [line.is_contact for line in arranged] == [place == contact for place in range(len(names))]


def test_file_chosen_while_arranging_is_asked_for_again(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), version=draft.version, add=1, pdf=papers.upload("two"))

    response = signed_in.post(page_of(draft), sent)

    assert "Please choose it again before you save." in shown(response)
    assert count_of_files(draft) == 1


def test_htmx_gets_the_author_list_alone(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), add=1)

    response = signed_in.post(page_of(draft), sent, headers={"HX-Request": "true"})

    text = response.content.decode()
    assert text.startswith('<section class="form-section" id="authors"')
    assert "<html" not in text


def test_preview_renders_markdown_and_formulas(signed_in):
    response = signed_in.post(PREVIEW, {"abstract": "We **show** $x^2$. <script>alert(1)</script>"})

    text = response.content.decode()
    assert "<strong>show</strong>" in text
    assert "<math" in text
    assert "<script" not in text


def test_preview_without_javascript_is_the_whole_form(signed_in, draft, author):
    response = signed_in.post(
        page_of(draft), papers.form(draft.edition, papers.line(author), abstract="We **show**.", preview=1)
    )

    assert "<strong>show</strong>" in response.content.decode()
    assert response.context["form"]["abstract"].value() == "We **show**."
