"""The public pages and the doors to the accounts, as strangers find them."""

import pytest

from tests import cast
from tests.journeys.looks import faults_of
from want.venues.seeding import seed
from want.venues.stages import Stage

EDITION = ["/icml2024/", "/icml2024/call/", "/icml2024/dates/", "/icml2024/committee/"]
ARCHIVE = ["/neurips2023/", "/neurips2023/committee/"]
DOORS = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"]


@pytest.fixture(scope="module")
def editions(served):
    seed()
    served.set_clock(cast.at(cast.INSIDE[Stage.SUBMISSION]))


@pytest.mark.parametrize("path", ["/", *EDITION, *ARCHIVE, *DOORS])
def test_public_page_is_open_to_everybody(visitor, editions, path):
    page = visitor().opens(path)

    assert "\n".join(faults_of(page)) == ""


def test_a_faulty_page_is_found_out(visitor, served):
    page = visitor().page
    page.set_content("<main><img src='data:,'><p style='color:#ddd;background:#fff;width:500px'>Pale</p></main>")

    faults = " ".join(faults_of(page))

    assert all(word in faults for word in ("image-alt", "color-contrast", "document-title", "phone: p sticks out"))


def test_what_the_browser_complains_of_is_heard(visitor, served):
    person = visitor()
    person.opens("/")
    person.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'alert(1)'}))")
    person.page.evaluate("setTimeout(() => missing(), 0)")
    person.page.wait_for_timeout(100)

    complaints = " ".join(person.complaints)
    person.complaints.clear()

    assert "Content Security Policy" in complaints
    assert "missing is not defined" in complaints
