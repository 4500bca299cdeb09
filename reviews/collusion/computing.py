"""Compute a report that a chair has asked for. Called by the background task; running it twice does its work once."""

import logging
import time

from reviews.collusion.queries import Named, papers_open_to, scene_of
from reviews.collusion.statistics.report import Kind, kinds_of
from reviews.models import CollusionReport
from reviews.models.collusion import ReportState
from reviews.visibility.lists import sight_of

logger = logging.getLogger(__name__)

SHUFFLES = ((5_000, 999), (50_000, 499))  # up to so many eager bids, so many shuffles
FEWEST = 199
EVERY = 0.5  # seconds between two notes of how far it is


def compute(report_id: int) -> None:
    """Turn a running report into one that is ready. It holds nothing of papers that the chair may not see now."""
    report = CollusionReport.objects.select_related("edition", "asked_by", "plan").get(pk=report_id)
    if report.state != ReportState.RUNNING:
        return
    try:
        papers = papers_open_to(sight_of(report.asked_by, report.edition))
        named = scene_of(report.edition, papers, report.plan)
        report.shuffles = shuffles_for(len(named.scene.eager))
        kinds = kinds_of(named.scene, number=report.shuffles, seed=report.seed, tell=_Teller(report_id).tell)
        report.papers, report.result = papers, result_of(named, kinds)
        report.state, report.done = ReportState.READY, 1.0
    except Exception:
        logger.exception("Report %s could not be computed", report_id)
        CollusionReport.objects.filter(pk=report_id).update(state=ReportState.FAILED)
        raise
    report.save()


def shuffles_for(bids: int) -> int:
    """Return how many shuffles are made for so many bids: as many as take minutes at most."""
    return next((number for most, number in SHUFFLES if bids <= most), FEWEST)


def result_of(named: Named, kinds: list[Kind]) -> dict[str, object]:
    """Return the findings with the keys of people and papers, to be kept."""
    return {"bids": len(named.scene.eager), "kinds": [_kept(named, kind) for kind in kinds]}


def _kept(named: Named, kind: Kind) -> dict[str, object]:
    return {
        "name": kind.name,
        "seen": kind.seen,
        "usual": kind.usual,
        "p": kind.p,
        "adjusted": kind.adjusted,
        "strongest": round(kind.strongest, 3),
        "by_chance": [round(one, 3) for one in kind.by_chance],
        "lines": [
            {
                "people": [named.people[one] for one in line.people],
                "paper": None if line.paper is None else named.papers[line.paper],
                "behind": [(named.people[person], named.papers[paper]) for person, paper in line.behind],
                "q": line.q,
                "in_shuffles": line.in_shuffles,
            }
            for line in kind.lines
        ],
    }


class _Teller:
    """Writes down how far a report is, not too often."""

    def __init__(self, report_id: int) -> None:
        self.report_id, self.told_at = report_id, 0.0

    def tell(self, done: float) -> None:
        """Note the share that is done."""
        if time.monotonic() - self.told_at > EVERY:
            self.told_at = time.monotonic()
            CollusionReport.objects.filter(pk=self.report_id).update(done=done)
