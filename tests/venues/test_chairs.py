"""The first chair: appointed by who keeps the site, told by mail, in conflict where they are; others are invited."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from submissions.models import Conflict
from tests import cast
from want.accounts.models import User
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.chairs import appoint_chair
from want.venues.models import Membership, Role

PAGE = "/desk/e/icml2024/chairs/"


@pytest.fixture
def keeper(db):
    return cast.make_user("Kai Keeper", is_superuser=True)


def chairs(edition):
    return list(Membership.objects.filter(edition=edition, role=Role.CHAIR).values_list("user__email", flat=True))


def test_keeper_of_the_site_appoints_the_first_chair_who_is_told_and_enters(client, edition, keeper):
    client.force_login(keeper)
    assert "Nobody who can sign in, so nobody can run this edition." in client.get(PAGE).content.decode()

    page = client.post(PAGE, {"email": "Nina@novel.example", "name": "Nina Novel"}, follow=True)

    assert chairs(edition) == ["nina@novel.example"]
    assert "Nina Novel chairs ICML2024 now, and is told by mail." in page.content.decode()
    letter = Message.objects.get()
    assert (letter.to, letter.subject) == ("nina@novel.example", "You chair ICML2024")
    assert "/desk/e/icml2024/" in letter.body
    assert Entry.objects.get(verb="edition.chair_appointed").actor_id == keeper.pk
    client.force_login(Membership.objects.get(edition=edition).user)
    assert client.get("/desk/e/icml2024/").status_code == 200


def test_an_edition_that_has_a_chair_gets_no_other_from_the_keeper(client, edition, chair, keeper):
    with pytest.raises(Refused, match="has a chair"):
        appoint_chair(edition, email=keeper.email, name="", by=keeper)

    client.force_login(keeper)
    client.post(PAGE, {"email": keeper.email})
    assert chairs(edition) == [chair.email]


def test_keeper_does_not_become_chair_by_shutting_the_chairs_accounts(client, edition, chair, keeper):
    client.force_login(keeper)
    accounts = reverse("desk:accounts_user_changelist")
    client.post(accounts, {"index": "0", "action": "shut", "_selected_action": [seal(chair.pk, User._meta.label)]})
    chair.refresh_from_db()
    assert not chair.is_active

    client.post(PAGE, {"email": keeper.email})
    with pytest.raises(Refused, match="are shut"):
        appoint_chair(edition, email=keeper.email, name="", by=keeper)

    assert chairs(edition) == [chair.email]


def test_who_is_appointed_when_papers_are_in_is_in_conflict_with_their_own(edition, submission, author, keeper):
    appoint_chair(edition, email=author.email, name="", by=keeper)

    assert list(Conflict.objects.values_list("user", "reason")) == [(author.pk, "author")]


def test_shut_account_is_not_appointed(edition, outsider, keeper):
    outsider.is_active = False
    outsider.save()

    with pytest.raises(Refused, match="is shut"):
        appoint_chair(edition, email=outsider.email, name="", by=keeper)


def test_nobody_else_appoints(edition, outsider):
    with pytest.raises(Refused, match="Chairs invite"):
        appoint_chair(edition, email=outsider.email, name="", by=outsider)


def test_command_appoints_even_beside_lost_chairs_and_once(edition, chair, capsys):
    call_command("appoint_chair", "icml2024", "nina@novel.example", name="Nina Novel")
    call_command("appoint_chair", "icml2024", "nina@novel.example")

    assert sorted(chairs(edition)) == sorted([chair.email, "nina@novel.example"])
    assert Message.objects.count() == 1
    assert "/desk/e/icml2024/" in capsys.readouterr().out


@pytest.mark.parametrize("given", [("none", "nina@novel.example"), ("icml2024", "nina")])
def test_command_says_what_is_wrong(edition, given):
    with pytest.raises(CommandError):
        call_command("appoint_chair", *given)

    assert chairs(edition) == []
