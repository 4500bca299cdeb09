"""A decision that changes at the instant of the release: the letter, the paper and the record say the same."""

import pytest
from django.db import transaction

from reviews.decisions.actions import decide, release
from reviews.decisions.letters import default_letters
from reviews.desk_rejection.actions import take_back
from reviews.models import Decision
from tests import cast
from tests.side_by_side import beside
from want.core import clock
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.mark.django_db(transaction=True)
def test_release_waits_for_a_decision_that_is_being_changed():
    edition = cast.make_edition()
    chair, author = cast.make_user("Carl Chair"), cast.make_user("Ada Author")
    cast.join(edition, chair, Role.CHAIR)
    paper = cast.make_submission(edition, author)
    Decision.objects.create(submission=paper, outcome="poster", decided_by=chair)

    with clock.frozen(cast.play_to(edition, Stage.DECIDING)):
        with transaction.atomic():
            decide(paper, "reject", note="", seen_version=None, by=chair)
            thread = beside(lambda: release(edition, default_letters(edition), by=chair))
        thread.join()

    paper.refresh_from_db()
    assert (Decision.objects.get().outcome, paper.status, paper.presentation) == ("reject", "rejected", "")
    assert "poster" not in Message.objects.get(to=author.email).body


@pytest.mark.django_db(transaction=True)
def test_no_paper_comes_back_into_review_beside_the_release():
    edition = cast.make_edition()
    chair, author = cast.make_user("Carl Chair"), cast.make_user("Ada Author")
    cast.join(edition, chair, Role.CHAIR)
    paper, gone = cast.make_submission(edition, author), cast.make_submission(edition, author, status="withdrawn")
    Decision.objects.create(submission=paper, outcome="poster", decided_by=chair)

    with clock.frozen(cast.play_to(edition, Stage.DECIDING)):
        with transaction.atomic():
            release(edition, default_letters(edition), by=chair)
            thread = beside(lambda: take_back(gone, by=chair))
        thread.join()

    gone.refresh_from_db()
    assert gone.status == "withdrawn"
