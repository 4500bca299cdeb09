"""The work that goes on behind the pages: queued tasks are run, queued mails are sent. Called by `manage.py work`."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, connection, transaction
from django.utils.crypto import get_random_string
from django_tasks_db import DatabaseBackend
from django_tasks_db.compat import TaskResultStatus, task_backends
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from want.core import clock

logger = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks at a queue; a sign-in code should not keep anybody waiting
PAUSE_AFTER_ERROR = 5.0
PAUSE_BETWEEN_SWEEPS = 5.0  # what the clock brings about may wait so long
LONGEST_TASK = timedelta(hours=1)
ORPHANS_EVERY = 60.0


class TaskRunner:
    """Runs what is in the task queue of the database, a task at a time."""

    def __init__(self) -> None:
        self._worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._looked_for_orphans = float("-inf")

    def run_due(self) -> None:
        """Run all tasks that are ready; nothing to do where another backend than the database holds them."""
        if not isinstance(task_backends["default"], DatabaseBackend):
            return
        if time.monotonic() - self._looked_for_orphans > ORPHANS_EVERY:
            take_back_orphaned_tasks()
            self._looked_for_orphans = time.monotonic()
        while self._worker.running and (task := self._claim()):
            self._worker.run_task(task)

    def _claim(self) -> DBTaskResult | None:
        """Take the next task, committed before it runs, so that no other worker takes it."""
        with transaction.atomic():
            task = DBTaskResult.objects.ready().filter(backend_name="default").get_locked()
            if task:
                task.claim(self._worker.worker_id)
        return task

    def stop(self) -> None:
        """Let the task that is being run end, and start no other."""
        self._worker.running = False


def take_back_orphaned_tasks() -> int:
    """Queue again what a worker that died was running; tasks carry their own state, so none does its work twice."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=clock.real_now() - LONGEST_TASK)
    return lost.update(status=TaskResultStatus.READY, started_at=None)


def keep_doing(act: Callable[[], object], stop: threading.Event, *, every: float = PAUSE) -> None:
    """Act again and again with a short pause until stopped; after an error, which is logged, with a longer one."""
    while not stop.is_set():
        pause = every
        try:
            close_old_connections()
            act()
        except Exception:  # the database may be restarting; the queue waits, and so must its worker
            logger.exception("The background work was interrupted and is tried again.")
            pause = PAUSE_AFTER_ERROR
        stop.wait(pause)
    connection.close()
