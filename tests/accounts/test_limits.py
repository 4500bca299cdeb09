"""What is tried too often is paused, whichever process was asked; each limit of settings.py is run into once."""

import threading

import pytest
from django.core.cache import caches
from django.db import connection

from tests.test_settings import PRODUCTION, run
from want.accounts.models import User
from want.mail.models import Message

PASSWORD = "correct horse battery"
WRONG = {"login": "ada@ada-author.example", "password": "not the right one"}


@pytest.fixture
def limits(settings, db):
    """The limits of production, and nothing counted yet."""
    settings.ACCOUNT_RATE_LIMITS = {
        "login": "30/m/ip",
        "login_failed": "10/m/ip,5/300s/key",
        "signup": "3/m/ip",
        "request_login_code": "20/m/ip",
    }
    settings.WANT_RATE_LIMITS = {"invitation": "4/m/ip", "code": "5/m/ip", "sign_in_code": "3/15m/key"}
    caches["default"].clear()
    return settings


def test_password_cannot_be_guessed_on(client, author, limits):
    author.set_password(PASSWORD)
    author.save()

    said = [client.post("/accounts/login/", WRONG | {"login": author.email}).content.decode() for _ in range(6)]
    right = client.post("/accounts/login/", {"login": author.email, "password": PASSWORD})

    assert ["do not go together" in page for page in said] == [True] * 5 + [False]
    assert "That was tried too often. Please wait five minutes" in said[5]
    assert right.status_code == 200
    assert "_auth_user_id" not in client.session


def test_guessing_is_counted_alike_whether_there_is_such_an_account(client, author, limits):
    pages = []
    for email in (author.email, "stranger@x.example"):
        said = [client.post("/accounts/login/", WRONG | {"login": email}).content.decode() for _ in range(6)]
        pages.append(["tried too often" in page for page in said])
        limits.ACCOUNT_RATE_LIMITS |= {"login_failed": "5/300s/key"}

    assert pages == [[False] * 5 + [True]] * 2


@pytest.mark.parametrize(
    ("address", "answers", "allowed"),
    [
        ("/accounts/signup/", {"name": "Nora New", "email": "n{}@x.example"}, 3),
        ("/accounts/login/code/confirm/", {"code": "BBBBB-BBBBB"}, 5),
        ("/accounts/confirm-email/", {"code": "BBBBB-BBBBB"}, 5),
        ("/icml2024/invitation/no-such-token/", {}, 4),
    ],
)
def test_door_is_paused_with_words(client, limits, address, answers, allowed):
    def post(number):
        client.cookies.clear()
        return client.post(address, {name: value.format(number) for name, value in answers.items()})

    statuses = [post(number).status_code for number in range(allowed)]
    paused = post(allowed)

    assert 429 not in statuses
    assert paused.status_code == 429
    assert paused["Retry-After"] == "300"
    assert "Please wait five minutes and try again." in paused.content.decode()


def test_link_of_an_invitation_is_not_tried_by_looking_either(client, limits):
    answers = [client.get(f"/icml2024/invitation/guess-{number}/").status_code for number in range(5)]

    assert answers == [404] * 4 + [429]


def test_nobody_has_a_mailbox_filled_and_nothing_says_that_it_stopped(client, author, limits):
    seen = []

    for _ in range(5):
        client.cookies.clear()
        answer = client.post("/accounts/login/code/", {"email": author.email})
        seen.append((answer.status_code, answer.url))

    assert len(set(seen)) == 1
    assert Message.objects.filter(to=author.email).count() == 3


def test_what_one_process_counted_another_knows(limits):
    caches["default"].set("tried", [1.5, 2.5], 60)

    elsewhere = caches.create_connection("default")

    assert elsewhere.get("tried") == [1.5, 2.5]


@pytest.mark.django_db(transaction=True)
def test_of_many_that_come_at_once_one_is_told_that_it_was_first(limits):
    told = []

    def come():
        told.append(caches.create_connection("default").add("first", "y", 60))
        connection.close()

    comers = [threading.Thread(target=come) for _ in range(8)]
    for comer in comers:
        comer.start()
    for comer in comers:
        comer.join()
    caches["default"].clear()

    assert sorted(told) == [False] * 7 + [True]


def test_what_expired_is_gone_and_its_place_is_free(limits):
    cache = caches["default"]

    cache.set("old", "y", 0)

    assert cache.get("old") is None
    assert cache.add("old", "z", 60) is True
    assert cache.add("old", "x", 60) is False
    assert cache.delete("old") is True
    assert cache.delete("old") is False


def test_counters_hold_no_address(client, author, limits):
    client.post("/accounts/login/", WRONG | {"login": author.email})

    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM accounts_counter")
        rows = cursor.fetchall()

    assert rows
    assert all(len(key) == 64 and ":" not in key for key, _ in rows)
    assert "127.0.0.1" not in str(rows)


def test_production_has_limits(tmp_path):
    code = (
        "from django.conf import settings as s; from allauth.account import app_settings as a;"
        "print(sorted(s.WANT_RATE_LIMITS), a.RATE_LIMITS['login_failed'], s.CACHES['default']['BACKEND']);"
        "ours = ('sign_in_code', 'address_code', 'reset_link', 'known_browser');"
        "print([s.WANT_RATE_LIMITS[asked] for asked in ours]);"
        "print([a.RATE_LIMITS[asked] for asked in ('request_login_code', 'reset_password', 'confirm_email')])"
    )

    told = run(code, tmp_path, **PRODUCTION).stdout

    assert told.split("\n")[1:3] == [
        "['3/15m/key', '3/15m/key', '4/h/key', '5/300s/key,50/d/key']",
        "['20/m/ip', '20/m/ip', '30/m/ip']",  # none by address: a stranger could use it up
    ]
    assert told.split("\n")[0] == (
        "['address_code', 'code', 'copy', 'invitation', 'known_browser', 'listed', 'listed_one', 'offer', "
        "'paper_mail', 'paper_mail_one', 'preview', 'reset_link', 'sign_in_code', 'unlisted_one'] "
        "10/m/ip,100/d/ip,5/300s/key want.core.tablecache.TableCache"
    )


def test_demo_and_tests_have_none(client, author):
    for number in range(12):
        assert client.post("/accounts/login/", WRONG | {"login": f"x{number}@x.example"}).status_code == 200

    assert User.objects.count() == 1
