"""Two letters to one person are answered at the same instant: they say once where they work."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from reviews.committee.answering import accept
from reviews.models import Invitation
from submissions.conflicts.once import MOVED
from tests import cast
from tests.side_by_side import beside
from want.audit.models import Entry
from want.core import clock
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_say_once_where_somebody_works():
    edition, chair, mia = cast.make_edition(), cast.make_user("Carl Chair"), cast.make_user("Mia Mover")
    cast.join(edition, chair, Role.CHAIR)
    cast.join(edition, mia, Role.REVIEWER)
    EmailAddress.objects.create(user=mia, email="mia@elsewhere.example", verified=True)
    letters = [
        Invitation.objects.create(edition=edition, role=role, email=email, invited_by=chair)
        for role, email in ((Role.AREA_CHAIR, mia.email), (Role.CHAIR, "mia@elsewhere.example"))
    ]

    with clock.frozen(cast.play_to(edition, Stage.REVIEWING)):
        with transaction.atomic():
            accept(letters[0], name="Mia", affiliation="First College")
            thread = beside(lambda: accept(letters[1], name="Mia", affiliation="Second College"))
        thread.join()

    mia.refresh_from_db()
    assert mia.affiliation == "First College"
    assert mia.memberships.count() == 3
    assert Entry.objects.filter(verb=MOVED).count() == 1
