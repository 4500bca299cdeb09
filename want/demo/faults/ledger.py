"""What the site has acknowledged, and what was sent without an answer: the measure of what must be there at the end."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator

Key = tuple[str, str]  # (kind, whose): ("title", "ada@x.example")


class Ledger:
    """Kept by all people at once. A value that was sent and not answered may be stored or not; both are right."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[Key, str] = {}
        self._since: dict[Key, list[str]] = defaultdict(list)  # sent after the last acknowledged one
        self._all: dict[Key, list[str]] = defaultdict(list)
        self.count: Counter[str] = Counter()
        self.tries: Counter[str] = Counter()

    def sends(self, kind: str, whose: str, value: str) -> None:
        """Note that a write leaves now."""
        with self._lock:
            self._since[kind, whose].append(value)
            self.tries[kind] += 1

    def hears(self, kind: str, whose: str, value: str) -> None:
        """Note that the site said it has kept this."""
        with self._lock:
            self._last[kind, whose] = value
            self._since[kind, whose].clear()
            self._all[kind, whose].append(value)
            self.count[kind] += 1

    def acknowledged(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each person's acknowledged values of a kind, in order."""
        for (found, whose), values in self._all.items():
            if found == kind:
                yield whose, values

    def may_stand(self, kind: str, whose: str) -> list[str]:
        """Return what may rightly be stored last: the last acknowledged value, or one sent after it."""
        last = self._last.get((kind, whose))
        return ([] if last is None else [last]) + self._since[kind, whose]
