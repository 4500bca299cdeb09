"""Take the final version of an accepted paper."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from submissions.camera_ready.notifications import handed_in
from submissions.camera_ready.rules import may_hand_in
from submissions.manuscripts.actions import NOT_YOURS, keep_manuscript, look_at
from submissions.manuscripts.queries import latest
from submissions.models import CameraReady, Manuscript, Submission
from submissions.models.manuscript import Kind
from submissions.submitting.queries import is_author
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_stale
from want.mail.actions import enqueue

NO_FILE = "Add the final PDF. The one that was reviewed has no names in it."


def hand_in(
    submission: Submission,
    *,
    title: str,
    abstract: str,
    code_url: str,
    consents: bool,
    upload: UploadedFile | None,
    by: User,
    seen_version: int | None = None,
) -> CameraReady:
    """Keep the final words and file, and send all authors a receipt; handing in the same again changes nothing.

    `upload` may be None once there is a final file. Every version of the file is kept.
    """
    require(may_hand_in(submission, submission.edition.moment()))
    said = {"title": title.strip(), "abstract": abstract.strip(), "code_url": code_url, "consents": consents}
    _news(
        CameraReady.objects.filter(submission=submission).first(), said, seen_version
    )  # before a long look at the file
    taken = look_at(submission, upload, by=by, kind=Kind.CAMERA_READY) if upload is not None else None
    return _keep(submission, said, by, seen_version, taken)


@transaction.atomic
def _keep(
    submission: Submission, said: dict[str, Any], by: User, seen_version: int | None, taken: Manuscript | None
) -> CameraReady:
    """Keep words and file together or neither: looking at a file takes long, and a co-author may consent meanwhile."""
    paper = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    paper.edition = submission.edition
    require(may_hand_in(paper, paper.edition.moment()))
    if not is_author(by, paper):
        raise Refused(NOT_YOURS)
    stored = CameraReady.objects.filter(submission=paper).first()
    news = _news(stored, said, seen_version)
    known = latest(paper, Kind.CAMERA_READY)
    file = known if taken is None else keep_manuscript(taken)
    if file is None:
        raise Refused(NO_FILE)
    if stored is None:
        kept = CameraReady.objects.create(submission=paper, submitted_by=by, **said)
    else:
        # A file may be newer than what was said of it if the machine stopped between the two.
        if not news and file == known and file.uploaded_at <= stored.submitted_at:
            return stored
        kept = _replace(stored, news, by)
    record(
        "camera_ready.handed_in",
        by=by,
        edition=paper.edition.slug,
        submission_id=paper.pk,
        version=kept.version,
        sha256=file.sha256,
        consents=kept.consents,
    )
    enqueue(handed_in(paper, kept, file))
    return kept


def _news(stored: CameraReady | None, said: dict[str, Any], seen_version: int | None) -> dict[str, Any]:
    """Return what is said anew; raise EditedMeanwhile where the form showed another version than is stored.

    A file that came with such a form must not be published by the consent that a co-author has given to theirs.
    """
    if stored is None:
        return said
    news = {field: value for field, value in said.items() if getattr(stored, field) != value}
    if news and is_stale(seen_version, stored.version):
        raise EditedMeanwhile({field: getattr(stored, field) for field in news}, version=stored.version)
    return news


def _replace(stored: CameraReady, news: dict[str, Any], by: User) -> CameraReady:
    for field, value in news.items():
        setattr(stored, field, value)
    stored.submitted_by, stored.submitted_at = by, clock.now()
    stored.version += 1
    stored.save()
    return stored
