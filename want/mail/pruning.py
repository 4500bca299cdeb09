"""Forget what nobody needs any more: the words of old letters and finished tasks. Done by the worker, hourly.

The rows of letters stay, with key, address, subject and fate: the keys are what keeps a mail from being sent twice.
"""

import time
from datetime import timedelta

from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from want.core import clock
from want.mail.models import Message, MessageState
from want.mail.sweeps import sweep

LETTERS_KEPT = timedelta(days=400)  # a whole edition, and the next one's chairs may look how it was worded
PERSONAL_KEPT = timedelta(days=30)  # sign-in codes and links: nobody but the recipient could read them here anyway
TASKS_KEPT = timedelta(days=30)
EVERY = 3600.0  # seconds
AT_ONCE = 5000  # rows: no long locks, the rest comes an hour later

_last = float("-inf")


@sweep
def prune_hourly() -> None:
    """Prune, unless this worker did so within the hour."""
    global _last  # noqa: PLW0603 (a worker's own memory, as its clock is)
    if time.monotonic() - _last >= EVERY:
        _last = time.monotonic()
        prune()


def prune() -> tuple[int, int]:
    """Empty the texts of letters sent long ago and delete tasks finished long ago; return how many of each."""
    return _empty(is_personal=True) + _empty(is_personal=False), _delete_tasks()


def _empty(*, is_personal: bool) -> int:
    kept = PERSONAL_KEPT if is_personal else LETTERS_KEPT
    old = Message.objects.filter(state=MessageState.SENT, is_personal=is_personal, sent_at__lt=clock.now() - kept)
    keys = list(old.exclude(body="").order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return Message.objects.filter(pk__in=keys).update(body="")


def _delete_tasks() -> int:
    ended = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    old = DBTaskResult.objects.filter(status__in=ended, finished_at__lt=clock.real_now() - TASKS_KEPT)
    keys = list(old.order_by("finished_at").values_list("pk", flat=True)[:AT_ONCE])
    return DBTaskResult.objects.filter(pk__in=keys).delete()[0]
