"""What is asked of a person now. Each app above registers what it asks; the home page shows it all in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of the list: a verb, what it is about, and until when."""

    verb: str  # "Review", "Finish and submit", "Answer the invitation"
    what: str  # "Paper 412: Sparse pipelines"; built under the policy by who registers it
    url: str
    edition: str  # the edition's name
    due: datetime | None = None
    state: str = ""  # "draft saved", "2 things are missing"


Asker = Callable[[Any, datetime], Iterable[Ask]]  # (user, instant) -> what is asked
ASKERS: list[Asker] = []


def asks(asker: Asker) -> Asker:
    """Register a function that tells what is asked of a person. Its queries must not grow with its rows."""
    ASKERS.append(asker)
    return asker


def asked_of(user: Any, at: datetime) -> list[Ask]:
    """Return all that is asked of a person at an instant, the most urgent first."""
    found = [ask for asker in ASKERS for ask in asker(user, at)]
    return sorted(found, key=lambda ask: (ask.due is None, ask.due or at, ask.what))
