"""Passkeys: one that stands for both factors asks for finger, face or PIN, and is one that its owner made for that."""

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.core.cache import caches
from django.test import Client

from tests.accounts.soft_key import SoftKey
from tests.accounts.test_entrance import PASSWORD
from tests.accounts.test_second_factor import give_password

FACTOR = "/accounts/second-factor/"
LOGIN = f"{FACTOR}webauthn/login/"


@pytest.fixture(autouse=True)
def nothing_tried_yet(db):
    caches["default"].clear()


def challenge_of(browser: Client) -> str:
    return browser.session[STATE_SESSION_KEY]["challenge"]


def add(user, *, alone: bool, told: bool = True) -> SoftKey:
    """Add a passkey on the page; `told` is whether the browser says that the device can stand for both factors."""
    browser, key = Client(), SoftKey()
    browser.force_login(user)
    browser.get(f"{FACTOR}webauthn/add/")
    sent = {"name": "Laptop", "credential": key.registered(challenge_of(browser), verified=alone, resident=told)}
    added = browser.post(f"{FACTOR}webauthn/add/", sent | ({"passwordless": "on"} if alone else {}))
    assert added.status_code == 302
    return key


def signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def answer(browser: Client, key: SoftKey, user, *, verified: bool = True, challenge: str = ""):
    said = key.answered(challenge or challenge_of(browser), owner=user_pk_to_url_str(user), verified=verified)
    return browser.post(LOGIN, {"credential": said}, follow=True)


@pytest.mark.parametrize("told", [True, False])
def test_a_passkey_made_for_it_signs_in_alone_whatever_the_browser_told(client, author, told):
    key = add(author, alone=True, told=told)
    client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})

    answer(client, key, author)

    assert signed_in(client)


def test_a_touch_without_finger_or_pin_does_not_sign_in_alone(client, author):
    key = add(author, alone=True)
    client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})

    answer(client, key, author, verified=False)

    assert not signed_in(client)


def test_a_second_factor_does_not_sign_in_alone_and_says_why(client, author):
    key = add(author, alone=False)
    client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})

    page = answer(client, key, author).content.decode()

    assert not signed_in(client)
    assert "This passkey is a second factor" in page


def test_a_challenge_of_ones_own_second_factor_is_none_for_signing_in_alone(client, author, reviewer):
    add(reviewer, alone=False)
    give_password(reviewer)
    found = add(author, alone=True)
    client.post("/accounts/login/", {"login": reviewer.email, "password": PASSWORD})
    client.get(f"{FACTOR}authenticate/")
    session = client.session
    session.pop("account_login")  # as after fifteen minutes
    session.save()

    answer(client, found, author, verified=False)

    assert not signed_in(client)
    assert STATE_SESSION_KEY not in client.session


def test_a_challenge_that_was_answered_wrongly_is_gone(client, author, reviewer):
    key = add(author, alone=True)
    client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})
    challenge = challenge_of(client)

    answer(client, key, reviewer)
    answer(client, key, author, challenge=challenge)

    assert not signed_in(client)


def test_a_passkey_is_the_second_factor_after_the_password(client, author):
    key = add(author, alone=False)
    give_password(author)
    client.post("/accounts/login/", {"login": author.email, "password": PASSWORD})
    client.get(f"{FACTOR}authenticate/")

    said = key.answered(challenge_of(client), owner=user_pk_to_url_str(author), verified=False)
    client.post(f"{FACTOR}authenticate/", {"credential": said})

    assert signed_in(client)
    assert Authenticator.objects.filter(user=author, type="webauthn").count() == 1
