"""Faults one after the other while people write and letters go out; then calm, and the comparison."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.db.models import F, QuerySet

from want.core import clock
from want.demo.faults.ledger import Ledger
from want.demo.faults.people import NO_ROOM
from want.demo.faults.proofs import Letters, letters_compared, writes_lost
from want.demo.faults.servers import Servers
from want.demo.faults.sink import KILLED, Sink
from want.demo.faults.world import Cast, make_world, write_letters
from want.demo.rehearsal.scratch import free_port
from want.demo.serve import HOST
from want.desk.outbox import send_again
from want.mail.delivery import LEASE
from want.mail.models import Message, MessageState

T = TypeVar("T")

PATIENCE = 120.0  # seconds until the last letter must be out once all is calm
SHARE = 0.3  # of the letters meet a mood of the mail server
WORKER_AT_WORK = 30.0  # seconds until a worker has surely begun
SECONDS_A_ROUND = 0.8
FULL_FOR = 2.5  # seconds that the disk is full


@dataclass(slots=True)
class Report:
    """What was done, and what came of it."""

    faults: Counter[str] = field(default_factory=Counter)
    writes: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    letters: Letters = field(default_factory=Letters)
    surprises: Counter[str] = field(default_factory=Counter)

    @property
    def verdict(self) -> str:
        """Return the plain last line."""
        return (
            f"{self.faults.total()} faults, {self.writes.total()} writes acknowledged, {len(self.lost)} lost, "
            f"{self.letters.number} mails, {len(self.letters.missing)} missing, {len(self.letters.doubled)} doubled"
        )

    @property
    def is_good(self) -> bool:
        """Tell whether nothing was lost and nothing came twice."""
        return not (self.lost or self.letters.missing or self.letters.doubled)


def play(folder: Path, *, rounds: int, letters: int, seed: int, say: Callable[[str], None]) -> Report:
    """Break something so many times, and report."""
    rng, ledger = random.Random(seed), Ledger()
    servers = Servers(free_port(), folder / "servers.log", rng)
    sink = Sink(settings.EMAIL_PORT, random.Random(seed), SHARE, kills_left=max(1, rounds // 6))
    sink.pace = SECONDS_A_ROUND * rounds / letters
    sink.kills = lambda: servers.kill_worker(KILLED)
    cast = make_world(f"http://{HOST}:{servers.port}", ledger, rng)
    write_letters(letters)
    sink.start()
    servers.start_web()
    servers.start_worker()
    try:
        servers.wait_until_served()
        say("The site answers; people begin to write, and things to break.")
        _break_things(cast, servers, sink, rng, rounds=rounds, letters=letters)
        say("All is calm; what is left is finished.")
        _calm_down(cast, servers, sink)
    finally:
        servers.stop()
        sink.stop()
    said = Counter(_kind(words) for writer in cast.writers for words in writer.said)
    return Report(
        servers.faults + sink.moods,
        ledger.count,
        ledger.tries,
        writes_lost(ledger),
        letters_compared(sink.taken),
        said,
    )


def _break_things(cast: Cast, servers: Servers, sink: Sink, rng: random.Random, *, rounds: int, letters: int) -> None:
    """Let people write, and break one thing after the other at random instants."""
    for writer in cast.writers:
        writer.start()

    def kill_worker() -> None:
        _wait_for_letters(servers, sink, rng.randint(1, max(2, 2 * letters // rounds)))
        servers.kill_worker()

    faults: list[Callable[[], None]] = [
        kill_worker,
        servers.kill_web_process,
        servers.crash_database,
        kill_worker,
        lambda: _full_disk(servers),
        servers.kill_web,
    ]
    order = [faults[place % len(faults)] for place in range(rounds)]
    rng.shuffle(order)
    for fault in order:
        _let_go_on(servers, rng.uniform(0.3, 1.6))
        fault()
    _let_go_on(servers, 1.5)


def _wait_for_letters(servers: Servers, sink: Sink, number: int) -> None:
    """Let the worker get so far into the batch, so that it is killed at work and not at its start."""
    end, before = time.monotonic() + WORKER_AT_WORK, len(sink.taken)
    while len(sink.taken) < before + number and time.monotonic() < end:
        _let_go_on(servers, 0.02)


def _full_disk(servers: Servers) -> None:
    servers.fill_disk()
    _let_go_on(servers, FULL_FOR)
    servers.empty_disk()


def _let_go_on(servers: Servers, seconds: float) -> None:
    """Let time pass; what was killed is started again, as a supervisor would."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _mend(servers)
        time.sleep(0.05)


def _mend(servers: Servers) -> None:
    if servers.mend():
        _let_leases_run_out()
        servers.start_worker()


def _calm_down(cast: Cast, servers: Servers, sink: Sink) -> None:
    """Let everybody finish what they began, and all letters out."""
    for writer in cast.writers:
        writer.enough.set()
    for writer in cast.writers:
        writer.join()
    sink.is_calm = True
    servers.stop_worker()
    end = time.monotonic() + PATIENCE
    while _letters_left() and time.monotonic() < end:
        steadily(lambda: send_again(cast.edition, _of(MessageState.FAILED), by=cast.chair))
        steadily(lambda: Message.objects.filter(state=MessageState.QUEUED).update(due_at=clock.real_now()))
        _mend(servers)
        time.sleep(0.5)


def _letters_left() -> bool:
    return steadily(lambda: Message.objects.exclude(state=MessageState.SENT).exists())


def _of(state: MessageState) -> QuerySet[Message]:
    return Message.objects.filter(state=state)


def _let_leases_run_out() -> None:
    """Let time pass for what the dead worker held; there is no other worker that could still be at it."""
    steadily(lambda: Message.objects.filter(state=MessageState.SENDING).update(claimed_at=F("claimed_at") - 2 * LEASE))


def steadily(ask: Callable[[], T]) -> T:
    """Ask the database until it answers: it may be restarting."""
    for _ in range(100):
        try:
            return ask()
        except (DatabaseError, InterfaceError):
            connections.close_all()
            time.sleep(0.2)
    return ask()


def _kind(words: str) -> str:
    """Return what people were told, without what differs each time."""
    return NO_ROOM if NO_ROOM in words else words.split(" at /", maxsplit=1)[0][:80]
