"""Take a file for a paper. Every version is kept; what cannot be taken is refused with what its author can do."""

import errno
import logging
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from submissions.camera_ready.rules import may_hand_in
from submissions.manuscripts import store, workbench
from submissions.manuscripts.checks.finding import NO_ROOM
from submissions.manuscripts.checks.outside import BEGINNING, archive_in, check_outside, too_large
from submissions.manuscripts.checks.problem import Problem
from submissions.manuscripts.turns import require_room, turn_of
from submissions.models import Manuscript, Submission
from submissions.models.manuscript import Kind
from submissions.states import Status
from submissions.submitting.notifications import file_replaced
from submissions.submitting.queries import is_author
from submissions.submitting.rules import may_edit
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.mail.actions import enqueue

logger = logging.getLogger(__name__)

RULES = {Kind.PAPER: may_edit, Kind.SUPPLEMENT: may_edit, Kind.CAMERA_READY: may_hand_in}
DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_YOURS = "Only the authors of a paper can add a file to it."


def add_manuscript(submission: Submission, upload: UploadedFile, *, by: User, kind: Kind = Kind.PAPER) -> Manuscript:
    """Check the file, keep it as a new version and log it; the version there is, when it is the same file again.

    Papers also get their blind copy. The checks run before the transaction, for they take a quarter of a second.
    """
    return keep_manuscript(look_at(submission, upload, by=by, kind=kind))


def look_at(submission: Submission, upload: UploadedFile, *, by: User, kind: Kind = Kind.PAPER) -> Manuscript:
    """Check the file and bring it into the store; return the row that describes it, which is not saved."""
    require(RULES[kind](submission, submission.edition.moment()))
    if not is_author(by, submission):
        raise Refused(NOT_YOURS)
    try:
        require_room(by, upload.size or 0)
        may_be_archive = kind == Kind.SUPPLEMENT and submission.edition.takes_archives
        ending = _archive_in(upload) if may_be_archive else ""
        if ending:
            taken = _take_archive(upload, ending)
        else:
            with turn_of(by):
                taken = _take(upload, blinded=kind != Kind.CAMERA_READY)
    except Problem as problem:
        raise Refused(str(problem)) from None
    except OSError as error:
        if error.errno not in DISK_IS_FULL:
            raise
        logger.error("No room for the file of paper %s: %s", submission.pk, error)  # noqa: TRY400 (no traceback helps)
        raise Refused(NO_ROOM) from None
    taken.submission, taken.kind, taken.uploaded_by = submission, kind, by
    return taken


def _take(upload: UploadedFile, *, blinded: bool) -> Manuscript:
    """Bring the file into the store and return an unsaved row that describes it."""
    beginning = upload.read(BEGINNING)
    upload.seek(0)
    check_outside(upload.size or 0, beginning, max_bytes=settings.MANUSCRIPT_MAX_BYTES)
    with store.workplace() as folder:
        original, copy = folder / "original.pdf", folder / "blind.pdf"
        size = store.write(upload.chunks(), original)
        try:
            pages = workbench.examine(original, copy)
        except Problem:
            store.write([bytes(size)], copy)  # with the disk full, it is not the file that was broken
            raise
        return Manuscript(
            size=size,
            pages=pages,
            sha256=store.keep(original),
            blind_sha256=store.keep(copy) if blinded else "",
            original_name=Path(upload.name or "").name[:200],
        )


def _archive_in(upload: UploadedFile) -> str:
    beginning = upload.read(BEGINNING)
    upload.seek(0)
    return archive_in(upload.name or "", beginning)


def _take_archive(upload: UploadedFile, ending: str) -> Manuscript:
    """Bring an archive into the store as it is: never unpacked, and so without a blind copy."""
    if (upload.size or 0) > settings.MANUSCRIPT_MAX_BYTES:
        raise Problem(too_large(upload.size, settings.MANUSCRIPT_MAX_BYTES))
    with store.workplace() as folder:
        size = store.write(upload.chunks(), folder / "archive")
        sha256 = store.keep(folder / "archive", ending)
    return Manuscript(size=size, ending=ending, sha256=sha256, original_name=Path(upload.name or "").name[:200])


@transaction.atomic
def keep_manuscript(taken: Manuscript) -> Manuscript:
    """Save what was looked at as the newest version and log it; the version there is, when it is the same file."""
    submission = Submission.objects.select_for_update(no_key=True).get(pk=taken.submission_id)
    require(RULES[Kind(taken.kind)](submission, taken.submission.edition.moment()))
    files = Manuscript.objects.filter(submission=submission, kind=taken.kind)
    newest = files.order_by("-version").first()
    if newest and newest.sha256 == taken.sha256:
        return newest
    taken.version = newest.version + 1 if newest else 1
    taken.uploaded_at = clock.now()
    taken.save()
    record(
        "manuscript.added",
        by=taken.uploaded_by,
        edition=taken.submission.edition.slug,
        submission_id=submission.pk,
        kind=taken.kind,
        version=taken.version,
        sha256=taken.sha256,
    )
    if submission.status == Status.SUBMITTED:
        enqueue(file_replaced(taken.submission, taken))
    return taken
