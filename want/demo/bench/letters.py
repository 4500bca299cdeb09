"""What it costs to queue the letters of a large edition: the release of all decisions, and a plan that is applied.

`WANT_MODE=demo python -m want.demo.bench.letters --papers 27000 --people 9000`, in a scratch database.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 (models need the settings)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from reviews.assignment.applying import apply_plan  # noqa: E402
from reviews.decisions.letters import default_letters  # noqa: E402
from reviews.decisions.release import release  # noqa: E402
from reviews.models import Assignment, AssignmentPlan, Decision, PlannedPair, Review, ReviewVersion  # noqa: E402
from reviews.models.assignment import PlanState  # noqa: E402
from submissions.models import Manuscript  # noqa: E402
from want.core import clock  # noqa: E402
from want.demo.bench.fill import Filled, fill  # noqa: E402
from want.demo.bench.scratch import edition_in  # noqa: E402
from want.mail.models import Message  # noqa: E402
from want.venues.models import Role  # noqa: E402
from want.venues.stages import Stage  # noqa: E402

BATCH = 2000


def main(words: list[str]) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=27_000)
    parser.add_argument("--people", type=int, default=9_000)
    asked = parser.parse_args(words)
    with edition_in("bench_letters") as edition:
        file = Manuscript(kind="paper", sha256="0" * 64, blind_sha256="", size=1, pages=9)
        filled = fill(edition, papers=asked.papers, reviewers=asked.people, seed=7, keep=lambda _: file)
        sys.stdout.write("| act | letters | seconds | of a core | queries | peak MB |\n|---|---|---|---|---|---|\n")
        clock.move_to(edition.calendar.windows[Stage.DISCUSSION].closes_at + timedelta(days=1))
        _decide_the_rest(filled)
        _measure("release", lambda: release(edition, default_letters(edition), by=filled.chair))
        clock.move_to(edition.calendar.windows[Stage.REVIEWING].opens_at + timedelta(hours=1))
        plan = _planned(filled)
        _measure("plan applied", lambda: apply_plan(plan, by=filled.chair))


def _measure(what: str, act: Callable[[], object]) -> None:
    before, started, spent = Message.objects.count(), time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as asked:
        act()
    took, used = time.perf_counter() - started, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    letters = Message.objects.count() - before
    sys.stdout.write(f"| {what} | {letters:,} | {took:.1f} | {used:.1f} | {len(asked):,} | {peak:,} |\n")
    sys.stdout.flush()


def _decide_the_rest(filled: Filled) -> None:
    left = filled.edition.submissions.filter(decision=None).values_list("pk", flat=True)
    by = {"outcome": "poster", "decided_by": filled.chair, "decided_at": clock.now()}
    Decision.objects.bulk_create([Decision(submission_id=paper, **by) for paper in left], batch_size=BATCH)


def _planned(filled: Filled) -> AssignmentPlan:
    """Take everything back to before the assignment, and plan what had been assigned."""
    edition = filled.edition
    edition.submissions.update(status="submitted", presentation="")
    type(edition).objects.filter(pk=edition.pk).update(released_at=None, papers_per_reviewer=12)
    rows = Assignment.objects.filter(role=Role.REVIEWER)
    pairs = list(rows.values_list("submission", "reviewer"))
    for model in (ReviewVersion, Review, Decision, Assignment):
        model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
    plan = AssignmentPlan.objects.create(
        edition=edition, role=Role.REVIEWER, demand=3, state=PlanState.READY, created_by=filled.chair, total=1.0
    )
    planned = [PlannedPair(plan=plan, submission_id=paper, reviewer_id=who, score=0.5) for paper, who in pairs]
    PlannedPair.objects.bulk_create(planned, batch_size=BATCH)
    return plan


if __name__ == "__main__":
    main(sys.argv[1:])
