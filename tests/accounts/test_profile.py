import pytest

from want.accounts.signals import profile_changed


@pytest.fixture
def told():
    heard = []

    def hear(sender, user, fields, **_):
        heard.append((user.name, fields))

    profile_changed.connect(hear)
    yield heard
    profile_changed.disconnect(hear)


def test_person_changes_their_profile_and_the_floors_above_hear_what(client, author, told):
    client.force_login(author)

    answer = client.post(
        "/accounts/profile/",
        {
            "name": author.name,
            "affiliation": "Ada's New Place",
            "country": "FR",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "homepage": "ada.example",
        },
    )

    author.refresh_from_db()
    assert answer.url == "/accounts/profile/"
    assert (author.affiliation, author.orcid) == ("Ada's New Place", "0000-0002-1825-0097")
    assert author.country == "FR"
    assert author.homepage == "https://ada.example"
    assert told == [("Ada Author", {"affiliation", "country", "orcid", "homepage"})]


def test_nothing_is_told_when_nothing_changed(client, author, told):
    client.force_login(author)

    client.post("/accounts/profile/", {"name": author.name, "affiliation": author.affiliation})

    assert told == []


def test_mistyped_orcid_is_refused_and_what_was_typed_stays(client, author):
    client.force_login(author)

    answer = client.post("/accounts/profile/", {"name": "Ada A.", "orcid": "0000-0002-1825-0098"})

    words = answer.content.decode()
    author.refresh_from_db()
    assert "Check its sixteen digits." in words
    assert 'value="0000-0002-1825-0098"' in words
    assert (author.name, author.orcid) == ("Ada Author", "")
