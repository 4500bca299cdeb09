"""What acts and proofs share: the cast and their browsers, the clock, the ledger, and what became of the papers."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from want.core import clock
from want.demo.people import Figure
from want.demo.rehearsal.casting import Cast
from want.demo.rehearsal.checks import Checks
from want.demo.rehearsal.person import Person, wait_until
from want.demo.rehearsal.seen import Seen
from want.demo.rehearsal.story import OUTCOMES, Story, outcomes_of
from want.demo.rehearsal.ties import ties_of
from want.demo.rehearsal.work import Work, main_address
from want.venues.models import Edition, StageWindow
from want.venues.openings.actions import TOLD_WITHIN
from want.venues.openings.registry import OPENINGS
from want.venues.stages import Stage

AT_ONCE = 4  # people at their browsers at the same time: two cores serve them
EDITION = "rehearsal2024"

T = TypeVar("T")


class World:
    """The stage and everybody on it."""

    def __init__(self, base_url: str, cast: Cast, *, seed: int) -> None:
        self.base_url, self.cast, self.seed = base_url, cast, seed
        self.checks, self.seen = Checks(), Seen()
        self.story = Story()
        self.lock = threading.Lock()
        self._people: dict[str, Person] = {}
        self.figures = {figure.email: figure for figure in cast.everybody}
        self.public = self.stranger()

    def person(self, figure: Figure) -> Person:
        """Return this figure at their browser; the same one every time."""
        email = main_address(figure)
        if email not in self._people:
            self._people[email] = Person(figure, self.base_url, watch=self.seen.watcher(email))
        return self._people[email]

    def stranger(self) -> Person:
        """Return somebody without an account and without a past."""
        return Person(Figure("A stranger", "", ""), self.base_url, watch=self.seen.watcher(""))

    @property
    def organiser(self) -> Person:
        """Return the chair who opened the edition."""
        return self.person(self.cast.chairs[0])

    def person_with(self, email: str) -> Person:
        """Return the person of this address, who was on stage before."""
        return self._people[email]

    def work(self, code: str) -> Work:
        """Return the paper of this code."""
        return next(work for work in self.cast.works if work.code == code)

    def is_tied(self, email: str, work: Work) -> bool:
        """Tell whether somebody must not deal with a paper, worked out from the cast and what they declared."""
        figure = self.figures[email]
        return bool(ties_of(figure, work, self.cast.works)) or (email, work.code) in self.story.declared

    def may_review(self, email: str, work: Work) -> bool:
        """Tell whether neither a tie nor a track keeps somebody from reviewing a paper."""
        return not self.is_tied(email, work) and not self.cast.is_off_track(email, work)

    def works_tied_to(self, email: str) -> list[Work]:
        """Return the papers that this person must not deal with."""
        return [work for work in self.cast.works if self.is_tied(email, work)]

    def declared_by(self, email: str) -> set[str]:
        """Return the codes of papers with which somebody declared a conflict."""
        return {code for address, code in self.story.declared if address == email}

    def working_on(self, work: Work) -> list[Figure]:
        """Return who reviews and leads a paper, as their own lists told them."""
        lists = (self.story.duties, self.story.led)
        told = [email for tasks in lists for email, codes in tasks.items() if work.code in codes]
        return [self.figures[email] for email in told]

    def committee_of(self, work: Work) -> list[Figure]:
        """Return who reviews and leads a paper, and who handed it back."""
        back = [email for email, code in self.story.handed_back if code == work.code]
        return [*self.working_on(work), *(self.figures[email] for email in back)]

    def chair_of(self, work: Work) -> Person:
        """Return the first chair who has no conflict with a paper."""
        return self.person(next(chair for chair in self.cast.chairs if not self.is_tied(chair.email, work)))

    @property
    def outcomes(self) -> dict[str, str]:
        """Return what the chairs decide on each paper, by its code."""
        return outcomes_of(self.cast.under_review)

    @property
    def accepted(self) -> list[Work]:
        """Return the papers that will be accepted."""
        return [work for work in self.cast.under_review if self.outcomes[work.code] != OUTCOMES[2]]

    def each(self, what: str, act: Callable[[T], None], over: Iterable[T]) -> None:
        """Let people act side by side, where order does not matter; `what` says it of one: "{} signs up"."""

        def do(one: T) -> None:
            self.checks.done(what.format(one), lambda: act(one))

        with _hands() as pool:
            list(pool.map(do, over))

    def edition(self) -> Edition:
        """Return the edition's row as it is now; for proofs only."""
        return Edition.objects.with_calendar().get(slug=EDITION)

    def expect_mail(self, kind: str, *addresses: str, number: int = 0, times: int = 1) -> None:
        """Note that a mail of this kind must come, once to each; proofs compare this with the outbox, both ways."""
        with self.lock:
            self.story.mails.update({(kind, address, number): times for address in addresses})

    def go_into(self, stage: Stage, share: float = 0.3) -> datetime:
        """Move the clock into the window of a stage, so far along it, by way of its opening."""
        window = self.edition().calendar.windows[stage]
        if clock.now() < window.opens_at:
            self._move_to(window.opens_at + timedelta(minutes=1))
        instant = window.opens_at + (window.closes_at - window.opens_at) * share
        self._move_to(instant)
        return instant

    def go_past(self, stage: Stage, by: timedelta) -> datetime:
        """Move the clock past the announced end of a stage."""
        instant = self.edition().calendar.windows[stage].closes_at + by
        self._move_to(instant)
        return instant

    def _move_to(self, instant: datetime) -> None:
        """Move the clock, and wait until the worker has told of what has opened by then."""
        clock.move_to(instant)
        opened = StageWindow.objects.filter(edition__slug=EDITION, stage__in=[stage.value for stage in OPENINGS])
        untold = opened.filter(told_at=None, opens_at__range=(instant - TOLD_WITHIN, instant), closes_at__gt=instant)
        wait_until(lambda: not untold.exists(), patience=30)

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
