import pytest
from allauth.account.models import EmailAddress

from want.accounts.actions import person_answering, verify_address
from want.accounts.models import User
from want.accounts.queries import person_with, verified_addresses
from want.accounts.signals import address_verified


@pytest.fixture
def told():
    heard = []

    def hear(sender, user, email, **_):
        heard.append((user.name, email))

    address_verified.connect(hear)
    yield heard
    address_verified.disconnect(hear)


@pytest.mark.django_db
def test_person_answering_is_made_with_a_proved_address_and_no_password(told):
    person = person_answering("Rita@X.example", name="Rita", affiliation="X")

    assert (person.name, person.affiliation, person.email) == ("Rita", "X", "rita@x.example")
    assert verified_addresses(person) == ["rita@x.example"]
    assert not person.has_usable_password()
    assert told == [("Rita", "rita@x.example")]


def test_person_answering_who_is_known_stays_as_they_are(author, told):
    EmailAddress.objects.create(user=author, email="ada@home.example", verified=True)

    person = person_answering("ADA@home.example", name="Somebody Else")

    assert (person.pk, person.name, told) == (author.pk, "Ada Author", [])


@pytest.mark.django_db
def test_person_answering_takes_over_an_account_that_another_made_with_their_address():
    squatter = User.objects.create_user("rita@x.example", "known to the squatter", name="Squatter")
    EmailAddress.objects.create(user=squatter, email="rita@x.example", verified=False, primary=True)

    person = person_answering("rita@x.example", name="Rita")

    assert (person.pk, person.name) == (squatter.pk, "Rita")
    assert not User.objects.get().has_usable_password()
    assert person_with("rita@x.example") == person


def test_address_is_told_once_however_often_it_is_proved(author, told):
    verify_address(author, "ada@home.example")
    verify_address(author, "ada@home.example")

    assert told == [("Ada Author", "ada@home.example")]
    assert verified_addresses(author) == [author.email, "ada@home.example"]


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["nora@\ua7cb.example", "nora@x\u1c89.example"])
def test_letter_that_the_database_has_a_small_one_for_and_python_has_not_is_taken_as_it_is(client, email):
    answers = {"name": "Nora New", "affiliation": "New Lab", "email": email, "password1": ""}

    assert client.post("/accounts/signup/", answers).status_code == 302
    assert User.objects.get().email == email
