"""What is asked of authors: drafts to finish, camera-ready papers to hand in. Shown on the home page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from submissions.camera_ready.rules import may_hand_in
from submissions.models import Author, Submission
from submissions.states import Status
from submissions.submitting.completeness import missing
from submissions.submitting.queries import with_everything
from submissions.submitting.rules import may_edit
from want.venues.asks import Ask, asks
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


@asks
def of_authors(user: Any, at: datetime) -> Iterator[Ask]:
    """Yield what this person's papers need from them now."""
    mine = Author.objects.current().filter(user=user).values("submission")
    waiting = Submission.objects.filter(pk__in=mine, status__in=[Status.DRAFT, Status.ACCEPTED])
    papers = list(with_everything(waiting).select_related("submission_type", "camera_ready"))
    editions = Edition.objects.with_calendar().in_bulk({paper.edition_id for paper in papers}) if papers else {}
    prefetch_related_objects(list(editions.values()), "submission_types")
    for paper in papers:
        paper.edition = editions[paper.edition_id]
        moment = paper.edition.moment(at)
        if paper.status == Status.DRAFT and may_edit(paper, moment):
            yield _to_finish(paper, moment)
        elif may_hand_in(paper, moment) and not hasattr(paper, "camera_ready"):
            yield _to_hand_in(paper, moment)


def _to_finish(paper: Submission, moment: Moment) -> Ask:
    lacking = len(missing(paper))
    state = {0: "complete, but not submitted", 1: "one thing is missing"}.get(lacking, f"{lacking} things are missing")
    return _ask("Finish and submit", paper, "submissions:edit", moment.closes_at(Stage.SUBMISSION), state)


def _to_hand_in(paper: Submission, moment: Moment) -> Ask:
    return _ask("Hand in the final version", paper, "camera_ready:hand_in", moment.closes_at(Stage.CAMERA_READY))


def _ask(verb: str, paper: Submission, page: str, due: datetime | None, state: str = "") -> Ask:
    return Ask(
        verb=verb,
        what=f"{paper}: {paper.title}" if paper.title else f"{paper}, without a title",
        url=reverse(page, args=[paper.edition.slug, paper.code]),
        edition=paper.edition.name,
        due=due,
        state=state,
    )
