"""Nothing at the entrance tells whether an address has an account: no word, no status, no mail, and no work done."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpResponse

from tests import cast
from tests.accounts.test_entrance import PASSWORD
from want.mail.models import Message

STRANGER = "stranger@x.example"
MASKS = (
    (re.compile(r'(csrfmiddlewaretoken" value=)"\w+"'), r"\1"),
    (re.compile(r"\b[A-Z]{5}-[A-Z]{5}\b"), "CODE"),
)


def told(answer: HttpResponse, email: str) -> tuple:
    """All that an answer says, and the ways to it, without what differs at every look."""
    text = answer.content.decode().replace(email, "ADDRESS").replace(email.replace("@", "%40"), "ADDRESS")
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    headers = {name: value for name, value in answer.headers.items() if name not in {"Content-Length", "Expires"}}
    chain = [(url.replace(email, "ADDRESS"), status) for url, status in getattr(answer, "redirect_chain", [])]
    return answer.status_code, chain, headers, sorted(answer.cookies), text


@pytest.fixture
def hashed(monkeypatch):
    """How often a password was hashed: what takes the time at the entrance."""
    runs = []
    whole = Argon2PasswordHasher.encode

    def encode(self, password, salt):
        runs.append(password)
        return whole(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    verify = Argon2PasswordHasher.verify

    def checked(self, password, encoded):
        runs.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "verify", checked)
    return runs


PEOPLE = ("with a password", "without one", "shut", "not verified")


def somebody(kind: str) -> str:
    user = cast.make_user("Ada Known")
    if kind != "without one":
        user.set_password(PASSWORD)
    user.is_active = kind != "shut"
    user.save()
    if kind == "not verified":
        user.emailaddress_set.update(verified=False)
    return user.email


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PEOPLE)
def test_wrong_password_is_answered_alike_and_costs_the_same(client, hashed, kind):
    known, seen = somebody(kind), []

    for email in (known, STRANGER):
        client.cookies.clear()
        hashed.clear()
        answer = client.post("/accounts/login/", {"login": email, "password": "not the right one"}, follow=True)
        seen.append((told(answer, email), len(hashed)))

    assert seen[0] == seen[1]
    assert seen[0][1] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize(
    ("address", "answers"),
    [
        ("/accounts/signup/", {"name": "Nora New", "password1": PASSWORD}),
        ("/accounts/signup/", {"name": "Nora New"}),
        ("/accounts/login/code/", {}),
        ("/accounts/password/reset/", {}),
    ],
)
def test_sign_up_code_and_reset_answer_alike(client, kind, address, answers):
    known, seen = somebody(kind), []

    for email in (known, STRANGER):
        client.cookies.clear()
        before = Message.objects.count()
        answer = client.post(address, answers | {"email": email}, follow=True)
        again = client.post(answer.redirect_chain[-1][0], {"code": "BBBBB-BBBBB"}, follow=True)
        seen.append((told(answer, email), told(again, email), Message.objects.count() - before))

    assert seen[0][:2] == seen[1][:2]
    if kind in {"with a password", "without one"}:
        assert seen[0][2] == seen[1][2] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PEOPLE)
def test_adding_an_address_does_not_tell_whose_it_is(client, kind):
    known, seen = somebody(kind), []
    for number, email in enumerate((known, STRANGER)):
        client.logout()
        client.force_login(cast.make_user("Same Name", f"asking{number}@x.example"))
        answer = client.post("/accounts/email/", {"action_add": "", "email": email}, follow=True)
        wrong = client.post("/accounts/confirm-email/", {"code": "BBBBB-BBBBB"}, follow=True)
        mask = f"asking{number}@x.example"
        seen.append([(*told(page, email)[:4], told(page, email)[4].replace(mask, "ME")) for page in (answer, wrong)])

    assert seen[0] == seen[1]
    assert Message.objects.filter(to=known).count() == Message.objects.filter(to=STRANGER).count() == 1
