import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.mail.tasks import break_down, write_a_letter
from want.core import clock
from want.mail import background
from want.mail.models import Message


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


@pytest.mark.django_db
def test_work_once_runs_the_tasks_and_sends_the_mails_they_wrote():
    write_a_letter.enqueue("one")
    write_a_letter.enqueue("two")

    call_command("work", "--once", stdout=(out := StringIO()))

    assert out.getvalue() == "2 mails sent.\n"
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_task_that_breaks_down_stops_nothing_else():
    break_down.enqueue()
    write_a_letter.enqueue("one")

    call_command("work", "--once", stdout=StringIO())

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_task_of_a_worker_that_died_is_run_again_after_an_hour():
    write_a_letter.enqueue("one")
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=clock.real_now() - background.LONGEST_TASK - timedelta(minutes=1)
    )

    call_command("work", "--once", stdout=StringIO())

    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_work_goes_on_after_an_error(monkeypatch):
    monkeypatch.setattr(background, "PAUSE_AFTER_ERROR", 0.01)
    stop, calls = threading.Event(), []

    def act() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the database went away")
        stop.set()

    background.keep_doing(act, stop)

    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_works_until_a_signal_and_ends_cleanly(number):
    write_a_letter.enqueue(f"signal {number}")
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "WANT_MODE": "test",
        "WANT_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PYTHONPATH": str(settings.ROOT),
    }
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.ROOT, env=environment)

    deadline = time.monotonic() + 30
    while not Message.objects.filter(state="sent").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    worker.send_signal(number)

    assert worker.wait(timeout=15) == 0
    assert Message.objects.get().state == "sent"


def database_url() -> str:
    given = connection.settings_dict
    return f"postgresql:///{given['NAME']}?host={given['HOST']}&port={given['PORT']}&user={given['USER']}"
