"""Read title and abstract off an uploaded PDF, which is not kept; called by a reviewer's profile."""

import errno

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from submissions.manuscripts import store, workbench
from submissions.manuscripts.checks.finding import NO_ROOM, Front
from submissions.manuscripts.checks.outside import BEGINNING, check_outside
from submissions.manuscripts.checks.problem import Problem
from submissions.manuscripts.turns import turn_of
from want.accounts.models import User
from want.core.verdict import Refused

DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def front_of(upload: UploadedFile, *, by: User) -> Front:
    """Return what the first page says; raise Refused with a sentence about a file that cannot be read."""
    beginning = upload.read(BEGINNING)
    upload.seek(0)
    try:
        check_outside(upload.size or 0, beginning, max_bytes=settings.MANUSCRIPT_MAX_BYTES)
        with turn_of(by), store.workplace() as folder:
            path = folder / "own.pdf"
            store.write(upload.chunks(), path)
            return workbench.read_front(path)
    except Problem as problem:
        raise Refused(str(problem)) from None
    except OSError as error:
        if error.errno not in DISK_IS_FULL:
            raise
        raise Refused(NO_ROOM) from None
