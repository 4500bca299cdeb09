"""Reviewing in a browser: bids that save themselves, drafts that are never lost, pages without faults."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from reviews.models import Bid, Comment, MetaReview, Rebuttal, Review, ReviewDraft
from submissions.manuscripts import store
from submissions.models import Manuscript
from tests import cast
from tests.journeys.looks import faults_of
from tests.submissions.pdfs import pdf
from want.venues.models import Role
from want.venues.stages import Stage

TEXT = "The method is *sound*, and $O(n)$ is **proved**.\n\n- Table 2 is clear"


class Scene:
    """An edition with a paper, those who read it, and a clock that can be set to a stage."""

    def __init__(self, served):
        self.served, self.edition = served, cast.make_edition()
        self.author = cast.make_user("Ada Author", affiliation="Ada College")
        self.reviewer, self.second = cast.make_user("Rita Reviewer"), cast.make_user("Sam Second")
        self.area_chair, self.chair = cast.make_user("Alma Areachair"), cast.make_user("Carl Chair")
        for person, role in (
            (self.reviewer, Role.REVIEWER),
            (self.second, Role.REVIEWER),
            (self.area_chair, Role.AREA_CHAIR),
            (self.chair, Role.CHAIR),
        ):
            cast.join(self.edition, person, role)
        self.paper = cast.make_submission(self.edition, self.author, abstract=TEXT, title="On $n$ gradients")
        self.other = cast.make_submission(self.edition, cast.make_user("Oskar Other"), abstract=TEXT)
        self._keep(pdf("On gradients"))

    def _keep(self, content):
        with store.workplace() as folder:
            store.write([content], folder / "paper.pdf")
            sha256 = store.keep(folder / "paper.pdf")
        Manuscript.objects.create(
            submission=self.paper, version=1, sha256=sha256, blind_sha256=sha256, size=len(content), pages=1,
            uploaded_by=self.author,
        )  # fmt: skip

    def assign(self):
        """Give the paper its readers; the second reviewer has reviewed it."""
        self.assignment = cast.assign(self.paper, self.reviewer)
        cast.review(cast.assign(self.paper, self.second), strengths=TEXT)
        self.leading = cast.assign(self.paper, self.area_chair, Role.AREA_CHAIR)

    def is_in(self, stage):
        self.served.set_clock(cast.play_to(self.edition, stage))

    def address(self, page=""):
        return f"/icml2024/papers/{self.paper.code}/{page}"


@pytest.fixture(scope="module")
def scene(served):
    return Scene(served)


def bid_on(person, paper):
    return person.page.locator(f"#paper-{paper.code}")


def test_1_a_bid_is_saved_at_once_and_a_conflict_asks_first(scene, visitor):
    scene.is_in(Stage.BIDDING)
    rita = visitor(signed_in_as=scene.reviewer)
    rita.opens("/icml2024/bids/")

    bid_on(rita, scene.paper).get_by_label("Willing", exact=True).check()
    expect(bid_on(rita, scene.paper).get_by_text("Saved")).to_be_visible()
    expect(rita.page.get_by_text("You have offered to review 1; 2 is enough.")).to_be_visible()
    rita.page.evaluate("window.confirm = () => false")  # thinks better of it
    bid_on(rita, scene.other).get_by_label("I have a conflict").click()

    expect(bid_on(rita, scene.other).get_by_label("I have a conflict")).not_to_be_checked()
    assert list(Bid.objects.values_list("submission__number", "value")) == [(101, "willing")]
    assert faults_of(rita.page) == []


def test_1_a_bid_that_was_not_saved_says_so(scene, visitor):
    rita = visitor(signed_in_as=scene.reviewer)
    rita.opens("/icml2024/bids/")
    rita.context.route("**/bids/*/", lambda route: route.abort())

    bid_on(rita, scene.other).get_by_label("Eager").check()

    expect(bid_on(rita, scene.other).get_by_role("status")).to_have_text(re.compile("^Not saved: the server"))
    rita.complaints.clear()  # of the requests that were cut


def test_1_a_bid_chosen_before_the_scripts_came_is_saved(scene, visitor):
    rita = visitor(signed_in_as=scene.reviewer)
    scripts = rita.opens_before("htmx", "/icml2024/bids/")

    bid_on(rita, scene.other).get_by_label("In a pinch").check()
    scripts.continue_()

    expect(bid_on(rita, scene.other).get_by_role("status")).to_have_text("Saved")


def test_1_bids_are_placed_with_keys_alone(scene, onlooker):
    Bid.objects.all().delete()
    page = onlooker(scene.reviewer).opens("/icml2024/bids/")
    first, second = page.locator("article.bid").all()

    page.keyboard.press("1")  # no paper is chosen yet
    for keys, answer, paper in (("j2", "Willing", first), ("j1", "Eager", second), ("k4", "Not willing", first)):
        page.keyboard.press(keys[0])
        expect(paper).to_have_class(re.compile("is-current"))
        with page.expect_response(re.compile(r"/bids/[^/]+/$")):
            page.keyboard.press(keys[1])
        expect(paper.get_by_label(answer, exact=True)).to_be_focused()
    page.get_by_label("Search titles and abstracts").press_sequentially("jk1")

    expect(page.get_by_label("Search titles and abstracts")).to_have_value("jk1")
    codes = [paper.get_attribute("id").removeprefix("paper-") for paper in (first, second)]
    assert dict(Bid.objects.values_list("submission__code", "value")) == dict(
        zip(codes, ("not_willing", "eager"), strict=True)
    )


def test_2_a_draft_saves_itself_and_is_there_again(scene, visitor):
    scene.assign()
    scene.is_in(Stage.REVIEWING)
    rita = visitor(signed_in_as=scene.reviewer)
    rita.opens("/icml2024/reviewing/")
    rita.page.get_by_role("link", name=re.compile(r"^101")).click()

    rita.page.get_by_label("7 Accept", exact=True).check()
    rita.page.get_by_label("Strengths").fill("Half a sentence")
    state = rita.page.locator("[data-autosave-state]")
    expect(state).to_have_text("Not saved yet")
    expect(state).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))

    assert ReviewDraft.objects.get().content == {"overall": "7", "strengths": "Half a sentence"}
    rita.page.reload()
    expect(rita.page.get_by_label("Strengths")).to_have_value("Half a sentence")
    expect(rita.page.get_by_label("7 Accept", exact=True)).to_be_checked()
    assert faults_of(rita.page) == []


def test_3_text_that_could_not_be_sent_is_kept_in_the_browser_and_offered_again(scene, visitor):
    rita = visitor(signed_in_as=scene.reviewer)
    rita.opens(scene.address("review/"))
    rita.context.route("**/review/draft/", lambda route: route.abort())
    rita.page.get_by_label("Weaknesses").fill("Typed on a train")
    expect(rita.page.get_by_text("Not saved: the server cannot be reached.")).to_be_visible()
    expect(rita.page.get_by_text("Your text is kept in this browser.")).to_be_visible()

    rita.page.reload()
    rita.context.unroute("**/review/draft/")
    expect(rita.page.get_by_label("Weaknesses")).to_have_value("")
    rita.page.get_by_role("button", name="Put it into the form").click()

    expect(rita.page.get_by_label("Weaknesses")).to_have_value("Typed on a train")
    expect(rita.page.locator("[data-autosave-state]")).to_have_text(re.compile(r"^Saved "))
    assert ReviewDraft.objects.get().content["weaknesses"] == "Typed on a train"
    rita.complaints.clear()  # of the requests that were cut


def test_3_text_typed_before_the_scripts_came_is_saved(scene, visitor):
    rita = visitor(signed_in_as=scene.reviewer)
    script = rita.opens_before("autosave", scene.address("review/"))

    rita.page.get_by_label("Confidential remarks").fill("Typed at once")
    script.continue_()

    expect(rita.page.locator("[data-autosave-state]")).to_have_text(re.compile(r"^Saved "))
    assert "Typed at once" in ReviewDraft.objects.get().content.values()


def test_4_two_tabs_do_not_overwrite_each_other(scene, visitor):
    rita, elsewhere = (visitor(signed_in_as=scene.reviewer) for _ in range(2))
    rita.opens(scene.address("review/"))
    elsewhere.opens(scene.address("review/"))
    rita.page.get_by_label("Questions to the authors").fill("From the desk")
    expect(rita.page.locator("[data-autosave-state]")).to_have_text(re.compile(r"^Saved "))

    elsewhere.page.get_by_label("Questions to the authors").fill("From the phone")
    expect(elsewhere.page.get_by_text("Not saved: Somebody saved this while you were writing.")).to_be_visible()
    elsewhere.presses("Save draft")

    expect(elsewhere.page.get_by_role("heading", name="What is stored now")).to_be_visible()
    expect(elsewhere.page.get_by_text("From the desk")).to_be_visible()
    expect(elsewhere.page.get_by_label("Questions to the authors")).to_have_value("From the phone")
    assert ReviewDraft.objects.get().content["questions"] == "From the desk"
    elsewhere.presses("Save draft")
    expect(elsewhere.page.get_by_text("Your draft is saved.")).to_be_visible()
    assert ReviewDraft.objects.get().content["questions"] == "From the phone"
    elsewhere.complaints.clear()  # the browser notes the two answers of 409


def test_5_the_review_is_submitted_when_nothing_is_missing(scene, visitor):
    rita = visitor(signed_in_as=scene.reviewer)
    rita.opens(scene.address("review/"))
    rita.presses("Submit the review")
    expect(rita.page.get_by_role("alert")).to_contain_text("Before it can be submitted:")
    for scale, step in (("Confidence", "4 "), ("Soundness", "3 "), ("Presentation", "3 "), ("Contribution", "3 ")):
        rita.page.get_by_role("group", name=scale).get_by_label(re.compile(f"^{step}")).check()
    rita.presses("Submit the review")

    expect(rita.page.get_by_text("Your review of paper 101 is submitted.")).to_be_visible()
    review = Review.objects.get(assignment=scene.assignment)
    assert (review.overall, review.weaknesses, review.questions) == (7, "Typed on a train", "From the phone")
    assert ReviewDraft.objects.get().content == {}
    rita.complaints.clear()  # the browser notes the answer of 422


def test_6_the_paper_is_read_beside_the_form(scene, visitor):
    rita = visitor(signed_in_as=scene.reviewer)
    page = rita.opens(scene.address("review/"))

    frame = page.locator("iframe[title='The paper as PDF']")
    expect(frame).to_be_visible()
    with page.expect_response(re.compile(r"/paper\.pdf")) as sent:
        page.reload()
    assert sent.value.status == 200
    page.set_viewport_size({"width": 390, "height": 844})
    expect(frame).to_be_hidden()
    expect(page.get_by_role("link", name="Open the paper (PDF)")).to_be_visible()


PAGES = {
    Stage.REVIEWING: [("reviewer", ""), ("reviewer", "hand-back/"), ("chair", ""), ("author", "")],
    Stage.REBUTTAL: [("author", ""), ("author", "response/"), ("reviewer", "review/"), ("area_chair", "")],
    Stage.DISCUSSION: [("reviewer", ""), ("reviewer", "review/"), ("area_chair", "meta-review/"), ("chair", "")],
    Stage.RELEASED: [("author", ""), ("chair", "")],
}


@pytest.mark.parametrize("stage", PAGES)
def test_7_no_page_of_a_paper_has_faults(scene, onlooker, stage):
    if stage is Stage.DISCUSSION:
        Rebuttal.objects.create(submission=scene.paper, text=TEXT, written_by=scene.author)
        Comment.objects.create(
            submission=scene.paper, writer=scene.second, signature="Reviewer 2", text=TEXT, key=uuid.uuid4()
        )
        MetaReview.objects.create(assignment=scene.leading, text=TEXT, recommendation="poster")
    scene.is_in(stage)

    faults = []
    for who, page in (*PAGES[stage], ("reviewer", "reviewing"), ("area_chair", "reviewing")):
        if page == "hand-back/":
            Review.objects.filter(assignment=scene.assignment).delete()
        person = onlooker(getattr(scene, who))
        opened = person.opens("/icml2024/reviewing/" if page == "reviewing" else scene.address(page))
        faults += [f"{who} at {page or 'page'}: {fault}" for fault in faults_of(opened)]

    assert faults == []


def test_7_a_decision_that_was_not_saved_says_so(scene, visitor):
    scene.is_in(Stage.DISCUSSION)
    chair = visitor(signed_in_as=scene.chair)
    chair.opens("/desk/e/icml2024/decisions/")
    chair.context.route("**/outcome/", lambda route: route.abort())

    chair.page.get_by_label("Decision on paper 101", exact=True).select_option("Reject")

    expect(chair.page.get_by_role("status")).to_have_text(re.compile("^Not saved: the server"))
    chair.complaints.clear()  # of the requests that were cut


def test_8_a_published_paper_has_no_faults(scene, visitor):
    scene.paper.status, scene.paper.presentation = "accepted", "oral"
    scene.paper.save()
    scene.is_in(Stage.PUBLISHED)

    page = visitor().opens(scene.address())

    expect(page.get_by_text("This paper was accepted as an oral presentation.")).to_be_visible()
    assert faults_of(page) == []


def test_9_what_is_not_there_offers_to_sign_in(scene, visitor):
    stranger = visitor()
    answer = stranger.page.goto("/icml2024/papers/2222222222/")

    assert answer.status == 404
    assert faults_of(stranger.page) == []
    stranger.page.get_by_role("main").get_by_role("link", name="Sign in").click()
    expect(stranger.page).to_have_url(re.compile(r"/accounts/login/\?next=/icml2024/papers/2222222222/$"))
    stranger.complaints.clear()  # of the 404
