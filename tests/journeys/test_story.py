"""The whole journey of a paper, told in chapters: each person sits before a browser of their own, start to end.

The chapters build on each other, in the order in which they stand; nothing is prepared behind the site's back but the
two editions that every installation has, and the one account that keeps the site.
"""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.journeys import outbox
from tests.journeys.story import SLUG, Story
from tests.submissions.pdfs import pdf
from want.venues.seeding import seed
from want.venues.stages import Stage

TITLE = "Recomputation is cheaper than you think"


@pytest.fixture(scope="module")
def story(served, chromium):
    seed()
    told = Story(served, chromium)
    served.set_clock(datetime.fromisoformat("2026-03-01T12:00:00+00:00"))
    yield told
    for person in told.seats.values():
        person.context.close()


@pytest.fixture(autouse=True)
def nobody_complains(story):
    """Fail the chapter in which a browser complained: of an error on a page, or of the policy on content."""
    yield
    complaints = [f"{name} at {said}" for name, person in story.seats.items() for said in person.complaints]
    for person in story.seats.values():
        person.complaints.clear()
    assert complaints == []


def test_1_an_organiser_opens_an_edition_and_sets_its_dates(story):
    organiser = story.seat("organiser", signed_in_as=cast.make_user("Olga Organiser", is_superuser=True))

    organiser.opens("/desk/editions/new/")
    organiser.writes("Take over from", "WANT@ICML 2024")
    organiser.writes("Name", "WANT@Test 2026")
    organiser.writes("Short name", SLUG)
    organiser.writes("Full name", "Workshop on Testing 2026")
    organiser.writes("Day of the workshop", "2026-07-24")
    organiser.presses("Open the edition")
    expect(organiser.page.get_by_text("you are its chair")).to_be_visible()

    organiser.writes("Submission opens (AoE)", "2026-04-01T00:00")
    organiser.writes("Submission closes (AoE)", "2026-05-20T23:59")
    organiser.presses("Set the dates")
    expect(organiser.page.get_by_text("The dates are set")).to_be_visible()

    organiser.opens(f"/desk/e/{SLUG}/settings/")
    organiser.ticks("The call is public")
    organiser.writes("Reviews per paper", "2")
    organiser.presses("Save settings")
    expect(organiser.page.get_by_text("The settings are saved")).to_be_visible()


def test_2_an_author_signs_up_and_saves_a_draft(story):
    story.it_is(Stage.SUBMISSION)
    ada = story.seat("Ada")

    ada.opens(f"/{SLUG}/")
    ada.follows("Submit a paper")
    ada.follows("Sign up")
    ada.writes("Full name", "Ada Author")
    ada.writes("Affiliation", "Ada College")
    ada.writes("E-mail address", "ada@college.example")
    ada.presses("Sign up")
    ada.writes("Code", story.code_for("ada@college.example"))
    ada.presses("Verify my address")

    ada.writes("Title", TITLE)
    ada.presses("Save as draft")
    expect(ada.page.get_by_text("Your draft is saved")).to_be_visible()
    expect(ada.page.locator("#missing")).to_contain_text("abstract")


def test_3_the_author_orders_the_authors_and_submits(story):
    ada = story.seat("Ada")

    ada.writes("Abstract", "We drop activations and recompute them; $t = O(n)$ is *all* it takes.")
    ada.presses("Preview the abstract")
    expect(ada.page.locator("#preview em")).to_have_text("all")
    ada.ticks("Re-materialisation")
    ada.writes("Keywords", "recomputation, memory")
    ada.presses("Add an author")
    ada.names_author(2, "Ben Brief", "ben@brief.example")
    ada.presses("Add an author")
    ada.names_author(3, "Cora Coauthor", "cora@lab.example")
    ada.presses("Move up author 3")
    expect(ada.line(2).get_by_label("Name")).to_have_value("Cora Coauthor")
    ada.presses("Remove author 3")
    expect(ada.line(3)).to_have_count(0)
    ada.chooses_file("PDF", pdf("Recomputation"))
    ada.presses("Submit the paper")
    expect(ada.page.locator("#missing")).to_contain_text("Write where Cora Coauthor works or studies.")
    ada.names_author(2, "Cora Coauthor", "cora@lab.example", "Cora Lab")
    ada.presses("Submit the paper")

    expect(ada.page.get_by_text("The paper is received.")).to_be_visible()
    expect(ada.page.locator("code.hash").first).to_have_text(re.compile("^[0-9a-f]{64}$"))
    story.site.work_off()
    for address in ("ada@college.example", "cora@lab.example"):
        assert TITLE in outbox.last_to(address).body


def test_4_the_chair_invites_reviewers_by_pasting_their_addresses(story):
    chair = story.seat("organiser")

    chair.opens(f"/desk/e/{SLUG}/")
    chair.turns_to("Invitations")
    chair.follows("Invite people")
    chair.writes("Addresses", "Rita Reviewer <rita@institute.example>, Rita Institute\nsam@school.example\nben@@brief")
    chair.presses("Show what will happen")
    expect(chair.page.get_by_text("2 letters, 1 line with a mistake")).to_be_visible()
    chair.presses("Send 2 invitations")

    story.site.work_off()
    assert "would you review papers for WANT@Test 2026" in outbox.last_to("rita@institute.example").body
    assert outbox.link_to("sam@school.example", "/invitation/")


@pytest.mark.parametrize(("name", "address"), [("Rita", "rita@institute.example"), ("Sam", "sam@school.example")])
def test_5_who_is_invited_accepts_by_the_link_and_signs_in_by_a_code(story, name, address):
    invited = story.seat(name)

    invited.opens(outbox.link_to(address, "/invitation/"))
    invited.writes("Your name", f"{name} Reviewer")
    invited.writes("Affiliation", f"{name} Institute")
    invited.ticks("Re-materialisation")
    invited.presses("I will serve")
    expect(invited.page.get_by_text("An account is ready")).to_be_visible()

    invited.follows("Sign in by a mailed code")
    invited.writes("E-mail address", address)
    invited.presses("Mail me a code")
    invited.writes("Code", story.code_for(address))
    invited.presses("Sign in")
    expect(invited.page.get_by_role("banner")).to_contain_text(f"{name} Reviewer")


def test_6_a_reviewer_bids(story):
    story.it_is(Stage.BIDDING)
    rita = story.seat("Rita")

    rita.opens("/")
    rita.follows("Say which papers you would like to review")
    expect(rita.page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(rita.page.get_by_role("main")).not_to_contain_text("Ada")
    rita.page.get_by_role("radio", name="Eager").check()

    expect(rita.page.get_by_role("status")).to_have_text("Saved")


def test_7_the_chair_has_an_assignment_planned_and_applies_it(story):
    story.it_is(Stage.REVIEWING)
    chair = story.seat("organiser")

    chair.opens(f"/desk/e/{SLUG}/")
    chair.turns_to("Automatic assignment")
    chair.presses("Make a plan")
    story.site.work_off()
    expect(chair.page.get_by_role("link", name="Apply this plan")).to_be_visible()
    expect(chair.page.get_by_role("main")).to_contain_text("Rita Reviewer")
    chair.follows("Apply this plan")
    chair.presses("Assign, and tell 2 people")

    story.site.work_off()
    for address in ("rita@institute.example", "sam@school.example"):
        assert TITLE in outbox.last_to(address).body


@pytest.mark.parametrize(("name", "score"), [("Rita", "8"), ("Sam", "6")])
def test_8_each_reviewer_writes_a_review_that_saves_itself(story, name, score):
    reviewer = story.seat(name)

    reviewer.opens("/")
    reviewer.follows(TITLE)
    reviewer.chooses("Overall score", score)
    reviewer.page.get_by_label("Strengths").fill(f"{name} likes the idea.")
    expect(reviewer.page.locator("[data-autosave-state]")).to_have_text(re.compile("^Saved "))

    reviewer.page.reload()
    expect(reviewer.page.get_by_label("Strengths")).to_have_value(f"{name} likes the idea.")
    for question in ("Confidence", "Soundness", "Presentation", "Contribution"):
        reviewer.chooses(question, "3")
    reviewer.page.get_by_label("Weaknesses").fill("Too *short*.")
    reviewer.presses("Submit the review")

    expect(reviewer.page.get_by_text("is submitted")).to_be_visible()


def test_9_the_author_answers_the_reviews(story):
    story.it_is(Stage.REBUTTAL)
    ada = story.seat("Ada")

    ada.opens("/")
    ada.follows("The reviews of paper")
    expect(ada.page.get_by_text("Rita likes the idea.")).to_be_visible()
    expect(ada.page.get_by_role("heading", name="Reviewer 1")).to_be_visible()
    expect(ada.page.get_by_role("heading", name="Reviewer 2")).to_be_visible()
    assert [name for name in ("Rita Reviewer", "Sam Reviewer", "Rita Institute") if name in ada.page.content()] == []
    ada.page.get_by_label("Text").fill("We thank both reviewers; it is longer now.")
    ada.presses("Save the response")

    expect(ada.page.get_by_text("Your response is saved.")).to_be_visible()


def test_10_the_chair_decides_and_releases(story):
    story.it_is_the_day_after(Stage.DISCUSSION)
    chair, ada = story.seat("organiser"), story.seat("Ada")

    chair.opens(f"/desk/e/{SLUG}/")
    chair.turns_to("Decisions")
    chair.page.get_by_label("Decision on paper").select_option("Accept (oral)")
    expect(chair.page.get_by_role("status")).to_contain_text("Saved")
    ada.opens(f"/{SLUG}/submissions/")
    expect(ada.page.get_by_role("main")).not_to_contain_text("Accepted")

    chair.turns_to("Letters and release")
    expect(chair.page.get_by_role("main")).to_contain_text(TITLE)
    chair.page.get_by_label("I have looked at the numbers and the letters").check()
    chair.presses("Release all decisions")
    expect(chair.page.get_by_text("Released on")).to_be_visible()

    story.site.work_off()
    for address in ("ada@college.example", "cora@lab.example"):
        assert TITLE in outbox.last_to(address).body


def test_11_the_author_reads_the_decision_and_hands_in_the_final_version(story):
    story.it_is(Stage.CAMERA_READY)
    ada = story.seat("Ada")

    ada.opens(f"/{SLUG}/submissions/")
    expect(ada.page.get_by_text("Accepted as an oral")).to_be_visible()
    ada.follows("Open its page")
    expect(ada.page.get_by_role("heading", name="Decision")).to_contain_text("Accept (oral)")
    expect(ada.page.get_by_text("Sam likes the idea.")).to_be_visible()
    ada.page.go_back()
    ada.follows("Hand in the final version")
    ada.chooses_file("Final PDF", pdf("Recomputation, with authors"))
    ada.ticks("The paper may be published here with the names of its authors")
    ada.presses("Hand in the final version")

    expect(ada.page.get_by_text("Handed in by Ada Author")).to_be_visible()


def test_12_the_accepted_paper_is_published_with_its_authors(story):
    chair, reader = story.seat("organiser"), story.seat("reader", phone=True)

    chair.opens(f"/desk/e/{SLUG}/")
    chair.turns_to("Publication")
    chair.follows("Publish the accepted papers…")
    chair.page.get_by_label("I have looked at what becomes public").check()
    chair.presses("Publish 1 paper")
    expect(chair.page.get_by_text("Published on")).to_be_visible()

    reader.opens(f"/{SLUG}/papers/")
    reader.follows(TITLE, exact=True)
    expect(reader.page.get_by_role("main")).to_contain_text("Cora Coauthor")
    expect(reader.page.get_by_role("main")).not_to_contain_text("likes the idea")
    pdf_link = reader.page.get_by_role("link", name="PDF").first.get_attribute("href")
    assert reader.context.request.get(pdf_link).body().startswith(b"%PDF")
    bibtex = reader.context.request.get(f"/{SLUG}/papers.bib").text()
    assert "author = {Ada Author and Cora Coauthor}" in bibtex
    assert TITLE in bibtex
