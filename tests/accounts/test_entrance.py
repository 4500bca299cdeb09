import re

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponse

from want.accounts.models import User
from want.accounts.queries import verified_addresses
from want.accounts.signals import address_verified
from want.mail.models import Message

WANTED = "/icml2024/call/"
PASSWORD = "correct horse battery"


def code_in(message: Message) -> str:
    """The code in a mail, as its reader sees it."""
    return re.search(r"^    (\S+)$", message.body, re.MULTILINE)[1]


def sign_up(client, email: str = "new@x.example", password: str = "", target: str = WANTED) -> HttpResponse:
    answers = {"name": "Nora New", "affiliation": "New Lab", "email": email, "password1": password, "next": target}
    return client.post("/accounts/signup/", answers)


def words_of(answer: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.fixture
def told():
    """The addresses that were told to be verified."""
    heard = []

    def hear(sender, user, email, **_):
        heard.append((user.name, email))

    address_verified.connect(hear)
    yield heard
    address_verified.disconnect(hear)


@pytest.mark.django_db
def test_newcomer_signs_up_without_a_password_and_lands_where_they_wanted_to_go(client, told):
    answer = sign_up(client, "New@X.example")
    message = Message.objects.get()
    landed = client.post(answer.url, {"code": code_in(message).lower().replace("-", "")})

    user = User.objects.get()
    assert (answer.url, landed.url) == ("/accounts/confirm-email/", WANTED)
    assert (message.to, message.is_personal) == ("new@x.example", True)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.name, user.affiliation, user.has_usable_password()) == ("Nora New", "New Lab", False)
    assert verified_addresses(user) == ["new@x.example"]
    assert told == [("Nora New", "new@x.example")]


@pytest.mark.django_db
def test_nobody_is_signed_in_before_the_address_is_proved(client, edition):
    sign_up(client, password=PASSWORD)

    assert client.get("/accounts/profile/").url == "/accounts/login/?next=/accounts/profile/"


@pytest.mark.django_db
def test_three_wrong_codes_end_the_attempt(client):
    sign_up(client)
    code = code_in(Message.objects.get())

    for _ in range(3):
        client.post("/accounts/confirm-email/", {"code": "BBBBB-BBBBB"})
    late = client.post("/accounts/confirm-email/", {"code": code})

    assert late.url == "/accounts/login/"
    assert not EmailAddress.objects.filter(verified=True).exists()


@pytest.mark.django_db
def test_another_code_can_be_asked_for(client):
    sign_up(client)
    client.post("/accounts/confirm-email/", {"action": "resend"})

    second = Message.objects.latest("id")
    landed = client.post("/accounts/confirm-email/", {"code": code_in(second)})

    assert Message.objects.count() == 2
    assert landed.url == WANTED


def test_sign_in_by_password_leads_on(client, author):
    author.set_password(PASSWORD)
    author.save()

    answer = client.post("/accounts/login/", {"login": author.email, "password": PASSWORD, "next": WANTED})

    assert answer.url == WANTED


def test_sign_in_by_a_mailed_code_leads_on(client, author):
    asked = client.post("/accounts/login/code/", {"email": author.email, "next": WANTED})
    landed = client.post(asked.url, {"code": code_in(Message.objects.get()), "next": WANTED})

    assert asked.url == f"/accounts/login/code/confirm/?next={WANTED.replace('/', '%2F')}"
    assert landed.url == WANTED
    assert client.session["_auth_user_id"] == str(author.pk)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, author, target):
    author.set_password(PASSWORD)
    author.save()

    answer = client.post("/accounts/login/", {"login": author.email, "password": PASSWORD, "next": target})

    assert answer.url == "/"


@pytest.mark.parametrize(
    ("address", "answers"),
    [
        ("/accounts/signup/", {"name": "Nora New", "password1": PASSWORD}),
        ("/accounts/login/code/", {}),
        ("/accounts/password/reset/", {}),
    ],
)
def test_nothing_tells_whether_an_address_has_an_account(client, django_user_model, author, address, answers):
    seen = []
    for email in (author.email, "stranger@x.example"):
        client.cookies.clear()
        answer = client.post(address, answers | {"email": email}, follow=True)
        seen.append((answer.redirect_chain, words_of(answer).replace(email, "")))

    assert seen[0] == seen[1]
    assert Message.objects.count() == 2


def test_wrong_password_and_unknown_address_get_the_same_answer(client, author):
    seen = []
    for email in (author.email, "stranger@x.example"):
        answer = client.post("/accounts/login/", {"login": email, "password": "not the right one"})
        seen.append(words_of(answer).replace(email, ""))

    assert seen[0] == seen[1]
    assert "do not go together" in seen[0]


@pytest.mark.django_db
def test_password_chosen_by_somebody_else_is_worth_nothing_once_the_owner_comes(client):
    sign_up(client, "owner@x.example", password=PASSWORD)
    client.cookies.clear()

    client.post("/accounts/login/code/", {"email": "owner@x.example"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(Message.objects.latest("id"))})

    owner = User.objects.get()
    assert verified_addresses(owner) == ["owner@x.example"]
    assert not owner.has_usable_password()


@pytest.mark.django_db
def test_whoever_was_made_by_a_command_is_in_after_proving_the_address(client):
    User.objects.create_superuser("keeper@x.example", name="Kim Keeper")

    client.post("/accounts/login/code/", {"email": "keeper@x.example"})
    asked = client.post("/accounts/login/code/confirm/", {"code": code_in(Message.objects.latest("id"))})
    client.post(asked.url, {"code": code_in(Message.objects.latest("id"))})

    assert client.get("/accounts/profile/").status_code == 200


@pytest.mark.django_db
def test_password_chosen_at_sign_up_is_kept_by_whoever_enters_the_code(client):
    sign_up(client, password=PASSWORD)
    client.post("/accounts/confirm-email/", {"code": code_in(Message.objects.get())})

    assert User.objects.get().check_password(PASSWORD)


def test_another_address_counts_once_its_code_is_entered(client, author, told):
    client.force_login(author)

    asked = client.post("/accounts/email/", {"action_add": "", "email": "Ada@Home.example"})
    before = verified_addresses(author)
    client.post(asked.url, {"code": code_in(Message.objects.get())})

    assert before == [author.email]
    assert verified_addresses(author) == [author.email, "ada@home.example"]
    assert told == [("Ada Author", "ada@home.example")]


def test_address_of_somebody_else_cannot_be_added(client, author, coauthor):
    client.force_login(author)

    client.post("/accounts/email/", {"action_add": "", "email": coauthor.email})
    client.post("/accounts/confirm-email/", {"code": code_in(Message.objects.get())})

    assert verified_addresses(author) == [author.email]


def test_main_address_follows_the_choice_and_the_old_one_is_told(client, author):
    EmailAddress.objects.create(user=author, email="ada@home.example", verified=True)
    client.force_login(author)
    old = author.email

    client.post("/accounts/email/", {"action_primary": "", "email": "ada@home.example"})

    author.refresh_from_db()
    message = Message.objects.get()
    assert (author.email, message.to) == ("ada@home.example", old)
    assert message.subject == "Your main address was changed"


def test_password_is_reset_by_a_mailed_link(client, author, settings):
    client.post("/accounts/password/reset/", {"email": author.email})
    link = re.search(r"http\S+/key/\S+", Message.objects.get().body)[0]
    page = client.get(link.removeprefix(settings.BASE_URL), follow=True)
    landed = client.post(page.redirect_chain[-1][0], {"password1": "a new long password"})

    author.refresh_from_db()
    assert link.startswith(settings.BASE_URL)
    assert author.check_password("a new long password")
    assert landed.url == "/"
    assert client.session["_auth_user_id"] == str(author.pk)
    assert set(Message.objects.values_list("subject", flat=True)) == {
        "Choose a new password",
        "Your password was changed",
    }


def test_signing_out_takes_a_post(client, author):
    client.force_login(author)

    asked = client.get("/accounts/logout/")
    still_in = "_auth_user_id" in client.session
    client.post("/accounts/logout/")

    assert (asked.status_code, still_in, "_auth_user_id" in client.session) == (200, True, False)


def test_closed_account_cannot_sign_in(client, author):
    author.set_password(PASSWORD)
    author.is_active = False
    author.save()

    answer = client.post("/accounts/login/", {"login": author.email, "password": PASSWORD})

    assert answer.url == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Buy at https://evil.example", "a@evil.example", "see www.evil.example", "<b>B</b>"])
def test_name_carries_no_advertisement(client, name):
    answer = client.post("/accounts/signup/", {"name": name, "email": "victim@x.example"})

    assert "Please write your name alone." in answer.content.decode()
    assert Message.objects.count() == User.objects.count() == 0


@pytest.mark.django_db
def test_mail_of_a_sign_up_holds_no_word_of_whoever_signed_up(client):
    client.post("/accounts/signup/", {"name": "You have won\r\n\r\na prize", "email": "victim@x.example"})

    assert "won" not in Message.objects.get().body
    assert User.objects.get().name == "You have won a prize"


@pytest.mark.django_db
def test_mistyped_address_is_corrected_by_starting_again(client):
    sign_up(client, "mistyped@x.example")
    kept = client.get("/accounts/signup/")
    client.post("/accounts/logout/", {"next": "/accounts/signup/"})

    again = sign_up(client, "right@x.example")
    client.post(again.url, {"code": code_in(Message.objects.latest("id"))})

    assert kept.url == "/accounts/confirm-email/"
    assert verified_addresses(User.objects.get(email="right@x.example")) == ["right@x.example"]
    assert not EmailAddress.objects.get(email="mistyped@x.example").verified
