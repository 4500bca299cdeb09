import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

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
def test_mail_is_sent_once_the_provider_is_back(settings, later):
    settings.EMAIL_BACKEND = "tests.mail.test_outbox.Unreachable"
    enqueue([a_letter("a"), a_letter("b")])
    delivery.deliver_due()
    waiting = states()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    later(delivery.BACK_OFF[0])
    sent = delivery.deliver_due()

    assert waiting == [("queued", 1), ("queued", 1)]
    assert (sent, states()) == (2, [("sent", 2), ("sent", 2)])


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
def test_worker_that_was_too_slow_does_not_send_what_another_has_taken(later):
    enqueue([a_letter()])
    slow = delivery._claim()
    later(delivery.LEASE + timedelta(seconds=1))
    delivery.deliver_due()

    sent_by_the_slow_one = delivery._deliver_batch(slow, delivery.never)

    assert (sent_by_the_slow_one, len(mail.outbox), states()) == (0, 1, [("sent", 2)])


@pytest.mark.django_db
def test_worker_asked_to_stop_leaves_the_rest_as_if_never_tried():
    enqueue([a_letter(str(number)) for number in range(5)])
    answers = iter([False, False, False, True, True])

    sent = delivery.deliver_due(lambda: next(answers))

    assert sent == 2
    assert states() == [("sent", 1), ("sent", 1), ("queued", 0), ("queued", 0), ("queued", 0)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 3)
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
