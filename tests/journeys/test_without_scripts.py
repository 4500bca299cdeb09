"""Everything works in a browser that runs no scripts; it takes a press of a button more."""

import pytest
from playwright.sync_api import expect

from submissions.models import Submission
from tests import cast
from tests.submissions.pdfs import pdf
from want.venues.stages import Stage


@pytest.fixture(scope="module")
def edition(served):
    made = cast.make_edition()
    served.set_clock(cast.play_to(made, Stage.SUBMISSION))
    return made


def test_a_paper_is_submitted_without_scripts(visitor, served, edition):
    ada = visitor(signed_in_as=cast.make_user("Ada Author", affiliation="Ada College"), scripts=False)

    ada.opens("/icml2024/submit/")
    ada.writes("Title", "Plain forms")
    ada.writes("Abstract", "They *work*.")
    ada.presses("Preview the abstract")
    expect(ada.page.locator("#preview em")).to_have_text("work")
    ada.ticks("Offloading")
    ada.writes("Keywords", "forms")
    ada.presses("Add an author")
    ada.names_author(2, "Cora Coauthor", "cora@lab.example", "Cora Lab")
    ada.presses("Move up author 2")
    ada.chooses_file("PDF", pdf("Plain forms"))
    ada.presses("Submit the paper")

    expect(ada.page.get_by_text("The paper is received.")).to_be_visible()
    paper = Submission.objects.get()
    assert [author.name for author in paper.authors.all()] == ["Cora Coauthor", "Ada Author"]
    assert paper.status == "submitted"
