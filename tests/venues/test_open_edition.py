import pytest
from django.core.management import CommandError, call_command

from want.accounts.models import User
from want.venues.models import Edition, Role


def test_command_opens_the_first_edition_and_its_chair_enters_the_desk(client, db, capsys):
    call_command("open_edition", "icml2025", name="WANT@ICML 2025", chair="Julia@want.example", chair_name="Julia K")

    edition = Edition.objects.get()
    member = edition.memberships.get()
    assert (member.role, member.user.name, member.user.email) == (Role.CHAIR, "Julia K", "julia@want.example")
    assert "/desk/e/icml2025/" in capsys.readouterr().out
    client.force_login(member.user)
    assert client.get("/desk/e/icml2025/").status_code == 200


def test_command_takes_over_from_an_earlier_edition(edition, chair):
    call_command("open_edition", "icml2025", name="N", chair=chair.email, copy_from="icml2024")

    assert Edition.objects.get(slug="icml2025").topics.count() == edition.topics.count()


@pytest.mark.parametrize("wrong", [{"slug": "desk"}, {"slug": "icml2024"}, {"slug": "No Good"}, {"copy_from": "none"}])
def test_command_says_what_is_wrong_and_changes_nothing(edition, wrong):
    given = {"slug": "icml2025", "name": "N", "chair": "new@want.example"} | wrong

    with pytest.raises(CommandError):
        call_command("open_edition", given.pop("slug"), **given)

    assert Edition.objects.count() == 1
    assert not User.objects.filter(email="new@want.example").exists()
