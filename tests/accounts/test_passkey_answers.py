"""What is sent in place of a passkey's answer is refused by a page, not by an error of ours."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.cache import caches

from tests.accounts.test_entrance import PASSWORD

FACTOR = "/accounts/second-factor/"
ODD = {
    "endless number": '{"id": ' + "9" * 5000 + "}",
    "endless depth": "[" * 200_000,
    "no JSON": "{",
    "another shape": '{"id": 1}',
    "half an answer": '{"id": "QQ", "rawId": "QQ", "response": {"clientDataJSON": "W1s", "authenticatorData": "QQ"}}',
}
answers = pytest.mark.parametrize("answer", ODD.values(), ids=ODD)


@pytest.fixture(autouse=True)
def nothing_tried_yet(db):
    caches["default"].clear()


@pytest.fixture
def with_passkey(author, monkeypatch):
    monkeypatch.setattr(auth, "get_credentials", lambda _: [])
    author.set_password(PASSWORD)
    author.save()
    Authenticator.objects.create(user=author, type="webauthn", data={"name": "Laptop", "credential": {}})
    return author


@answers
def test_sign_in_by_passkey(client, answer):
    assert client.post(f"{FACTOR}webauthn/login/", {"credential": answer}).status_code in {200, 302}


@answers
def test_new_passkey(client, author, answer):
    client.force_login(author)
    client.get(f"{FACTOR}webauthn/add/")

    sent = client.post(f"{FACTOR}webauthn/add/", {"credential": answer, "name": "Laptop"})

    assert sent.status_code == 200
    assert not Authenticator.objects.exists()


@answers
def test_passkey_as_second_factor(client, with_passkey, answer):
    client.post("/accounts/login/", {"login": with_passkey.email, "password": PASSWORD})

    sent = client.post(f"{FACTOR}authenticate/", {"credential": answer})

    assert sent.status_code == 200
    assert "_auth_user_id" not in client.session
