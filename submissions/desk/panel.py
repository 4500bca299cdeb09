"""The dashboard's panel of the papers."""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from submissions.models import Manuscript, Submission
from submissions.models.manuscript import Kind
from submissions.states import RECEIVED, Status
from want.desk import registry
from want.desk.sight import sight_of
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


@registry.panel
def papers_panel(edition: Edition, moment: Moment, viewer: Any) -> registry.Panel:
    """Tell how many papers there are; while they come in, this is what the stage is about."""
    sight = sight_of(viewer, edition)
    papers = sight.papers("existence")
    counted = Counter(dict(papers.order_by().values_list("status").annotate(number=Count("pk"))))
    url = reverse("desk:submissions_submission_changelist")
    received = sum(counted[status] for status in RECEIVED)
    facts = [
        registry.Fact(f"{counted[status]:,}", status.label, f"{url}?status={status.value}")
        for status in Status
        if counted[status] and not (status is Status.SUBMITTED and counted[status] == received)
    ]
    has_file = Exists(Manuscript.objects.filter(submission=OuterRef("pk"), kind=Kind.PAPER))
    if edition.has_tracks:
        facts += _by_track(sight.papers("existence", "title_abstract"), url)
    lacking = sight.papers("existence", "pdf").filter(status=Status.SUBMITTED).filter(~has_file).count()
    if lacking:
        facts.append(registry.Fact(f"{lacking:,}", "Submitted without a PDF", f"{url}?status=submitted&pdf=no", "warn"))
    leads = moment.stage in {Stage.SUBMISSION, Stage.CHECKS}
    sentence = (
        f"Beside them, {counted[Status.DRAFT]:,} drafts are not submitted yet."
        if moment.is_open(Stage.SUBMISSION)
        else ""
    )
    figure = registry.Figure(received, "Papers submitted", sentence=sentence, url=f"{url}?status=received")
    return registry.Panel("Submissions", 20, tuple(facts), figure=figure, leads=leads)


def _by_track(papers: QuerySet[Submission], url: str) -> list[registry.Fact]:
    """Count the papers that came in, of those the chair may see, by track."""
    rows = papers.filter(status__in=RECEIVED).order_by("track__position", "track").values_list("track", "track__name")
    return [
        registry.Fact(f"{number:,}", f"Track: {name or 'none yet'}", f"{url}?track={track or 'none'}&status=received")
        for track, name, number in rows.annotate(number=Count("pk"))
    ]
