"""The receipt for a camera-ready paper, and the reminder of it."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from submissions.camera_ready.queries import contacts_of
from submissions.models import CameraReady, Manuscript, Submission
from submissions.submitting.notifications import to_authors
from want.core import timewords
from want.mail.actions import Letter
from want.mail.letters import absolute
from want.venues.models import Edition
from want.venues.stages import Moment, Stage
from want.venues.wordings import LetterKind, wording_of

DUE = LetterKind(
    name="camera_ready_due",
    file="mail/submissions/camera_ready_due.txt",
    places={
        "name": "the recipient's name",
        "edition": "the name of the edition",
        "papers": "their papers that are due, a line each",
        "deadline": "the end of the stage, in AoE",
        "deadline_utc": "the end, in UTC",
        "link": "the address of their list of papers",
    },
    needed=("papers", "link"),
)


def handed_in(paper: Submission, final: CameraReady, file: Manuscript) -> list[Letter]:
    """Tell all authors what was handed in, and whether it may be published."""
    about = f"camera-ready:{paper.pk}:{final.version}"
    by = final.submitted_by
    told = {"final": final, "file": file, "page": "camera_ready:hand_in"}
    return to_authors("camera_ready", paper, by=by, about=about, is_last_word=True, **told)


def due_letters(edition: Edition, papers: QuerySet[Submission], moment: Moment) -> Iterator[Letter]:
    """Yield one letter to each contact author of these papers, about all of them; one a person and day."""
    wording = wording_of(edition, DUE)
    closes_at = moment.calendar.windows[Stage.CAMERA_READY].closes_at
    common = {
        "edition": edition.name,
        "deadline": timewords.aoe(closes_at),
        "deadline_utc": timewords.utc(closes_at),
        "link": absolute(reverse("submissions:mine", args=[edition.slug])),
    }
    for person in contacts_of(papers):
        key = f"camera-ready-due:{edition.slug}:{person.email}:{moment.at:%Y-%m-%d}"
        yield person.letter(wording, common, key=key, edition=edition)
