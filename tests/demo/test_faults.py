"""The faults in small, as `make faults` plays them in large; and that its comparison notices what it is there for."""

import os
import random
import re
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests import cast
from want.demo.faults.ledger import Ledger
from want.demo.faults.proofs import letters_compared, writes_lost
from want.demo.faults.sink import Sink, Taken
from want.demo.rehearsal.scratch import free_port
from want.mail.actions import Letter, enqueue
from want.mail.models import Message

BROKEN_OFF = "The play was broken off. Its servers are stopped, and its place is gone."
SMALL = ["--rounds", "6", "--letters", "60", "--seed", "11"]


@pytest.mark.slow
def test_sixty_letters_and_six_people_outlive_kills_restarts_and_a_full_disk():
    without = {name: value for name, value in os.environ.items() if name not in {"WANT_MODE", "DJANGO_SETTINGS_MODULE"}}
    program = [sys.executable, "manage.py", "faults", *SMALL]

    played = subprocess.run(program, cwd=settings.ROOT, env=without, capture_output=True, text=True, check=False)

    last = played.stdout.strip().splitlines()[-1]
    said = re.fullmatch(r"(\d+) faults, (\d+) writes acknowledged, 0 lost, (\d+) mails, 0 missing, 0 doubled", last)
    assert said, played.stdout[-3000:] + played.stderr[-3000:]
    faults, writes, mails = map(int, said.groups())
    assert played.returncode == 0
    assert faults >= 6
    assert writes >= 10
    assert mails >= 60


@pytest.mark.prove
def test_a_play_that_is_broken_off_leaves_nothing_behind():
    without = {name: value for name, value in os.environ.items() if name not in {"WANT_MODE", "DJANGO_SETTINGS_MODULE"}}
    program = [sys.executable, "-u", "manage.py", "faults", *SMALL]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with tempfile.TemporaryDirectory(prefix="w") as place:  # a short path: a socket of PostgreSQL lies in it
        environment = without | {"TMPDIR": place}
        with subprocess.Popen(program, cwd=settings.ROOT, env=environment, **pipes) as playing:
            next(line for line in playing.stdout if "rounds" in line)
            were_there = [one.name[:12] for one in Path(place).iterdir()]
            playing.send_signal(signal.SIGTERM)
            said, _ = playing.communicate(timeout=60)
        left = list(Path(place).iterdir())

    assert were_there == ["want-faults-"]
    assert (playing.returncode, said.strip().splitlines()[-1]) == (1, f"CommandError: {BROKEN_OFF}")
    assert left == []


@pytest.fixture
def sent(db):
    enqueue([Letter("a", "ada@x.example", "A", "x"), Letter("b", "ben@x.example", "B", "x")])
    Message.objects.update(state="sent", sent_at=cast.T0)
    return list(Message.objects.order_by("id"))


def taken(message: Message, **more: object) -> Taken:
    return Taken(message.message_id, message.to, [message.to], 0.0, **more)


def test_letter_that_no_server_took_is_missing_whatever_the_outbox_says(sent):
    found = letters_compared([taken(sent[0])])

    assert (found.number, len(found.missing), found.doubled) == (2, 1, [])
    assert "ben@x.example" in found.missing[0]


def test_second_copy_is_a_double_only_if_the_first_was_known_to_be_taken(sent):
    told = letters_compared([taken(sent[0], is_known=True), taken(sent[0]), taken(sent[1])])
    untold = letters_compared([taken(sent[0]), taken(sent[0], is_known=True), taken(sent[1])])

    assert (len(told.doubled), told.again) == (1, 0)
    assert (len(untold.doubled), untold.again) == (0, 1)


def test_letter_with_two_recipients_is_noticed(sent):
    both = Taken(sent[0].message_id, sent[0].to, [sent[0].to, sent[1].to], 0.0)

    found = letters_compared([both, taken(sent[1])])

    assert len(found.doubled) == 1


def test_acknowledged_title_that_is_not_stored_is_lost(edition, author):
    paper, ledger = cast.make_submission(edition, author), Ledger()
    for title in ("First", "Second"):
        ledger.sends("title", author.email, title)
        ledger.hears("title", author.email, title)
    paper.title = "First"
    paper.save()

    lost = writes_lost(ledger)
    paper.title = "Second"
    paper.save()

    assert len(lost) == 1
    assert writes_lost(ledger) == []


def test_unanswered_write_may_be_stored_or_not(edition, author):
    paper, ledger = cast.make_submission(edition, author, title="First"), Ledger()
    ledger.sends("title", author.email, "First")
    ledger.hears("title", author.email, "First")
    ledger.sends("title", author.email, "Second")

    before = writes_lost(ledger)
    paper.title = "Second"
    paper.save()

    assert before == writes_lost(ledger) == []


def test_sink_knows_that_the_other_side_has_heard_when_it_goes_on_talking():
    sink = Sink(free_port(), random.Random(1), share=0)
    sink.start()
    line = smtplib.SMTP("127.0.0.1", sink.port, timeout=5)

    line.sendmail("want@x.example", ["ada@x.example"], "To: ada@x.example\r\nMessage-ID: <1@want>\r\n\r\nHello\r\n")
    before = sink.taken[0].is_known
    line.noop()

    assert (before, sink.taken[0].is_known) == (False, True)
    assert (sink.taken[0].message_id, sink.taken[0].recipients) == ("<1@want>", ["ada@x.example"])
    line.close()
    time.sleep(0.05)
    sink.stop()
