"""A mail server that misbehaves on purpose: it refuses, hangs, and hangs up at the worst instant."""

import asyncio
import email
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.policy import default

# What can happen to a mail, by how often.
MOODS = {
    "421 when connecting": 2,
    "421 at the sender": 2,
    "451 at the recipient": 3,
    "550 at the recipient": 3,
    "451 after the mail": 3,
    "no answer at all": 1,
    "hung up within the mail": 2,
    "hung up after taking the mail": 3,
}
KILLED = "worker killed after the mail was taken"


@dataclass(eq=False, slots=True)
class Taken:
    """A mail that the server took. `is_known` says that the worker has heard so: it went on talking afterwards."""

    message_id: str
    to: str
    recipients: list[str]
    at: float
    is_known: bool = False


@dataclass(eq=False)
class Sink:
    """The server, in a thread of its own. `kills` is called now and then between taking a mail and saying so."""

    port: int
    rng: random.Random
    share: float  # of the mails meet a mood
    pace: float = 0.0  # seconds that a mail takes at least, so that there is a middle to be killed in
    kills: Callable[[], None] = lambda: None
    taken: list[Taken] = field(default_factory=list)
    moods: Counter[str] = field(default_factory=Counter)
    is_calm: bool = False
    kills_left: int = 0

    def start(self) -> None:
        """Listen."""
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True, name="sink")
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError(f"The mail sink could not listen on port {self.port}.")

    def stop(self) -> None:
        """Stop listening and hang up on everybody."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def mood(self, *among: str) -> str:
        """Draw what happens now, of what can happen at this point; mostly nothing."""
        if self.is_calm:
            return ""
        if KILLED in among and self.kills_left and self.rng.random() < self.share:
            self.kills_left -= 1
            return KILLED
        weights = {name: MOODS[name] for name in among if name in MOODS}
        odds = self.share * sum(weights.values()) / sum(MOODS.values())
        if self.rng.random() >= odds:
            return ""
        drawn = self.rng.choices(list(weights), list(weights.values()))[0]
        self.moods[drawn] += 1
        return drawn

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._answer, "127.0.0.1", self.port))
        ready.set()
        self._loop.run_forever()
        server.close()
        talks = asyncio.all_tasks(self._loop)
        for talk in talks:
            talk.cancel()
        self._loop.run_until_complete(asyncio.gather(*talks, return_exceptions=True))
        self._loop.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Talk(self, reader, writer).go()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()


class _HungUp(ConnectionError):  # noqa: N818 (an act, not an error)
    """This server ends the connection without a word."""


class _Talk:
    """One connection."""

    def __init__(self, sink: Sink, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sink, self.reader, self.writer = sink, reader, writer
        self.recipients: list[str] = []
        self.last: Taken | None = None

    async def go(self) -> None:
        """Greet, and answer commands until one side has had enough."""
        if self.sink.mood("421 when connecting"):
            await self._say("421 too busy")
            return
        await self._say("220 sink")
        while line := await self.reader.readline():
            if self.last is not None:
                self.last.is_known, self.last = True, None
            verb = line.decode("ascii", "replace").split(" ")[0].strip().upper()
            if verb == "QUIT":
                await self._say("221 goodbye")
                return
            await self._obey(verb, line.decode("ascii", "replace").strip())

    async def _obey(self, verb: str, line: str) -> None:
        match verb:
            case "EHLO" | "HELO" | "NOOP":
                await self._say("250 sink")
            case "RSET":
                self.recipients = []
                await self._say("250 forgotten")
            case "MAIL":
                await self._meet_sender()
            case "RCPT":
                await self._meet_recipient(line)
            case "DATA":
                await self._take()
            case _:
                await self._say("500 what?")

    async def _meet_sender(self) -> None:
        self.recipients = []
        if self.sink.mood("421 at the sender"):
            await self._say("421 closing")
            raise _HungUp
        await self._say("250 sender")

    async def _meet_recipient(self, line: str) -> None:
        mood = self.sink.mood("451 at the recipient", "550 at the recipient", "no answer at all")
        if mood == "no answer at all":
            await self.reader.read()  # until the other side hangs up
            raise _HungUp
        if mood:
            await self._say(f"{mood[:3]} no")
            return
        self.recipients.append(line.partition("<")[2].partition(">")[0])
        await self._say("250 recipient")

    async def _take(self) -> None:
        await self._say("354 go on")
        mood = self.sink.mood("451 after the mail", "hung up within the mail", "hung up after taking the mail", KILLED)
        if mood == "hung up within the mail":
            await self.reader.readline()
            raise _HungUp
        content = (await self.reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
        await asyncio.sleep(0 if self.sink.is_calm else self.sink.pace)
        if mood == "451 after the mail":
            await self._say("451 later")
            return
        taken = self._note(content)
        if mood == KILLED:
            self.sink.kills()
        if mood:
            raise _HungUp
        self.last = taken
        await self._say("250 taken")

    def _note(self, content: bytes) -> Taken:
        mail = email.message_from_bytes(content, policy=default)
        taken = Taken(str(mail["Message-ID"]), str(mail["To"]), self.recipients, time.monotonic())
        self.sink.taken.append(taken)
        return taken

    async def _say(self, words: str) -> None:
        self.writer.write(words.encode() + b"\r\n")
        await self.writer.drain()
