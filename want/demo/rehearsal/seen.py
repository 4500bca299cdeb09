"""Everything that people were given, page by page and file by file: what the proofs search for what leaked out.

Called by the browsers (as their watcher) and by the proofs; counts and times go into the report.
"""

import statistics
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from want.demo.rehearsal.page import Page


@dataclass(frozen=True, slots=True)
class Sight:
    """One answer that somebody was given; without anybody it was the public."""

    email: str
    method: str
    page: Page


class Seen:
    """The memory of all browsers; proofs forget what they have searched. Safe among threads."""

    def __init__(self) -> None:
        self.sights: list[Sight] = []
        self.requests = 0
        self.faults: list[str] = []  # answers of 500 and above
        self.times: list[float] = []
        self.slowest: tuple[float, str] = (0.0, "")
        self._lock = threading.Lock()

    def watcher(self, email: str) -> Callable[[str, Page], None]:
        """Return what a person's browser tells of every answer."""

        def watch(method: str, page: Page) -> None:
            with self._lock:
                self.requests += 1
                self.times.append(page.milliseconds)
                self.slowest = max(self.slowest, (page.milliseconds, f"{method} {page.path}"))
                if page.status >= 500:
                    self.faults.append(f"{method} {page.path} answered {page.status} to {email or 'the public'}")
                self.sights.append(Sight(email, method, page))

        return watch

    def by_person(self) -> dict[str, list[Page]]:
        """Return the pages since the last `forget`, by who was given them."""
        pages: dict[str, list[Page]] = defaultdict(list)
        for sight in self.sights:
            pages[sight.email].append(sight.page)
        return pages

    def forget(self) -> None:
        """Let go of what was searched."""
        with self._lock:
            self.sights.clear()

    @property
    def median(self) -> float:
        """Return the median answer in milliseconds."""
        return statistics.median(self.times) if self.times else 0.0
