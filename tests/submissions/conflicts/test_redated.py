"""Conflicts rest on what happened and when, and not on dates, which chairs move."""

import pytest

from submissions.conflicts.actions import refresh_edition
from submissions.models import Conflict, PersonalConflict
from submissions.submitting.actions import withdraw
from tests import cast
from want.venues.models import Edition, Role, StageWindow
from want.venues.stages import Stage


@pytest.fixture
def tied(edition):
    person = cast.make_user("Tina Tied", affiliation="Tina Institute")
    cast.join(edition, person, Role.CHAIR)
    return person


def reasons(edition, person, paper) -> list[str]:
    refresh_edition(Edition.objects.get(pk=edition.pk))
    return list(Conflict.objects.filter(user=person, submission=paper).values_list("reason", flat=True))


def close_submission_at(edition, at) -> None:
    StageWindow.objects.filter(edition=edition, stage="submission").update(closes_at=at)


def test_a_paper_withdrawn_in_review_goes_on_making_co_authors_though_the_deadline_is_moved_behind_it(
    edition, submission, author, tied, during
):
    shared = cast.make_submission(edition, tied, author)
    during(Stage.REVIEWING)
    withdraw(shared, "Not good enough.", by=tied)
    before = reasons(edition, tied, submission)

    close_submission_at(edition, cast.at(41))

    assert before == reasons(edition, tied, submission) == ["coauthor"]


def test_whom_somebody_named_fades_by_the_year_in_which_papers_came_in(edition, submission, author, tied):
    PersonalConflict.objects.create(
        user=tied, kind="collaborator", name=author.name, about=author.email, last_year=2021
    )
    before = reasons(edition, tied, submission)

    close_submission_at(edition, cast.at(32).replace(year=2025))

    assert before == reasons(edition, tied, submission) == ["own"]
