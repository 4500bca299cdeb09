import re
import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, connection

from want.core import clock
from want.mail import delivery
from want.mail.actions import Letter, enqueue
from want.mail.models import Message, MessageState


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


@pytest.fixture
def later(monkeypatch):
    """Return a function that moves the worker's clock on."""
    shift = timedelta(0)
    real = clock.real_now

    def wait(span: timedelta) -> None:
        nonlocal shift
        shift += span

    monkeypatch.setattr(clock, "real_now", lambda: real() + shift)
    return wait


class Refusing(EmailBackend):
    """A provider that takes no mail."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("not today")


class Unreachable(EmailBackend):
    """A provider that is not there."""

    def open(self):
        raise TimeoutError("no answer")


class NoSuchMailbox(EmailBackend):
    """A provider that knows its mailboxes: gone@ is none, full@ is full today."""

    def send_messages(self, messages):
        codes = {"gone@x.example": 550, "full@x.example": 452}
        refused = {to: (codes[to], b"no") for message in messages for to in message.to if to in codes}
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)
        return super().send_messages(messages)


class OnceOnly(EmailBackend):
    """A connection that breaks down at the second mail."""

    opened = 0

    def open(self):
        type(self).opened += 1
        self.used = False

    def send_messages(self, messages):
        if self.used:
            raise smtplib.SMTPServerDisconnected("gone")
        self.used = True
        return super().send_messages(messages)


def a_letter(key: str = "greeting:1", to: str = "Ada@X.example") -> Letter:
    return Letter(key=key, to=to, subject="Hello\nAda", body="Read https://want.example/.\n\n-- \nWANT\nfoot\n")


def states() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("id").values_list("state", "attempts"))


@pytest.mark.django_db
def test_two_letters_with_one_key_are_one_mail():
    enqueue([a_letter(), a_letter()])
    enqueue([a_letter()])

    delivery.deliver_due()
    delivery.deliver_due()

    assert [sent.to for sent in mail.outbox] == [["ada@x.example"]]
    assert states() == [("sent", 1)]


@pytest.mark.django_db
def test_mail_goes_out_as_text_with_an_html_twin_of_the_same_words():
    enqueue([a_letter()])

    delivery.deliver_due()

    [sent] = mail.outbox
    [(html, kind)] = [(part.content, part.mimetype) for part in sent.alternatives]
    assert sent.subject == "Hello Ada"
    assert sent.body.startswith("Read https://want.example/.")
    assert kind == "text/html"
    assert 'href="https://want.example/"' in html
    assert sent.extra_headers["Message-ID"] == Message.objects.get().message_id


@pytest.mark.django_db
def test_refused_mail_is_tried_again_after_each_back_off_and_then_given_up(settings, later):
    settings.EMAIL_BACKEND = "tests.mail.test_outbox.Refusing"
    enqueue([a_letter()])

    seen = []
    for wait in [timedelta(0), *delivery.BACK_OFF]:
        later(wait - timedelta(seconds=5))
        delivery.deliver_due()
        too_early = states()
        later(timedelta(seconds=10))
        delivery.deliver_due()
        seen.append((too_early, states()))

    tries = len(delivery.BACK_OFF) + 1
    assert [after for _, after in seen] == [[("queued", number)] for number in range(1, tries)] + [[("failed", tries)]]
    assert [before for before, _ in seen][1:] == [[("queued", number)] for number in range(1, tries)]
    assert Message.objects.get().last_error == "ConnectionRefusedError: not today"


@pytest.mark.django_db
def test_no_mail_is_blamed_for_a_provider_that_is_not_there(settings, later):
    settings.EMAIL_BACKEND = "tests.mail.test_outbox.Unreachable"
    enqueue([a_letter("a"), a_letter("b")])
    for _ in range(3):
        delivery.deliver_due()
        later(delivery.OUT_OF_REACH)
    waiting, said = states(), set(Message.objects.values_list("last_error", flat=True))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    sent = delivery.deliver_due()

    assert waiting == [("queued", 0), ("queued", 0)]
    assert said == {"TimeoutError: no answer"}
    assert (sent, states()) == (2, [("sent", 1), ("sent", 1)])


@pytest.mark.django_db
def test_address_that_nobody_has_is_given_up_at_once_and_a_full_mailbox_is_not(settings):
    settings.EMAIL_BACKEND = "tests.mail.test_outbox.NoSuchMailbox"
    enqueue([a_letter("1", "gone@x.example"), a_letter("2", "full@x.example"), a_letter("3", "here@x.example")])

    sent = delivery.deliver_due()

    assert (sent, states()) == (1, [("failed", 1), ("queued", 1), ("sent", 1)])


@pytest.mark.django_db
def test_broken_connection_costs_one_mail_a_try_and_the_next_goes_over_a_new_one(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.mail.test_outbox.OnceOnly"
    monkeypatch.setattr(OnceOnly, "opened", 0)
    enqueue([a_letter(str(number)) for number in range(4)])

    sent = delivery.deliver_due()

    assert (sent, OnceOnly.opened) == (2, 2)
    assert states() == [("sent", 1), ("queued", 1), ("sent", 1), ("queued", 1)]


@pytest.mark.django_db(transaction=True)
def test_database_that_goes_away_after_the_server_took_a_mail_makes_no_second_one(monkeypatch):
    monkeypatch.setattr(delivery, "PAUSE", 0)
    enqueue([a_letter()])
    away = iter([True, True])

    def break_down(execute, sql, *rest):
        if len(mail.outbox) == 1 and sql.startswith("UPDATE") and next(away, False):
            raise DatabaseError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    with connection.execute_wrapper(break_down):
        delivery.deliver_due()

    assert (len(mail.outbox), states()) == (1, [("sent", 1)])
    assert next(away, "both used") == "both used"


@pytest.mark.django_db
def test_killed_worker_leaves_one_mail_in_doubt_and_no_more():
    enqueue([a_letter(str(number)) for number in range(5)])

    delivery._claim()

    assert sorted(states()) == [("queued", 0)] * 4 + [("sending", 1)]


@pytest.mark.django_db
def test_mail_of_a_worker_that_died_is_taken_up_after_its_lease(later):
    enqueue([a_letter()])
    delivery._claim()

    later(delivery.LEASE - timedelta(seconds=30))
    before = delivery.deliver_due()
    later(timedelta(seconds=60))
    after = delivery.deliver_due()

    assert (before, after, len(mail.outbox)) == (0, 1, 1)


@pytest.mark.django_db
def test_worker_that_was_too_slow_says_nothing_of_a_mail_that_another_has_taken(later):
    enqueue([a_letter()])
    slow = delivery._claim()
    later(delivery.LEASE + timedelta(seconds=1))
    delivery.deliver_due()

    delivery._put_back(slow, TimeoutError("no answer"))

    assert (len(mail.outbox), states()) == (1, [("sent", 2)])


@pytest.mark.django_db
def test_worker_asked_to_stop_leaves_the_rest_as_if_never_tried():
    enqueue([a_letter(str(number)) for number in range(5)])
    answers = iter([False, False, True])

    sent = delivery.deliver_due(lambda: next(answers))

    assert sent == 2
    assert states() == [("sent", 1), ("sent", 1), ("queued", 0), ("queued", 0), ("queued", 0)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once():
    enqueue([a_letter(str(number), f"reader{number}@x.example") for number in range(40)])
    start = threading.Barrier(2)
    sent = []

    def work() -> None:
        start.wait()
        sent.append(delivery.deliver_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(sent) == 40
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(f"reader{number}@x.example" for number in range(40))
    assert not Message.objects.exclude(state=MessageState.SENT).exists()


@pytest.mark.django_db
def test_message_ids_count_nothing_and_stay():
    enqueue([a_letter(key="one"), a_letter(key="two")])

    one, two = Message.objects.order_by("pk")

    assert one.message_id != two.message_id
    assert one.message_id == Message.objects.get(pk=one.pk).message_id
    assert re.fullmatch(r"<[0-9a-f]{40}@want>", one.message_id)
