"""`manage.py work`: the background worker; tasks, mails and what is due by the clock in one process."""

import signal
import threading
from functools import partial
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from want.mail import pruning  # noqa: F401 (it registers what it does every hour)
from want.mail.background import PAUSE_BETWEEN_SWEEPS, TaskRunner, keep_doing
from want.mail.delivery import deliver_due
from want.mail.sweeps import sweep_all


class Command(BaseCommand):
    """Runs queued tasks, sends queued mails and does what falls due until it is stopped."""

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
            sweep_all()
            tasks.run_due()
            self.stdout.write(f"{deliver_due()} mails sent.")
        else:
            self._work(tasks, threading.Event())

    def _work(self, tasks: TaskRunner, stop: threading.Event) -> None:
        """Run tasks here, and send mails and sweep in threads, so that no long work keeps a sign-in code waiting."""

        def asked_to_stop(_number: int, _frame: FrameType | None) -> None:
            stop.set()
            tasks.stop()
            for number in (signal.SIGTERM, signal.SIGINT):  # a second signal ends it at once
                signal.signal(number, signal.SIG_DFL)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, asked_to_stop)
        mails = threading.Thread(target=keep_doing, args=(partial(deliver_due, stop.is_set), stop), name="mails")
        sweeps = threading.Thread(
            target=partial(keep_doing, sweep_all, stop, every=PAUSE_BETWEEN_SWEEPS), name="sweeps"
        )
        mails.start()
        sweeps.start()
        keep_doing(tasks.run_due, stop)
        mails.join()
        sweeps.join()
