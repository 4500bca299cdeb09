"""The demo as a newcomer finds it: a paper submitted, one reviewed, one accepted, in few clicks and few pages."""

import json
import re

import pytest
from django.test import override_settings
from playwright.sync_api import Frame, expect

from reviews.models import Review
from submissions.models import Submission
from tests.journeys import demo_urls
from tests.journeys.looks import faults_of
from tests.journeys.people import Person
from want.core import clock
from want.demo import personas
from want.demo.play import Play
from want.demo.views import MOVES
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.stages import Stage

SCALES = ("Overall score", "Confidence", "Soundness", "Presentation", "Contribution")
PAGES = 8  # the demo's, the form, the receipt, a review's, the reviewer's list, the decisions; and two to spare


@pytest.fixture(scope="module")
def demo(served, tmp_path_factory):
    """Play a small demo up to the reviews, and serve it with the demo's own pages and its clock."""
    data = tmp_path_factory.mktemp("data")
    changed = {"WANT_DEMO": True, "WANT_DATA": data, "WANT_CLOCK": data / "clock"}
    with override_settings(**changed, ROOT_URLCONF=demo_urls.__name__):
        play = Play(paper_count=8, random_seed=7, say=lambda _: None)
        clock.move_to(play.up_to(Stage.REVIEWING))
        personas.write(Edition.objects.get(slug="icml2024"), Stage.REVIEWING, served.url)
        yield json.loads((data / "demo.json").read_text())


@pytest.fixture
def newcomer(demo, visitor):
    return visitor()


class Bar:
    """The bar at the top of each page of the demo."""

    def __init__(self, person: Person) -> None:
        self.all = person.page.get_by_role("complementary", name="Demonstration")

    def presses(self, name: str) -> None:
        self.all.get_by_role("button", name=name).click()

    def sample(self, person: Person) -> bytes:
        """Download the sample paper, as the link in the bar offers."""
        address = self.all.get_by_role("link", name="Download a sample PDF").get_attribute("href")
        return person.context.request.get(address).body()


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_newcomer_submits_reviews_and_accepts_without_searching(demo, visitor, phone):
    person = visitor(phone=phone)
    bar, pages = Bar(person), []
    person.opens("/")
    bar.all.get_by_role("link", name="Try it in two minutes").click()
    person.page.on("framenavigated", lambda frame: pages.append(frame.url) if _is_page(frame, person) else None)
    reviews = Review.objects.count()

    person.presses("Submit a paper as Nora Newcomer")
    person.writes("Title", title := f"Tried on a {'phone' if phone else 'desk'}")
    person.writes("Abstract", "We try it.")
    person.ticks("Pipelining")
    person.writes("Keywords", "trying")
    person.chooses_file("PDF", bar.sample(person))
    person.presses("Submit the paper")
    expect(person.page.get_by_text("The paper is received.")).to_be_visible()

    bar.presses("Next: review a paper")
    for question in SCALES:
        person.chooses(question, "3")
    person.page.get_by_label("Strengths").fill("Clear.")
    person.page.get_by_label("Weaknesses").fill("Short.")
    person.presses("Submit the review")
    expect(person.page.get_by_text(re.compile(r"Your review of paper \d+ is submitted"))).to_be_visible()

    bar.presses("Next: accept a paper")
    paper = Submission.objects.get(title=title)
    person.page.get_by_label(f"Decision on paper {paper.number}", exact=True).select_option("Accept (poster)")
    expect(person.page.get_by_role("status")).to_contain_text("Saved")

    assert paper.decision.outcome == "poster"
    assert Review.objects.count() == reviews + 1
    assert len(pages) <= PAGES, pages


def _is_page(frame: Frame, person: Person) -> bool:
    return frame == person.page.main_frame


@pytest.mark.parametrize("role", ["author", "reviewer", "area chair", "chair", "newcomer"])
def test_anybody_is_one_click_away(demo, newcomer, role):
    name = next(persona["name"] for persona in demo["personas"] if persona["role"] == role)

    newcomer.opens("/demo/")
    newcomer.follows(f"Sign in as {name}")

    expect(newcomer.page.get_by_role("banner")).to_contain_text(name)


def test_each_stage_is_one_click_away(demo, newcomer):
    stages = [one for one in MOVES if one not in {Stage.CAMERA_READY, Stage.REVIEWING}]  # the first needs a release
    newcomer.opens("/demo/")
    for stage in (*stages, Stage.REVIEWING):
        newcomer.presses(stage.label, exact=True)
        expect(newcomer.page.get_by_text(f"“{stage.label}”")).to_be_visible()

        assert Edition.objects.with_calendar().get(slug="icml2024").moment().stage is stage


@pytest.mark.parametrize("path", ["/demo/", "/demo/mail/", "/demo/mail/{letter}/"])
def test_page_of_the_demo_is_open_to_everybody_s_eyes_and_fits(demo, newcomer, path):
    page = newcomer.opens(path.format(letter=Message.objects.order_by("-id").values_list("pk", flat=True)[0]))

    assert "\n".join(faults_of(page)) == ""
