"""The states a submission can be in, and which may follow which. Pure; `lifecycle.py` makes the moves."""

from enum import StrEnum


class Status(StrEnum):
    """What is publicly true of a submission. A decision that is not released does not show here."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    DESK_REJECTED = "desk_rejected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """Return the words for people."""
        return self.value.replace("_", " ").capitalize()


CHOICES = [(status.value, status.label) for status in Status]

IN_REVIEW = frozenset({Status.SUBMITTED})
DECIDED = frozenset({Status.ACCEPTED, Status.REJECTED})
RECEIVED = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED})

MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED}),
    Status.SUBMITTED: frozenset(
        {Status.DRAFT, Status.WITHDRAWN, Status.DESK_REJECTED, Status.ACCEPTED, Status.REJECTED}
    ),
    Status.WITHDRAWN: frozenset({Status.SUBMITTED}),
    Status.DESK_REJECTED: frozenset({Status.SUBMITTED}),
    Status.ACCEPTED: frozenset({Status.WITHDRAWN}),
    Status.REJECTED: frozenset(),
}


def may_follow(old: Status, new: Status) -> bool:
    """Tell whether a submission in state `old` may move to `new`."""
    return new in MOVES[old]
