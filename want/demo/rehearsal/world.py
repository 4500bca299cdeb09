"""What acts and proofs share: the cast and their browsers, the clock, the ledger, and what became of the papers."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from want.core import clock
from want.demo.people import Figure
from want.demo.rehearsal.casting import Cast
from want.demo.rehearsal.checks import Checks
from want.demo.rehearsal.person import Person
from want.demo.rehearsal.seen import Seen
from want.venues.models import Edition
from want.venues.stages import Stage

AT_ONCE = 4  # people at their browsers at the same time: two cores serve them
EDITION = "rehearsal2024"

T = TypeVar("T")


class World:
    """The stage and everybody on it."""

    def __init__(self, base_url: str, cast: Cast, rng: random.Random, *, seed: int) -> None:
        self.base_url, self.cast, self.rng, self.seed = base_url, cast, rng, seed
        self.checks, self.seen = Checks(), Seen()
        self.expected: Counter[tuple[str, str, int]] = Counter()  # (kind, address, paper's number) of mails
        self._people: dict[str, Person] = {}
        self._lock = threading.Lock()
        self.public = self.stranger()

    def person(self, figure: Figure) -> Person:
        """Return this figure at their browser; the same one every time."""
        if figure.email not in self._people:
            self._people[figure.email] = Person(figure, self.base_url, watch=self.seen.watcher(figure.email))
        return self._people[figure.email]

    def stranger(self) -> Person:
        """Return somebody without an account and without a past."""
        return Person(Figure("A stranger", "", ""), self.base_url, watch=self.seen.watcher(""))

    @property
    def organiser(self) -> Person:
        """Return the chair who opened the edition."""
        return self.person(self.cast.chairs[0])

    def each(self, what: str, act: Callable[[T], None], over: Iterable[T]) -> None:
        """Let people act side by side, where order does not matter; `what` says it of one: "{} signs up"."""

        def do(one: T) -> None:
            with self.checks.act(what.format(one)):
                act(one)

        with _hands() as pool:
            list(pool.map(do, over))

    def one(self, what: str, act: Callable[[], object]) -> bool:
        """Let one thing be done; tell whether it went as expected."""
        before = len(self.checks.failures)
        with self.checks.act(what):
            act()
        return len(self.checks.failures) == before

    def edition(self) -> Edition:
        """Return the edition's row as it is now; for proofs only."""
        return Edition.objects.with_calendar().get(slug=EDITION)

    def expect_mail(self, kind: str, *addresses: str, number: int = 0, times: int = 1) -> None:
        """Note that a mail of this kind must come, once to each; proofs compare this with the outbox, both ways."""
        with self._lock:
            self.expected.update({(kind, address, number): times for address in addresses})

    def go_into(self, stage: Stage, share: float = 0.3) -> datetime:
        """Move the clock into the window of a stage, so far along it."""
        window = self.edition().calendar.windows[stage]
        instant = window.opens_at + (window.closes_at - window.opens_at) * share
        clock.move_to(instant)
        return instant

    def go_past(self, stage: Stage, by: timedelta) -> datetime:
        """Move the clock past the announced end of a stage."""
        instant = self.edition().calendar.windows[stage].closes_at + by
        clock.move_to(instant)
        return instant

    def path(self, rest: str = "") -> str:
        """Return an address of the edition."""
        return f"/{EDITION}/{rest}"


@contextmanager
def _hands() -> Iterator[ThreadPoolExecutor]:
    """Several hands that drop what they have not begun when the play is broken off."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()
