"""Whoever knows an address cannot keep its owner out, though nobody guesses more and nobody's mailbox is filled."""

import re

import pytest
from django.conf import settings as site
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests import cast
from tests.accounts.test_entrance import PASSWORD, code_in
from want.accounts.codes import HOLDS
from want.accounts.known import key_of_browser, know_browser
from want.mail.models import Message

ASK = "/accounts/login/code/"
ENTER = "/accounts/login/code/confirm/"
RESET = "/accounts/password/reset/"
SIGN_IN = "/accounts/login/"
WRONG = "not the right one"


@pytest.fixture(autouse=True)
def limits(settings, db):
    """The limits of production that go by address or account, and nothing counted yet."""
    by_place = dict.fromkeys(("login", "request_login_code", "reset_password", "confirm_email"), "100/m/ip")
    settings.ACCOUNT_RATE_LIMITS = by_place | {"login_failed": "5/300s/key"}
    settings.WANT_RATE_LIMITS = {
        "known_browser": "5/300s/key",
        "sign_in_code": "3/15m/key",
        "address_code": "3/15m/key",
        "reset_link": "4/h/key",
    }
    caches["default"].clear()


@pytest.fixture
def owner(author):
    """Ada, who has a password."""
    author.set_password(PASSWORD)
    author.save()
    return author


def strangers_ask(email: str, *, times: int = 8, where: str = ASK) -> None:
    for number in range(times):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(where, {"email": email})


def codes_for(email: str) -> list[str]:
    return [code_in(message) for message in Message.objects.filter(to=email).order_by("id")]


def counters() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM accounts_counter")
        return list(cursor.fetchall())


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, email: str, password: str = PASSWORD) -> bool:
    client.post(SIGN_IN, {"login": email, "password": password})
    return is_in(client)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_whose_codes_strangers_use_up_signs_in_by_any_of_those(client, author, which):
    strangers_ask(author.email)
    client.post(ASK, {"email": author.email})

    codes = codes_for(author.email)
    client.post(ENTER, {"code": codes[which]})

    assert len(codes) == 3
    assert is_in(client)


def test_a_code_counts_once_and_afterwards_a_new_one_is_mailed(client, author):
    strangers_ask(author.email)
    another = Client()
    for browser in (client, another):
        browser.post(ASK, {"email": author.email})
    code = codes_for(author.email)[-1]

    client.post(ENTER, {"code": code})
    another.post(ENTER, {"code": code})

    assert (is_in(client), is_in(another)) == (True, False)
    another.post(ENTER, {"action": "resend"})
    another.post(ENTER, {"code": codes_for(author.email)[3]})
    assert is_in(another)


def test_a_code_lets_into_no_other_account(client, author):
    other = cast.make_user("Bea Other")
    client.post(ASK, {"email": author.email})
    thief = Client()
    thief.post(ASK, {"email": other.email})

    thief.post(ENTER, {"code": codes_for(author.email)[0]})

    assert not is_in(thief)


def test_who_asked_before_there_was_an_account_is_let_in_by_no_code(client):
    client.post(ASK, {"email": "late@x.example"})
    cast.make_user("Lara Late", "late@x.example")
    Client().post(ASK, {"email": "late@x.example"})

    answer = client.post(ENTER, {"code": code_in(Message.objects.latest("id"))})

    assert answer.status_code == 200
    assert not is_in(client)


def test_codes_hold_while_no_more_is_mailed_and_a_page_waits_and_no_longer(client, author):
    client.post(ASK, {"email": author.email})
    code = codes_for(author.email)[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(extract(epoch FROM expires_at - clock_timestamp())) FROM accounts_counter")
        holds = cursor.fetchone()[0]
        cursor.execute("UPDATE accounts_counter SET expires_at = clock_timestamp()")

    client.post(ENTER, {"code": code})

    assert HOLDS - 60 < holds <= HOLDS == 15 * 60 + site.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    assert not is_in(client)


def test_codes_stand_nowhere_in_the_table_of_counters(client, author):
    client.post(ASK, {"email": author.email})

    kept = str(counters())
    code = codes_for(author.email)[0]
    assert kept != "[]"
    assert not [word for word in (code, code.replace("-", ""), author.email) if word in kept]


def test_whose_links_strangers_use_up_has_one_that_works(client, owner):
    strangers_ask(owner.email, where=RESET)
    client.post(RESET, {"email": owner.email})

    letters = Message.objects.filter(to=owner.email)
    link = re.search(r"/accounts/password/reset/key/\S+", letters.latest("id").body)[0]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "quite another password"})

    assert letters.filter(subject__startswith="Choose").count() == 4
    assert is_in(client)


def test_an_address_that_strangers_add_to_accounts_of_theirs_is_added_by_its_owner(client, author):
    mine = "ada@home.example"
    for number in range(5):
        stranger = Client()
        stranger.force_login(cast.make_user("Same Name", f"s{number}@x.example"))
        stranger.post("/accounts/email/", {"action_add": "", "email": mine})
    client.force_login(author)

    client.post("/accounts/email/", {"action_add": "", "email": mine})
    client.post("/accounts/confirm-email/", {"code": codes_for(mine)[-1]})

    assert len(codes_for(mine)) == 3
    assert author.emailaddress_set.get(email=mine).verified


def test_as_much_is_counted_mailed_and_answered_where_there_is_no_account(client, author):
    seen = []
    for email in (author.email, "stranger@x.example"):
        caches["default"].clear()
        browser, told, asked = Client(), [], {"email": email}
        for where, answers in [*[(ASK, asked), (ENTER, {"action": "resend"})] * 4, *[(RESET, asked)] * 5]:
            answer = browser.post(where, answers)
            mails = Message.objects.filter(to=email).count()
            told.append((answer.status_code, getattr(answer, "url", ""), len(counters()), mails))
        seen.append(told)

    assert seen[0] == seen[1]
    assert seen[0][-1][-1] == 3 + 4


def test_wrong_passwords_of_strangers_do_not_count_where_one_signed_in_before(client, owner):
    assert sign_in(client, owner.email)
    client.post("/accounts/logout/")
    for _ in range(6):
        sign_in(Client(), owner.email, WRONG)

    assert not sign_in(Client(), owner.email)
    assert sign_in(client, owner.email)


def test_where_one_signed_in_before_passwords_are_not_guessed_on_either(client, owner):
    sign_in(client, owner.email)
    client.post("/accounts/logout/")

    said = [client.post(SIGN_IN, {"login": owner.email, "password": WRONG}).content.decode() for _ in range(6)]

    assert ["tried too often" in page for page in said] == [False] * 5 + [True]
    assert not sign_in(client, owner.email)
    assert sign_in(Client(), owner.email)


def test_the_cookie_of_one_account_or_of_an_older_password_is_worth_nothing(client, owner):
    other = cast.make_user("Bea Other")
    other.set_password(PASSWORD)
    other.save()
    cookie = {}
    for who in (owner, other):
        browser = Client()
        assert sign_in(browser, who.email)
        cookie[who] = browser.cookies["known"].value
    owner.set_password("quite another password")
    owner.save()
    for _ in range(6):
        sign_in(Client(), owner.email, WRONG)

    for who in (owner, other):
        browser = Client()
        browser.cookies["known"] = cookie[who]
        assert not sign_in(browser, owner.email, "quite another password")


def test_the_cookie_names_nobody_and_no_script_reads_it(client, owner):
    sign_in(client, owner.email)

    cookie = client.cookies["known"]
    assert re.fullmatch(r"[0-9a-f]{32}\.[0-9a-f]{64}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (
        True,
        "Lax",
        "/",
        400 * 86400,
    )


def test_a_browser_is_known_for_the_last_five_accounts(client, owner):
    people = [owner, *[cast.make_user(f"Person {letter}") for letter in "BCDEF"]]
    request = RequestFactory().get("/")
    for one in people:
        answer = HttpResponse()
        know_browser(request, answer, one)
        request.COOKIES["known"] = answer.cookies["known"].value

    known = [key_of_browser(request, one.email) for one in people]

    assert [key and key.partition(":")[0] for key in known] == [None, *[str(one.pk) for one in people[1:]]]
