"""Deliver what is due in the outbox: claimed first, sent once, tried again with back-off. Called by the worker only.

A mail is claimed one at a time, in a committed transaction, before its first byte leaves; what the server said of it is
stored before the next one is touched. So a worker that is killed leaves one mail in doubt and no more: that one is sent
again when its lease has run out, under the same Message-ID. When the database goes away after the server took a mail,
the worker goes on trying to write that down.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import QuerySet

from want.core import clock
from want.mail.html import dressed
from want.mail.models import Message, MessageState

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # a mail whose worker is silent for so long is given to another
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440)]
OUT_OF_REACH = timedelta(seconds=15)  # how long all wait when the mail server does not answer at all
PAUSE = 0.5  # seconds between two attempts to write down what became of a mail
REFUSED_FOR_GOOD = range(550, 560)  # "no such mailbox" and the like


def never() -> bool:
    """Answer the question "shall I stop?" with no."""
    return False


def deliver_due(must_stop: Callable[[], bool] = never) -> int:
    """Send what is due now, one mail after the other, until asked to stop; return how many were sent."""
    _take_back_orphans()
    line, sent = Line(), 0
    try:
        while not must_stop() and line.is_ready() and (message := _claim()):
            sent += _deliver(message, line)
    finally:
        line.drop()
    return sent


class Line:
    """The connection to the mail server: opened when there is something to send, dropped after every error."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend | None = None

    def is_ready(self) -> bool:
        """See that the connection stands if any mail is due; while the server is out of reach all wait."""
        if self.connection is not None:
            return True
        if not _due().exists():
            return False
        fresh = get_connection()
        try:
            fresh.open()
        except Exception as error:  # whatever the provider's library raises
            logger.warning("The mail server is out of reach: %s", _said(error))
            _due().update(due_at=clock.real_now() + OUT_OF_REACH, last_error=_said(error))
            return False
        self.connection = fresh
        return True

    def drop(self) -> None:
        """Hang up; what goes wrong in saying goodbye does not matter."""
        if self.connection is not None:
            with suppress(Exception):
                self.connection.close()
        self.connection = None


def _due() -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.QUEUED, due_at__lte=clock.real_now())


def _claim() -> Message | None:
    """Mark the next mail as being sent, committed before the first byte leaves, so that no other worker takes it."""
    with transaction.atomic():
        message = _due().order_by("due_at", "id").select_for_update(skip_locked=True).first()
        if message is not None:
            message.state, message.claimed_at = MessageState.SENDING, clock.real_now()
            message.attempts += 1
            message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def _take_back_orphans() -> None:
    """Queue again what a dead worker left behind; it keeps its Message-ID, so a server can tell it is the same."""
    Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=clock.real_now() - LEASE).update(
        state=MessageState.QUEUED, claimed_at=None
    )


def _deliver(message: Message, line: Line) -> int:
    """Send one claimed mail and store what became of it; return how many were sent."""
    try:
        _mail(message, line.connection).send()
    except Exception as error:  # whatever the provider's library raises, no mail must be lost
        line.drop()
        _put_back(message, error)
        return 0
    _store(message, state=MessageState.SENT, sent_at=clock.now(), claimed_at=None, last_error="")
    return 1


def _mail(message: Message, connection: BaseEmailBackend | None) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    mail.attach_alternative(dressed(message.subject, message.body), "text/html")
    return mail


def _put_back(message: Message, error: Exception) -> None:
    """Try again later, or give up and say so in the desk: after the last back-off, or where nobody has the address."""
    logger.warning("Mail %s was not taken: %s", message.pk, type(error).__name__)
    given_up = message.attempts > len(BACK_OFF) or _is_refused_for_good(error)
    wait = timedelta(0) if given_up else BACK_OFF[message.attempts - 1]
    _store(
        message,
        state=MessageState.FAILED if given_up else MessageState.QUEUED,
        due_at=clock.real_now() + wait,
        claimed_at=None,
        last_error=_said(error),
    )


def _is_refused_for_good(error: Exception) -> bool:
    """Tell whether the server said that it will never take mail for this recipient."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code in REFUSED_FOR_GOOD for code, _ in error.recipients.values())


def _store(message: Message, **outcome: object) -> None:
    """Write down what became of a mail, unless another worker has it by now; wait for a database that is away."""
    still_ours = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    end = time.monotonic() + LEASE.total_seconds()
    while True:
        try:
            still_ours.update(**outcome)
        except (DatabaseError, InterfaceError):
            if time.monotonic() > end or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(PAUSE)
        else:
            return


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
