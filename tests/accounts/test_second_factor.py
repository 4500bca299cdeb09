import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, TestCase

from tests import cast
from tests.accounts.test_entrance import PASSWORD, code_in
from tests.test_settings import PRODUCTION, run
from want.accounts.models import User
from want.accounts.second_factor import Adapter, has_second_factor
from want.audit.models import Entry
from want.mail.models import Message

SETUP = "/accounts/second-factor/totp/activate/"


@pytest.fixture(autouse=True)
def the_app_shows_one_code(db, monkeypatch):
    """Let the half minute in which a code holds not end in the middle of a test."""
    caches["default"].clear()
    now = list(totp.yield_hotp_counters_from_time())
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter(now))


def give_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def code_of(secret: str) -> str:
    """What the app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def set_up(client) -> str:
    """Set an app up as the person signed in; return its secret."""
    client.get(SETUP)
    secret = Adapter().decrypt(client.session[totp.SECRET_SESSION_KEY])
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post(SETUP, {"code": code_of(secret)}).status_code == 302
    caches["default"].clear()  # a code counts once, and the next one would be half a minute away
    return secret


@pytest.mark.django_db(transaction=True)
def test_app_is_set_up_and_the_secret_lies_encrypted(client, author):
    client.force_login(author)

    page = client.get(SETUP).content.decode()
    lying = str(dict(client.session))
    secret = Adapter().decrypt(client.session[totp.SECRET_SESSION_KEY])
    landed = client.post(SETUP, {"code": code_of(secret)})
    codes = client.get(landed.url).content.decode()

    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret in page
    assert secret not in lying
    assert "data:image/svg+xml;base64," in page
    assert secret not in kept
    assert Adapter().decrypt(kept) == secret
    assert landed.url == "/accounts/second-factor/recovery-codes/"
    assert len(re.findall(r'<li class="mono">\d{8}</li>', codes)) == 10
    assert totp.SECRET_SESSION_KEY not in client.session
    assert Message.objects.get().subject == "Your account has a second factor now"
    assert set(Entry.objects.values_list("verb", flat=True)) == {"account.second_factor_added"}


def test_wrong_code_sets_nothing_up(client, author):
    client.force_login(author)
    client.get(SETUP)

    page = client.post(SETUP, {"code": "000000"}).content.decode()

    assert "This is not the right code" in page
    assert not has_second_factor(author)


@pytest.mark.parametrize("way", ["password", "mailed code"])
def test_signing_in_asks_for_the_second_factor(client, author, way):
    give_password(author)
    client.force_login(author)
    pending = Client()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = set_up(client)
    Message.objects.all().delete()

    if way == "password":
        asked = pending.post("/accounts/login/", {"login": author.email, "password": PASSWORD, "next": "/"})
    else:
        pending.post("/accounts/login/code/", {"email": author.email})
        asked = pending.post("/accounts/login/code/confirm/", {"code": code_in(Message.objects.get())})
    half_way = "_auth_user_id" in pending.session
    wrong = pending.post(asked.url, {"code": "000000"})
    pending.post(asked.url, {"code": code_of(secret)})

    assert asked.url.split("?")[0] == "/accounts/second-factor/authenticate/"
    assert half_way is False
    assert "This is not the right code" in wrong.content.decode()
    assert pending.session["_auth_user_id"] == str(author.pk)


def test_a_code_counts_once(client, author):
    give_password(author)
    client.force_login(author)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = set_up(client)
    code = code_of(secret)

    entered = []
    for _ in range(2):
        visitor = Client()
        visitor.post("/accounts/login/", {"login": author.email, "password": PASSWORD})
        visitor.post("/accounts/second-factor/authenticate/", {"code": code})
        entered.append("_auth_user_id" in visitor.session)

    assert entered == [True, False]


def test_a_recovery_code_signs_in_once(client, author):
    give_password(author)
    client.force_login(author)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    set_up(client)
    page = client.get("/accounts/second-factor/recovery-codes/").content.decode()
    code = re.search(r'<li class="mono">(\d{8})</li>', page)[1]

    entered = []
    for _ in range(2):
        visitor = Client()
        visitor.post("/accounts/login/", {"login": author.email, "password": PASSWORD})
        visitor.post("/accounts/second-factor/authenticate/", {"code": code})
        entered.append("_auth_user_id" in visitor.session)

    assert entered == [True, False]


def test_second_factor_cannot_be_changed_without_proving_again_who_it_is(client, author):
    give_password(author)
    client.force_login(author)

    answers = [client.get(path) for path in (SETUP, "/accounts/second-factor/webauthn/add/")]

    assert [answer.url.split("?")[0] for answer in answers] == ["/accounts/reauthenticate/"] * 2


@pytest.mark.parametrize("act", ["action_add", "action_primary", "action_remove"])
def test_addresses_are_changed_only_by_who_proves_again_who_it_is(client, author, act):
    give_password(author)
    EmailAddress.objects.create(user=author, email="other@x.example", verified=True)
    client.force_login(author)
    email = "thief@x.example" if act == "action_add" else "other@x.example"

    asked = client.post("/accounts/email/", {act: "", "email": email})
    main = User.objects.get(pk=author.pk).email
    before = (main, Message.objects.count(), EmailAddress.objects.filter(user=author).count())
    done = client.post(asked.url, {"password": PASSWORD}, follow=True)

    assert asked.url.split("?")[0] == "/accounts/reauthenticate/"
    assert before == (author.email, 0, 2)
    assert done.status_code == 200
    assert Message.objects.count() == 1  # what was asked for is done then, and nothing has to be typed again


def test_open_browser_sets_no_password_that_would_answer_for_the_second_factor(client, author):
    author.set_unusable_password()
    author.save()
    client.force_login(author)
    secret = set_up(client)
    client.logout()
    client.force_login(author)  # later, with somebody else at the browser

    asked = client.post("/accounts/password/set/", {"password1": PASSWORD})
    author.refresh_from_db()
    has_password = author.has_usable_password()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/second-factor/totp/deactivate/")
    kept = has_second_factor(author)

    assert (has_password, kept) == (False, True)
    assert asked.url.split("?")[0] == "/accounts/second-factor/reauthenticate/"
    client.post("/accounts/password/set/", {"password1": PASSWORD})
    client.post(asked.url, {"code": code_of(secret)})
    author.refresh_from_db()
    assert author.check_password(PASSWORD)  # their own is set once they have shown who they are


def test_setting_one_up_signs_the_other_browsers_out(author):
    here, there = Client(), Client()
    give_password(author)
    for browser in (here, there):
        browser.post("/accounts/login/", {"login": author.email, "password": PASSWORD})
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})

    set_up(here)

    assert here.get("/accounts/profile/").status_code == 200
    assert there.get("/accounts/profile/").status_code == 302


@pytest.mark.parametrize("page", ["", "webauthn/", "webauthn/add/", "totp/activate/", "recovery-codes/generate/"])
def test_page_has_our_dress_and_no_code_inside(client, author, page):
    client.force_login(author)

    answer = client.get(f"/accounts/second-factor/{page}")

    words = answer.content.decode()
    assert 'class="site-header"' in words
    assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", words)


@pytest.mark.parametrize("who", ["chair", "keeper"])
def test_whoever_sees_all_is_led_to_a_second_factor_before_anything_opens(
    client, settings, request, edition, submission, who
):
    settings.WANT_CHAIRS_NEED_MFA = True
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    client.force_login(keeper if who == "keeper" else request.getfixturevalue("chair"))

    closed = [client.get(path) for path in ("/desk/", "/", "/icml2024/", f"/icml2024/papers/{submission.code}/")]
    posted = client.post("/desk/switch/", {"edition": "icml2024"})
    page = client.get("/accounts/second-factor/").content.decode()
    set_up(client)
    opened = client.get("/desk/", follow=True)

    assert {answer.url for answer in [*closed, posted]} == {"/accounts/second-factor/"}
    assert "your account needs a second factor" in page
    assert opened.status_code == 200


@pytest.mark.parametrize("who", ["author", "reviewer", "area_chair"])
def test_others_may_do_without(client, settings, request, edition, who):
    settings.WANT_CHAIRS_NEED_MFA = True
    client.force_login(request.getfixturevalue(who))

    assert client.get("/").status_code == 200


def test_production_asks_chairs_for_it_and_ties_passkeys_to_the_site_s_name(tmp_path):
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "from want.accounts.second_factor import Adapter as A;"
        "print(s.WANT_CHAIRS_NEED_MFA, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,"
        " A().get_public_key_credential_rp_entity()['id'])"
    )

    assert run(code, tmp_path, **PRODUCTION).stdout.strip() == "True False want.example"
    assert run(code, tmp_path, **(PRODUCTION | {"WANT_CHAIRS_NEED_MFA": "no"})).stdout.startswith("False")


def test_whoever_lost_everything_is_let_in_again_by_those_who_keep_the_site(client, author, capsys):
    client.force_login(author)
    set_up(client)

    call_command("forget_second_factor", author.email)

    assert not Authenticator.objects.exists()
    assert "has no second factor any more" in capsys.readouterr().out
    assert Entry.objects.filter(verb="account.second_factor_forgotten", detail__person=author.pk).exists()
