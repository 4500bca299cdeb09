"""The sums of all that was proved, gathered from every process and told at the end of the run."""

import time
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

STARTED = time.monotonic()
SUMS: Counter[str] = Counter()


@pytest.fixture
def proved(record_property) -> Callable[[Mapping[str, int]], None]:
    """Return what a test calls with its counts."""

    def tell(counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            record_property(f"proved {name}", count)

    return tell


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what was proved, and tell a finding at once: a whole run takes its time."""
    if report.failed:
        print(f"\n{report.nodeid}\n{report.longreprtext}", flush=True)
    if report.when == "call":
        for name, count in report.user_properties:
            if name.startswith("proved "):
                SUMS[name.removeprefix("proved ")] += count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not SUMS:
        return
    terminalreporter.section("proved")
    for name, count in sorted(SUMS.items()):
        terminalreporter.write_line(f"{count:>9,}  {name}")
    terminalreporter.write_line(f"{time.monotonic() - STARTED:>9,.0f}  seconds")
