"""Answers to invitations beside other acts on the same people: each waits for the other, and never both at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from reviews.committee import answering
from reviews.committee.actions import dismiss
from reviews.committee.answering import accept
from reviews.models import Invitation
from reviews.models.invitation import InvitationState
from submissions.conflicts.actions import refresh_for_submission
from submissions.models import Conflict
from tests import cast
from tests.side_by_side import beside
from want.core import clock
from want.keeping.erasure import erase
from want.venues.models import Membership, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(edition):
    """A chair, somebody who has accepted to review, and their invitation."""
    chair, ivo = cast.make_user("Carl Chair"), cast.make_user("Ivo Invited")
    cast.join(edition, chair, Role.CHAIR)
    with clock.frozen(cast.play_to(edition, Stage.SUBMISSION)):
        row = Invitation.objects.create(edition=edition, role="reviewer", email=ivo.email, invited_by=chair)
        accept(row, name=ivo.name)
        yield chair, ivo, row


@pytest.fixture
def in_the_midst_of(monkeypatch) -> Callable[..., Any]:
    """Return a context in which, when a function of answering is called, another act is begun on its own connection."""

    @contextmanager
    def midst(name: str, act: Callable[[], object]) -> Iterator[list[BaseException]]:
        real, threads, failed = getattr(answering, name), [], []

        def kept() -> None:
            try:
                act()
            except Exception as error:
                failed.append(error)
                raise

        def begin(*given: Any, **more: Any) -> Any:
            threads.append(beside(kept))
            return real(*given, **more)

        with monkeypatch.context() as patch:
            patch.setattr(answering, name, begin)
            yield failed
        for thread in threads:
            thread.join()

    return midst


def test_answer_that_is_changed_while_a_chair_removes_its_giver(people, in_the_midst_of):
    chair, ivo, row = people
    member = Membership.objects.select_related("edition").get(user=ivo)

    with in_the_midst_of("_require_answerable", lambda: dismiss(member, by=chair)) as failed:
        accept(row, name=ivo.name, max_load=3)

    row.refresh_from_db()
    assert failed == []
    assert (row.state, Membership.objects.filter(user=ivo).count()) == (InvitationState.REVOKED, 0)


def test_answer_that_is_changed_while_its_giver_erases_the_account(people, in_the_midst_of):
    _, ivo, row = people

    with in_the_midst_of("_require_answerable", lambda: erase(ivo)) as failed:
        accept(row, name=ivo.name, affiliation="Ivo Institute", max_load=3)

    ivo.refresh_from_db()
    assert failed == []
    assert (ivo.is_active, ivo.affiliation, Membership.objects.get(user=ivo).max_load) == (False, "", 3)


def test_answer_that_fills_the_profile_while_a_conflict_of_the_person_is_stored(edition, people, in_the_midst_of):
    chair, ivo, _ = people
    paper = cast.make_submission(edition, cast.make_user("Ada Author"))
    paper.authors.update(affiliation="Ivo Institute")
    ivo.affiliation = "Ivo Institute"
    ivo.save()
    row = Invitation.objects.create(edition=edition, role="area_chair", email=ivo.email, invited_by=chair)

    with in_the_midst_of("refresh_for_person", lambda: refresh_for_submission(paper)) as failed:
        accept(row, name=ivo.name, country="DE")

    assert failed == []
    assert Conflict.objects.filter(user=ivo, submission=paper).count() == 1
