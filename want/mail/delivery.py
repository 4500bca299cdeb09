"""Deliver what is due in the outbox: claimed first, sent once, tried again with back-off. Called by the worker only."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from want.core import clock
from want.mail.html import dressed
from want.mail.models import Message, MessageState

logger = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(minutes=10)  # a mail whose worker has not touched it for so long is given to another
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440)]


def never() -> bool:
    """Answer the question "shall I stop?" with no."""
    return False


def deliver_due(must_stop: Callable[[], bool] = never) -> int:
    """Send what is due now, a batch at a time, until asked to stop; return how many were sent."""
    _take_back_orphans()
    sent = 0
    while not must_stop() and (batch := _claim()):
        sent += _deliver_batch(batch, must_stop)
    return sent


def _claim() -> list[Message]:
    """Mark a batch as being sent, committed before the first byte leaves, so that no other worker takes it."""
    with transaction.atomic():
        due = Message.objects.filter(state=MessageState.QUEUED, due_at__lte=clock.real_now()).order_by("id")
        keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
        Message.objects.filter(pk__in=keys).update(
            state=MessageState.SENDING, claimed_at=clock.real_now(), attempts=F("attempts") + 1
        )
    return list(Message.objects.filter(pk__in=keys).order_by("id"))


def _take_back_orphans() -> None:
    """Queue again what a dead worker left behind; it keeps its Message-ID, so a server can tell it is the same."""
    Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=clock.real_now() - LEASE).update(
        state=MessageState.QUEUED, claimed_at=None
    )


def _deliver_batch(batch: list[Message], must_stop: Callable[[], bool]) -> int:
    """Send the batch over one connection; what is not sent when asked to stop goes back as if never tried."""
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # whatever the provider's library raises, no mail must be lost
        for message in batch:
            _put_back(message, error)
        return 0
    sent = 0
    for place, message in enumerate(batch):
        if must_stop():
            _give_back(batch[place:])
            break
        sent += _deliver(message, connection)
    connection.close()
    return sent


def _deliver(message: Message, connection: BaseEmailBackend) -> int:
    """Send one mail, unless another worker took it because this one was slow."""
    still_ours = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    if not still_ours.update(claimed_at=clock.real_now()):
        return 0
    try:
        _mail(message, connection).send()
    except Exception as error:  # as above
        _put_back(message, error)
        return 0
    still_ours.update(state=MessageState.SENT, sent_at=clock.now(), claimed_at=None, last_error="")
    return 1


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
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
    """Try again later, or give up after the last back-off and say so in the desk."""
    logger.warning("Mail %s was not taken: %s", message.pk, type(error).__name__)
    given_up = message.attempts > len(BACK_OFF)
    wait = timedelta(0) if given_up else BACK_OFF[message.attempts - 1]
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts).update(
        state=MessageState.FAILED if given_up else MessageState.QUEUED,
        due_at=clock.real_now() + wait,
        claimed_at=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )


def _give_back(batch: list[Message]) -> None:
    """Leave mails that were claimed and not tried to the next worker."""
    keys = [message.pk for message in batch]
    Message.objects.filter(pk__in=keys, state=MessageState.SENDING).update(
        state=MessageState.QUEUED, claimed_at=None, attempts=F("attempts") - 1
    )
