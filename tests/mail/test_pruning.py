"""What is old is forgotten, and nothing that keeps a mail from being sent twice."""

from datetime import timedelta

import pytest
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.mail.tasks import write_a_letter
from want.core import clock
from want.mail.actions import Letter, enqueue
from want.mail.models import Message, MessageState
from want.mail.pruning import LETTERS_KEPT, PERSONAL_KEPT, TASKS_KEPT, prune

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def letter(key, *, age, is_personal=False, state=MessageState.SENT):
    sent_at = clock.now() - age if state == MessageState.SENT else None
    return Message.objects.create(
        key=key, to="a@a.example", subject="S", body="Words", is_personal=is_personal, state=state, sent_at=sent_at
    )


def test_words_of_letters_sent_long_ago_are_forgotten_and_their_keys_are_not():
    letter("old", age=LETTERS_KEPT + DAY)
    letter("young", age=LETTERS_KEPT - DAY)
    letter("code", age=PERSONAL_KEPT + DAY, is_personal=True)
    letter("failed", age=LETTERS_KEPT * 2, state=MessageState.FAILED)
    letter("waiting", age=LETTERS_KEPT * 2, state=MessageState.QUEUED)

    prune()
    enqueue([Letter(key="old", to="a@a.example", subject="S", body="Words")])

    assert dict(Message.objects.order_by("id").values_list("key", "body")) == {
        "old": "",
        "young": "Words",
        "code": "",
        "failed": "Words",
        "waiting": "Words",
    }


def test_tasks_that_ended_long_ago_are_deleted_and_no_others():
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED, TaskResultStatus.READY):
        write_a_letter.enqueue(status)
    old, failed, waiting = DBTaskResult.objects.order_by("enqueued_at")
    long_ago = clock.real_now() - TASKS_KEPT - DAY
    DBTaskResult.objects.filter(pk=old.pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=long_ago)
    DBTaskResult.objects.filter(pk=failed.pk).update(status=TaskResultStatus.FAILED, finished_at=clock.real_now())

    assert prune() == (0, 1)
    assert {task.pk for task in DBTaskResult.objects.all()} == {failed.pk, waiting.pk}
