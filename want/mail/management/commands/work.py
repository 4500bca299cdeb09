"""`manage.py work`: the background worker, tasks and mails in one process."""

import signal
import threading
from functools import partial
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from want.mail.background import TaskRunner, keep_doing
from want.mail.delivery import deliver_due


class Command(BaseCommand):
    """Runs queued tasks and sends queued mails until it is stopped."""

    help = (
        "Run queued tasks and send queued mails until stopped by SIGTERM or Ctrl-C. Several may run beside each other."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --once."""
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Work once, or until stopped."""
        tasks = TaskRunner()
        if once:
            tasks.run_due()
            self.stdout.write(f"{deliver_due()} mails sent.")
        else:
            self._work(tasks, threading.Event())

    def _work(self, tasks: TaskRunner, stop: threading.Event) -> None:
        """Run tasks here and send mails in a thread of their own, so that no long task keeps a sign-in code waiting."""

        def asked_to_stop(_number: int, _frame: FrameType | None) -> None:
            stop.set()
            tasks.stop()
            for number in (signal.SIGTERM, signal.SIGINT):  # a second signal ends it at once
                signal.signal(number, signal.SIG_DFL)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, asked_to_stop)
        mails = threading.Thread(target=keep_doing, args=(partial(deliver_due, stop.is_set), stop), name="mails")
        mails.start()
        keep_doing(tasks.run_due, stop)
        mails.join()
