"""The process dies while an address is being proved: it is proved with all that follows, or not at all."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from submissions import receivers
from submissions.models import Author
from tests import cast
from tests.accounts.test_entrance import PASSWORD, code_in, sign_up
from want.accounts.models import User
from want.mail.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "new@x.example"


class Killed(BaseException):
    """No handler is asked, as with a process that is gone."""


@pytest.fixture
def listed(edition, author):
    """A line of a paper that lists somebody who has no account yet."""
    paper = cast.make_submission(edition, author)
    return Author.objects.create(submission=paper, position=1, name="Nora New", email=NEW)


@pytest.fixture
def dies(monkeypatch):
    """Return a function after which the process dies where papers are linked to who has proved their address."""

    def die(*_: object) -> None:
        raise Killed

    return lambda: monkeypatch.setattr(receivers, "hold_addresses", die)


def proved() -> bool:
    return EmailAddress.objects.filter(email=NEW, verified=True).exists()


def test_code_at_sign_up(client, listed, dies, monkeypatch):
    sign_up(client, NEW)
    code = code_in(Message.objects.get(to=NEW))
    dies()
    with pytest.raises(Killed):
        client.post("/accounts/confirm-email/", {"code": code})
    half = proved()
    monkeypatch.undo()

    client.post("/accounts/confirm-email/", {"code": code})

    listed.refresh_from_db()
    assert (half, proved(), listed.user) == (False, True, User.objects.get(email=NEW))


def test_code_at_sign_in_to_an_account_that_somebody_else_had_made(client, listed, dies, monkeypatch):
    sign_up(Client(), NEW, password=PASSWORD)
    client.post("/accounts/login/code/", {"email": NEW})
    code = code_in(Message.objects.filter(to=NEW).first())
    dies()
    with pytest.raises(Killed):
        client.post("/accounts/login/code/confirm/", {"code": code})
    half = (proved(), User.objects.get(email=NEW).has_usable_password())
    monkeypatch.undo()

    client.post("/accounts/login/code/confirm/", {"code": code})

    listed.refresh_from_db()
    assert half == (False, True)
    assert (proved(), listed.user, listed.user.has_usable_password()) == (True, User.objects.get(email=NEW), False)
