"""What stands in place of an erased address, and which addresses go with a person."""

from reviews.models import Invitation
from submissions.models import Author
from tests import cast
from want.accounts.models import User
from want.core import clock
from want.keeping.erasure import NAMELESS, erase
from want.venues.models import Role
from want.venues.stages import Stage


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
