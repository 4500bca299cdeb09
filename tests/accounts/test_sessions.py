"""In which browsers somebody is signed in, and how they end that."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from tests.accounts.test_entrance import PASSWORD
from tests.accounts.test_second_factor import give_password


@pytest.fixture(autouse=True)
def nothing_is_counted_yet(db):
    caches["default"].clear()


def test_sessions_are_listed_and_ended(author):
    give_password(author)
    here = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"})
    there = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Mobile Safari/604.1"})
    for browser in (here, there):
        browser.post("/accounts/login/", {"login": author.email, "password": PASSWORD})

    page = here.get("/accounts/sessions/").content.decode()
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(reverse("end_session", args=[other.pk]))

    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("This browser") == 1
    assert here.get("/accounts/profile/").status_code == 200
    assert there.get("/accounts/profile/").status_code == 302


def test_nobody_ends_a_session_of_another(client, author, coauthor):
    give_password(author)
    theirs = Client()
    theirs.post("/accounts/login/", {"login": author.email, "password": PASSWORD})
    client.force_login(coauthor)

    answer = client.post(reverse("end_session", args=[UserSession.objects.get().pk]))

    assert answer.status_code == 404
    assert theirs.get("/accounts/profile/").status_code == 200


@pytest.mark.parametrize(("sent", "still_in"), [({}, [200, 302]), ({"here": "1"}, [302, 302])])
def test_signing_out_everywhere(author, sent, still_in):
    give_password(author)
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/accounts/login/", {"login": author.email, "password": PASSWORD})

    browsers[0].post("/accounts/sessions/", sent)

    assert [browser.get("/accounts/profile/").status_code for browser in browsers] == still_in


def test_another_password_signs_the_other_browsers_out(author):
    give_password(author)
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post("/accounts/login/", {"login": author.email, "password": PASSWORD})

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another long password"})

    assert [browser.get("/accounts/profile/").status_code for browser in (here, there)] == [200, 302]
