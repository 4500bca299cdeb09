"""Every mail exactly once: what the outbox holds is what the play says must have come, no more and no less."""

from collections import Counter

from submissions.models import Submission
from want.demo.rehearsal.person import wait_until
from want.demo.rehearsal.world import World
from want.mail.models import Message, MessageState

UNDER_WAY = (MessageState.QUEUED, MessageState.SENDING)


def every_mail_has_come_once(world: World) -> None:
    """Wait until the worker has emptied the outbox, and compare it with what was to be expected so far."""
    wait_until(lambda: not Message.objects.filter(state__in=UNDER_WAY).exists(), patience=60)
    checks = world.checks
    unsent = Message.objects.exclude(state=MessageState.SENT)
    checks.none((f"{m.key}: {m.get_state_display()} {m.last_error}" for m in unsent), "every mail is sent")
    attempts = Message.objects.exclude(attempts=1)
    checks.none((f"{m.key}: {m.attempts} attempts" for m in attempts), "every mail left at the first attempt")
    keys = Counter(Message.objects.values_list("key", flat=True))
    checks.none((key for key, times in keys.items() if times > 1), "every key is unique")
    found = _in_the_outbox()
    checks.alike(found, world.story.mails.elements(), "each mail came to each who should get it, and no other")
    world.story.mails = Counter(found)  # what is wrong is said once


def _in_the_outbox() -> list[tuple[str, str, int]]:
    """Return (kind, address, number of the paper) of every mail; the kind is the first word of its key."""
    numbers = dict(Submission.objects.values_list("pk", "number"))
    rows = Message.objects.values_list("key", "to", "submission_id")
    return [(key.split(":")[0], to, numbers.get(paper, 0)) for key, to, paper in rows]
