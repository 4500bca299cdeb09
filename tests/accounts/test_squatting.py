"""Who signs up with somebody's second address and proves nothing keeps nobody from adding it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.test_entrance import PASSWORD, code_in, sign_up
from want.accounts.actions import verify_address
from want.accounts.models import User
from want.accounts.queries import verified_addresses
from want.audit.models import Entry
from want.mail.models import Message
from want.venues.models import Membership, Role

SECOND = "second@home.example"


def adds(person, email):
    """Add an address by its code, as a browser does; return the page that it leads to."""
    browser = Client()
    browser.force_login(person)
    browser.post(reverse("account_email"), {"action_add": "", "email": email})
    code = code_in(Message.objects.filter(to=email).latest("pk"))
    answer = browser.post(reverse("account_email_verification_sent"), {"code": code}, follow=True)
    return answer.content.decode()


@pytest.fixture
def squatter(client, db):
    sign_up(client, SECOND, password=PASSWORD)
    return User.objects.get(email=SECOND)


def test_whoever_proves_an_address_has_it(client, squatter, author):
    adds(author, SECOND)

    assert SECOND in verified_addresses(author)
    assert not User.objects.filter(pk=squatter.pk).exists()
    assert Entry.objects.get(verb="account.unproved_ended").detail == {"person": squatter.pk}
    left = client.post(reverse("account_email_verification_sent"), {"code": "BBBBB-BBBBB"}, follow=True)
    assert left.status_code == 200
    assert "_auth_user_id" not in client.session


def test_wrong_code_ends_nothing(squatter, author):
    browser = Client()
    browser.force_login(author)
    browser.post(reverse("account_email"), {"action_add": "", "email": SECOND})
    browser.post(reverse("account_email_verification_sent"), {"code": "BBBBB-BBBBB"})

    assert User.objects.filter(pk=squatter.pk).exists()


def test_account_that_proved_another_address_or_has_an_office_stays(squatter, author, edition):
    Membership.objects.create(edition=edition, user=squatter, role=Role.CHAIR)
    assert "belongs to another account" in adds(author, SECOND)

    Membership.objects.filter(user=squatter).delete()
    verify_address(squatter, "third@home.example")
    assert "belongs to another account" in adds(author, SECOND)

    assert User.objects.filter(pk=squatter.pk).exists()


def test_one_who_proves_the_address_that_they_signed_up_with_stays(client, db):
    answer = sign_up(client, SECOND)
    client.post(answer.url, {"code": code_in(Message.objects.get())})

    assert verified_addresses(User.objects.get(email=SECOND)) == [SECOND]
