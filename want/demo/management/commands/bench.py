"""`manage.py bench`: measure the main pages at two sizes, as `make bench` does."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from want.demo import serve
from want.demo.bench.measure import Measured
from want.demo.bench.run import measured

# Medians in ms at 5,000 papers and 15,000 reviews, one client, on a machine of two cores like ours.
HOTCRP = {
    "home, signed out": 3,
    "home, signed in": 6,
    "author's list": 12,
    "submission form": 16,
    "reviewer's list": 16,
    "review form": 54,
    "save a review": 11,
    "PDF": 4,
    "chair's dashboard": 6,
    "chair's paper": 32,
    "chair's table, all rows": 1028,
    "search a title's word": 64,
    "change a decision": 5,
}


class Command(BaseCommand):
    """Prints a table and writes .want/bench.json. The figures depend on the machine: compare within one run."""

    help = "Fill editions of 1,000 and 5,000 papers, serve them as in production and measure the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sizes and how long to measure."""
        parser.add_argument("--sizes", default="1000:400,5000:1500", help="papers:reviewers, separated by commas")
        parser.add_argument("--times", type=int, default=30, help="sequential requests a page")
        parser.add_argument("--seconds", type=float, default=3, help="how long eight connections load a page")
        parser.add_argument("--port", type=int, default=8010)

    def handle(self, **options: Any) -> None:
        """Measure both sizes in one run and lay them side by side."""
        if not settings.WANT_DEMO:
            raise CommandError("The bench runs in demo mode only: `make bench`, or WANT_MODE=demo in the environment.")
        if not serve.port_is_free(options["port"]):
            raise CommandError(f"Port {options['port']} is taken. Choose another with --port.")
        sizes = [tuple(map(int, size.split(":"))) for size in options["sizes"].split(",")]
        results = {
            papers: measured(
                papers,
                reviewers,
                port=options["port"],
                times=options["times"],
                seconds=options["seconds"],
                say=self._say,
            )
            for papers, reviewers in sizes
        }
        for line in table(results):
            self._say(line)
        self._write(results)

    def _write(self, results: dict[int, list[Measured]]) -> None:
        path = Path(settings.WANT_DATA) / "bench.json"
        path.write_text(json.dumps({size: [asdict(m) for m in rows] for size, rows in results.items()}, indent=2))
        self._say(f"The figures are in {path}.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def table(results: dict[int, list[Measured]]) -> list[str]:
    """Return the table as lines: median, 95th percentile, throughput, queries and size at the largest, and growth."""
    smallest, largest = min(results), max(results)
    before = {row.page: row for row in results[smallest]}
    lines = [
        "",
        f"| page | ms at {smallest:,} | at {largest:,} | 95 % | growth | requests/s | queries | kB | HotCRP ms |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in results[largest]:
        small = before[row.page]
        rate = f"{row.throughput:.0f}" if row.throughput else "-"
        lines.append(
            f"| {row.page} | {small.median:.1f} | {row.median:.1f} | {row.p95:.1f} | {row.median / small.median:.2f} "
            f"| {rate} | {row.queries} | {row.size / 1024:.0f} | {HOTCRP.get(row.page, '-')} |"
        )
    return lines
