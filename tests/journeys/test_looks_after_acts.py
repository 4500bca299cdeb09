"""What a page becomes after somebody did something on it: codes to type, mistakes to mend, refusals, long lists."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from reviews.models import Rebuttal
from submissions.models import Author
from tests import cast
from tests.access.world import make_world
from tests.journeys.looks import faults_of
from tests.journeys.people import Person
from want.venues.stages import Stage

PASSWORD = "correct horse battery"
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
    somebody.set_password(PASSWORD)
    somebody.save()

    person = visitor(signed_in_as=somebody)

    assert "\n".join(faults_of(person.opens(f"/accounts/{page}/"))) == ""


@pytest.fixture(scope="module")
def guarded(here):
    """Make somebody with a password, an app that shows codes, and recovery codes."""
    somebody = cast.make_user("Selma Secondfactor")
    somebody.set_password(PASSWORD)
    somebody.save()
    totp.TOTP.activate(somebody, totp.generate_totp_secret())
    RecoveryCodes.activate(somebody)
    return somebody


@pytest.fixture(scope="module")
def key_holder(here):
    """Make somebody with a password and a passkey; a key that no browser holds, so only its name can be looked at."""
    somebody = cast.make_user("Kay Keyholder")
    somebody.set_password(PASSWORD)
    somebody.save()
    key = {"name": "My key", "credential": {"clientExtensionResults": {}}}
    Authenticator.objects.create(user=somebody, type=Authenticator.Type.WEBAUTHN, data=key)
    return somebody


def proves_who_it_is(person: Person) -> None:
    """Type the password on the page that asks for it."""
    person.writes("Password", PASSWORD)
    person.page.get_by_role("main").get_by_role("button").first.click()


def test_page_that_asks_for_the_second_factor(visitor, guarded):
    person = visitor()
    person.opens("/accounts/login/")
    person.writes("E-mail address", guarded.email)
    person.writes("Password", PASSWORD)
    person.presses("Sign in", exact=True)

    assert faults_after(person, reverse("mfa_authenticate")) == ""


@pytest.mark.parametrize("name", ["mfa_index", "mfa_reauthenticate"])
def test_page_for_those_who_have_a_second_factor(visitor, guarded, name):
    page = visitor(signed_in_as=guarded).opens(reverse(name))

    assert "\n".join(faults_of(page)) == ""


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_view_recovery_codes"])
def test_page_that_changes_a_second_factor(visitor, guarded, name):
    person = visitor(signed_in_as=guarded)
    person.opens(reverse(name))
    proves_who_it_is(person)

    assert faults_after(person, reverse(name)) == ""


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_page_that_changes_a_passkey(visitor, key_holder, name):
    address = reverse(name, args=[Authenticator.objects.get(user=key_holder).pk])
    person = visitor(signed_in_as=key_holder)
    person.opens(address)
    proves_who_it_is(person)

    assert faults_after(person, address) == ""


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
