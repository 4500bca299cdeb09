"""Measure pages of a running server as one client does: medians of sequential requests, throughput, bytes."""

import http.client
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from want.demo.serve import HOST

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: status, body, and how long it took in milliseconds."""

    status: int
    body: bytes
    location: str
    milliseconds: float


@dataclass
class Visitor:
    """A browser with one kept connection and its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path)

    def post(self, path: str, data: dict[str, str | list[str]]) -> Answer:
        """Send a form."""
        body = urlencode(data, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def token(self, path: str) -> str:
        """Return the CSRF token that the page's form carries."""
        found = TOKEN.search(self.get(path).body)
        return found.group(1).decode() if found else ""

    def _ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=120)
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        start = time.perf_counter()
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
        content = response.read()
        spent = (time.perf_counter() - start) * 1000
        self._keep(response)
        return Answer(response.status, content, response.getheader("Location", ""), spent)

    def _keep(self, response: http.client.HTTPResponse) -> None:
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value


@dataclass(frozen=True, slots=True)
class Measured:
    """One page's figures: milliseconds, requests a second at eight connections, queries, bytes."""

    page: str
    median: float
    p95: float
    throughput: float
    queries: int
    size: int
    status: int


def timed(ask: Callable[[], Answer], times: int) -> tuple[float, float, Answer]:
    """Ask `times` times in a row after two to warm up; return median and 95th percentile in ms, and an answer."""
    for _ in range(2):
        answer = ask()
    spent = []
    for _ in range(times):
        answer = ask()
        spent.append(answer.milliseconds)
    spent.sort()
    return statistics.median(spent), spent[int(0.95 * (len(spent) - 1) + 0.5)], answer


def throughput(port: int, cookies: dict[str, str], path: str, *, seconds: float, connections: int = 8) -> float:
    """Return how many times a second the page is served to so many connections; 0 when an answer is not 200."""
    done = [0] * connections
    failed = threading.Event()
    until = time.perf_counter() + seconds

    def work(place: int) -> None:
        visitor = Visitor(port, dict(cookies))
        while time.perf_counter() < until and not failed.is_set():
            if visitor.get(path).status != http.HTTPStatus.OK:
                failed.set()
            done[place] += 1

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 0.0 if failed.is_set() else sum(done) / (time.perf_counter() - start)
