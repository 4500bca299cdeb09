"""Everything works in a browser that runs no scripts; it takes a press of a button more."""

import pytest
from playwright.sync_api import expect

from submissions.models import Submission
from tests import cast
from tests.access.world import keep_file
from tests.submissions.pdfs import pdf
from want.venues.models import Role
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


def test_a_review_is_saved_and_submitted_without_scripts(visitor, served, edition):
    rita = cast.make_user("Rita Reviewer", affiliation="Rita Institute")
    cast.join(edition, rita, Role.REVIEWER)
    paper = cast.make_submission(edition, cast.make_user("Otto Other"), title="Theirs")
    keep_file(paper)
    assignment = cast.assign(paper, rita)
    served.set_clock(cast.play_to(edition, Stage.REVIEWING))
    reviewer = visitor(signed_in_as=rita, scripts=False)

    reviewer.opens("/icml2024/reviewing/")
    reviewer.follows("Theirs")
    for question in ("Overall score", "Confidence", "Soundness", "Presentation", "Contribution"):
        reviewer.chooses(question, "4")
    reviewer.page.get_by_label("Strengths").fill("Sound.")
    reviewer.presses("Save draft")
    expect(reviewer.page.get_by_text("Your draft is saved.")).to_be_visible()
    reviewer.presses("Submit the review")
    expect(reviewer.page.get_by_role("alert")).to_contain_text("Please say what could be better")
    reviewer.page.get_by_label("Weaknesses").fill("Long.")
    reviewer.presses("Submit the review")

    expect(reviewer.page.get_by_text("is submitted")).to_be_visible()
    assert (assignment.review.overall, assignment.review.strengths) == (4, "Sound.")


def test_bids_are_saved_together_without_scripts(visitor, served, edition):
    sam = cast.make_user("Sam Second", affiliation="Sam School")
    cast.join(edition, sam, Role.REVIEWER)
    paper = cast.make_submission(edition, cast.make_user("Paula Paper"), title="Open to bids")
    served.set_clock(cast.play_to(edition, Stage.BIDDING))
    bidder = visitor(signed_in_as=sam, scripts=False)

    bidder.opens("/icml2024/bids/")
    bidder.page.get_by_role("article").filter(has_text="Open to bids").get_by_label("Willing", exact=True).check()
    bidder.presses("Save the bids on this page")

    expect(bidder.page.get_by_text("Your bids are saved; 1 changed.")).to_be_visible()
    assert paper.bids.get().value == "willing"
