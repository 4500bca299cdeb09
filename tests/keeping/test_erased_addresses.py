"""What stands in place of an erased address, and which addresses go with a person."""

import pytest
from django.urls import reverse

from reviews.models import Invitation
from submissions.models import Author
from tests import cast
from want.accounts.actions import verify_address
from want.accounts.models import AddressOnce, User
from want.core import clock
from want.keeping.erasure import NAMELESS, erase
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

OLD = "rita.once@mail.example"


def test_nobody_keeps_an_account_from_being_erased_by_taking_the_address_that_stands_in_its_place(
    edition, submission, author, chair
):
    invited = Invitation.objects.create(
        edition=edition,
        role=Role.REVIEWER,
        email=author.email,
        invited_by=chair,
        user=author,
        state="accepted",
        answered_at=clock.now(),
    )
    cast.play_to(edition, Stage.ARCHIVED)
    foreseen = f"erased-{author.pk}@erased.invalid"
    cast.make_user("Squat Ter", foreseen)
    line = Author.objects.get(submission=submission, user=author)
    Author.objects.create(submission=submission, name="S", email=f"{line.pk}.{foreseen}", position=9)
    Invitation.objects.create(edition=edition, role=Role.REVIEWER, email=f"0.{foreseen}", invited_by=chair)

    erase(author)

    assert User.objects.get(pk=author.pk).name == NAMELESS
    for row in (User.objects.get(pk=author.pk), Author.objects.get(pk=line.pk), Invitation.objects.get(pk=invited.pk)):
        assert row.email.endswith("@erased.invalid")
        assert str(author.pk) not in row.email.split("@")[0].split(".")[-1].split("-")


@pytest.fixture
def moved(client, reviewer):
    """Return a reviewer who proved an address, was written to there, and took it off."""
    verify_address(reviewer, OLD)
    Message.objects.create(key="k", to=OLD, subject="Dear Rita", body="Rita, your illness notwithstanding.")
    client.force_login(reviewer)
    client.post(reverse("account_email"), {"action_remove": "", "email": OLD})
    assert not reviewer.emailaddress_set.filter(email=OLD).exists()
    return reviewer


def test_letters_to_an_address_that_was_taken_off_are_forgotten(edition, chair, moved):
    declined = Invitation.objects.create(
        edition=edition, role=Role.AREA_CHAIR, email=OLD, name="Rita R.", invited_by=chair, state="declined",
        answered_at=clock.now(), decline_reason="I am ill.",
    )  # fmt: skip
    cast.play_to(edition, Stage.ARCHIVED)

    erase(moved)

    declined.refresh_from_db()
    assert (declined.name, declined.decline_reason) == (NAMELESS, "")
    letter = Message.objects.get(key="k")
    assert (letter.subject, letter.body) == ("Erased", "")
    assert OLD not in f"{list(Message.objects.values())} {list(Invitation.objects.values())}"
    assert not AddressOnce.objects.exists()


def test_what_went_to_whoever_has_the_address_now_stays(edition, outsider, moved):
    verify_address(outsider, OLD)
    cast.play_to(edition, Stage.ARCHIVED)

    erase(moved)

    assert Message.objects.get(key="k").body != ""
