"""What a page becomes after somebody did something on it: codes to type, mistakes to mend, refusals, long lists."""

import pytest

from reviews.models import Rebuttal
from submissions.models import Author
from tests import cast
from tests.access.world import make_world
from tests.journeys.looks import faults_of
from tests.journeys.people import Person
from want.venues.stages import Stage

LONG_NAME = "Maximiliana-Theodora Featherstonehaugh-Cholmondeley von und zu Wolfeschlegelsteinhausenbergerdorff"
LONG_PLACE = "Joint Laboratory for the Energy-Efficient Training of Very Large Neural Networks of Two Universities"


@pytest.fixture(scope="module")
def here(served):
    made = make_world(Stage.SUBMISSION)
    served.set_clock(cast.play_to(made.edition, Stage.SUBMISSION))
    return made


def faults_after(person: Person, address: str) -> str:
    """Return what is wrong with the page that somebody came to; first of all, that it is another one."""
    person.page.wait_for_url(f"**{address}")
    return "\n".join(faults_of(person.page))


def test_page_that_asks_for_the_code_to_sign_in(visitor, here):
    person = visitor()
    person.opens("/accounts/login/code/")
    person.writes("E-mail address", here.people["author"].email)
    person.presses("Mail me a code")

    assert faults_after(person, "/accounts/login/code/confirm/") == ""


def test_page_that_asks_for_the_code_of_a_new_address(visitor, here):
    person = visitor()
    person.opens("/accounts/signup/")
    person.writes("Full name", LONG_NAME)
    person.writes("Affiliation", LONG_PLACE)
    person.writes("E-mail address", f"{'m' * 60}@{'long.' * 20}example")
    person.presses("Sign up")

    assert faults_after(person, "/accounts/confirm-email/") == ""


def test_page_that_says_what_is_missing_from_a_paper(visitor, here):
    person = visitor(signed_in_as=here.people["newcomer"])
    person.opens(f"/{here.edition.slug}/submit/")
    person.presses("Submit the paper")
    person.page.locator("#missing").wait_for()

    assert "\n".join(faults_of(person.page)) == ""


@pytest.mark.parametrize("page", ["password/change", "reauthenticate"])
def test_page_for_those_who_have_a_password(visitor, here, page):
    somebody = cast.make_user("Pia Password", f"pia@{page.split('/')[0]}.example")
    somebody.set_password("correct horse battery")
    somebody.save()

    person = visitor(signed_in_as=somebody)

    assert "\n".join(faults_of(person.opens(f"/accounts/{page}/"))) == ""


@pytest.fixture
def forty_authors(here):
    paper = cast.make_submission(here.edition, here.people["author"], title="All of us")
    Author.objects.bulk_create(
        Author(submission=paper, position=place, name=LONG_NAME, email=f"a{place}@x.example", affiliation=LONG_PLACE)
        for place in range(1, 40)
    )
    return paper


@pytest.mark.parametrize("page", ["submissions/{}/", "submissions/{}/receipt/", "papers/{}/", "submissions/"])
def test_page_of_forty_authors_with_long_names(visitor, here, forty_authors, page):
    person = visitor(signed_in_as=here.people["author"])
    person.opens(f"/{here.edition.slug}/{page.format(forty_authors.code)}")

    assert "\n".join(faults_of(person.page)) == ""


def test_page_that_is_not_there(visitor, here):
    person = visitor()
    person.page.goto("/icml2024/papers/nothere/")

    assert "\n".join(faults_of(person.page)) == ""


def test_page_that_says_what_a_review_lacks(visitor, here, served):
    assignment = cast.assign(here.paper, here.people["reviewer"])
    served.set_clock(cast.play_to(here.edition, Stage.REVIEWING))
    person = visitor(signed_in_as=here.people["reviewer"])
    person.opens(f"/{here.edition.slug}/papers/{assignment.submission.code}/review/")
    person.presses("Submit the review")
    person.page.get_by_role("alert").wait_for()

    assert "\n".join(faults_of(person.page)) == ""


def test_page_on_which_two_answered_the_reviews_at_once(visitor, here, served):
    cast.review(cast.assign(here.paper, here.people["other_reviewer"]))
    served.set_clock(cast.play_to(here.edition, Stage.REBUTTAL))
    person = visitor(signed_in_as=here.people["author"])
    person.opens(f"/{here.edition.slug}/papers/{here.paper.code}/response/")
    Rebuttal.objects.create(submission=here.paper, text="From Cora.", written_by=here.people["coauthor"])
    person.page.get_by_label("Text").fill("From Ada.")
    person.presses("Save the response")
    person.page.get_by_text("What is stored now").wait_for()

    assert "\n".join(faults_of(person.page)) == ""
