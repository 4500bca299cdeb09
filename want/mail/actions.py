"""Queue mails and deliver them. Everybody queues; only the worker delivers."""

from collections.abc import Iterable
from dataclasses import dataclass

from want.mail.models import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to queue. `key` says what it is about: two letters with one key are one mail.

    It is filed under the papers it speaks of, named as one `submission_id` or as `papers`.
    """

    key: str
    to: str
    subject: str
    body: str
    edition: str = ""
    submission_id: int | None = None
    papers: tuple[int, ...] = ()
    is_personal: bool = False

    def __post_init__(self) -> None:
        if len(self.papers) == 1:
            object.__setattr__(self, "submission_id", self.papers[0])
            object.__setattr__(self, "papers", ())


def enqueue(letters: Iterable[Letter]) -> int:
    """Put letters into the outbox in the caller's transaction; those whose key is there already are left alone.

    Returns how many letters were handed in.
    """
    rows = [
        Message(
            key=letter.key[:200],
            to=letter.to.strip().lower(),
            subject=" ".join(letter.subject.split())[:250],
            body=letter.body,
            edition=letter.edition,
            submission_id=letter.submission_id,
            papers=list(letter.papers),
            is_personal=letter.is_personal,
        )
        for letter in letters
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def unsent(letters: Iterable[Letter]) -> list[Letter]:
    """Return those of the letters whose keys are not in the outbox yet."""
    wanted = list(letters)
    known = set(Message.objects.filter(key__in=[one.key[:200] for one in wanted]).values_list("key", flat=True))
    return [one for one in wanted if one.key[:200] not in known]
