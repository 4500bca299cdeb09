"""Which file of a paper is the present one."""

from submissions.models import Manuscript, Submission
from submissions.models.manuscript import Kind


def latest(submission: Submission, kind: Kind = Kind.PAPER) -> Manuscript | None:
    """Return the newest version of a paper's file; no query when its files were loaded along."""
    files = [file for file in submission.manuscripts.all() if file.kind == kind]
    return max(files, key=lambda file: file.version, default=None)


def versions(submission: Submission, kind: Kind = Kind.PAPER) -> list[Manuscript]:
    """Return all versions, the newest first; no query when its files were loaded along."""
    files = [file for file in submission.manuscripts.all() if file.kind == kind]
    return sorted(files, key=lambda file: -file.version)
