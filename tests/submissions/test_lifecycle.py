"""Many papers move as one does: all of them, from the state they were in, or none."""

import pytest

from submissions.lifecycle import move_all
from submissions.models import Submission
from submissions.states import Status
from tests import cast
from want.core.verdict import Refused

pytestmark = pytest.mark.django_db


def test_all_move_at_once_with_their_presentation(edition, author):
    papers = [cast.make_submission(edition, author) for _ in range(3)]

    move_all([paper.pk for paper in papers[:2]], Status.SUBMITTED, Status.ACCEPTED, presentation="oral")

    rows = Submission.objects.order_by("number").values_list("status", "presentation", "version")
    assert list(rows) == [("accepted", "oral", 2), ("accepted", "oral", 2), ("submitted", "", 1)]


def test_one_that_has_moved_meanwhile_refuses_all(edition, author):
    here, gone = cast.make_submission(edition, author), cast.make_submission(edition, author, status="withdrawn")

    with pytest.raises(Refused, match="Somebody else has just changed one of these papers"):
        move_all([here.pk, gone.pk], Status.SUBMITTED, Status.REJECTED)


def test_move_that_is_not_in_the_table_is_refused(submission):
    with pytest.raises(Refused, match="cannot become accepted"):
        move_all([submission.pk], Status.REJECTED, Status.ACCEPTED)
