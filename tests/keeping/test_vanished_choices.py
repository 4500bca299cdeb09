"""Somebody chooses what another removes at that very instant: nothing is lost, and the form says what is gone."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from reviews.committee import answering
from reviews.models import Invitation
from submissions.models import Submission
from submissions.submitting import actions as writing
from submissions.submitting.actions import start_draft
from tests import cast
from tests.side_by_side import beside
from tests.submissions import papers
from want.core import clock
from want.core.apps import GONE
from want.core.verdict import Refused
from want.venues import actions as keeping
from want.venues.actions import set_list
from want.venues.models import Membership, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chair(edition):
    user = cast.make_user("Carl Chair")
    cast.join(edition, user, Role.CHAIR)
    with clock.frozen(cast.play_to(edition, Stage.SUBMISSION)):
        yield user


@pytest.fixture
def draft(edition, author, chair):
    edition.tracks.create(name="Main", position=0)
    edition.tracks.create(name="Science", position=1)
    edition.submission_types.create(name="Short paper", page_limit=4, position=1)
    return start_draft(edition, by=author)


def remove(edition, chosen, by) -> None:
    rows = type(chosen).objects.filter(edition=edition)
    set_list(edition, list(rows.exclude(pk=chosen.pk)), [chosen], by=by)


def once(monkeypatch, module: Any, name: str, act: Callable[[], Any]) -> None:
    """Let an act of somebody else happen wholly when a function is called for the first time."""
    real, done = getattr(module, name), []

    def first_the_other(*given: Any, **more: Any) -> Any:
        if not done:
            done.append(True)
            thread = Thread(target=lambda: (act(), connection.close()))
            thread.start()
            thread.join()
        return real(*given, **more)

    monkeypatch.setattr(module, name, first_the_other)


def save(author, edition, paper, **more: Any) -> Any:
    client = Client()
    client.force_login(author)
    typed = papers.form(edition, papers.line(author, is_contact=True), title="Typed with care", version=1, **more)
    return client.post(f"/icml2024/submissions/{paper.code}/", typed)


KINDS = {"topics": "topics", "track": "tracks", "submission_type": "submission_types"}
BEFORE, AFTER = "_write", "_log"  # the choice is stored; after it comes the commit


@pytest.mark.parametrize(
    ("field", "moment"), [("topics", BEFORE), ("track", BEFORE), ("topics", AFTER), ("submission_type", AFTER)]
)
def test_author_who_loses_a_choice_keeps_all_else(edition, author, chair, draft, monkeypatch, field, moment):
    chosen = getattr(edition, KINDS[field]).last()
    once(monkeypatch, writing, moment, lambda: remove(edition, chosen, chair))

    answer = save(author, edition, draft, **{field: [chosen.pk]})

    assert answer.status_code == 200
    assert GONE in answer.content.decode()
    assert "Typed with care" in answer.content.decode()
    assert Submission.objects.get().title == "Typed with care"
    assert not getattr(edition, KINDS[field]).filter(pk=chosen.pk).exists()


@pytest.mark.parametrize("field", ["topics", "track"])
def test_chair_who_comes_second_reads_that_it_is_used(edition, author, chair, draft, monkeypatch, field):
    chosen = getattr(edition, KINDS[field]).last()
    once(monkeypatch, keeping, "_hold_rows", lambda: save(author, edition, draft, **{field: [chosen.pk]}))

    with pytest.raises(Refused, match="cannot be removed: it is used by 1 "):
        remove(edition, chosen, chair)

    assert getattr(edition, KINDS[field]).filter(pk=chosen.pk).exists()


def test_author_who_saves_while_a_topic_goes_waits_for_it(edition, author, chair, draft, monkeypatch):
    chosen, answers, threads, real = edition.topics.last(), [], [], keeping.uses_of

    def and_then_save(row: Any) -> str:
        used = real(row)
        threads.append(beside(lambda: answers.append(save(author, edition, draft, topics=[chosen.pk]))))
        return used

    monkeypatch.setattr(keeping, "uses_of", and_then_save)
    remove(edition, chosen, chair)
    threads[0].join()

    assert GONE in answers[0].content.decode()


def test_yes_to_an_invitation_that_knows_a_removed_topic(edition, chair, monkeypatch):
    topic = edition.topics.last()
    invitation = Invitation.objects.create(edition=edition, role="reviewer", email="ivo@x.example", invited_by=chair)
    once(monkeypatch, answering, "_record", lambda: remove(edition, topic, chair))
    sent = {"answer": "yes", "name": "Ivo", "topics": [topic.pk]}

    answer = Client().post(f"/icml2024/invitation/{invitation.token}/", sent)

    assert GONE in answer.content.decode()
    assert not Membership.objects.filter(user__email="ivo@x.example").exists()
