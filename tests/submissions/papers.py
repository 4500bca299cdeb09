"""What the tests of authors' pages type: a whole form, and the few words that make a paper complete."""

from pathlib import Path
from threading import Lock
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.manuscripts import store, workbench
from submissions.manuscripts.actions import add_manuscript
from submissions.models import Submission
from submissions.submitting.content import AuthorLine
from tests.submissions import pdfs
from want.accounts.models import User
from want.venues.models import Edition


def upload(text: str = "A paper", pages: int = 2) -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.pdf", pdfs.pdf(text, pages), content_type="application/pdf")


def line(user: User, *, is_contact: bool = False) -> AuthorLine:
    return AuthorLine(user.name, user.email, user.affiliation, is_contact)


def content(edition: Edition, **more: Any) -> dict[str, Any]:
    """The words of a complete paper."""
    words = {
        "title": "Sparse pipelines",
        "abstract": "We show that $x$ holds.",
        "keywords": ["pipelines"],
        "topics": [edition.topics.first().pk],
        "submission_type": edition.submission_types.first().pk,
    }
    return words | more


def form(edition: Edition, *lines: AuthorLine, **more: Any) -> dict[str, Any]:
    """The same as a browser sends it."""
    sent = {
        "title": "Sparse pipelines",
        "abstract": "We show that $x$ holds.",
        "tldr": "",
        "keywords": "pipelines",
        "topics": [edition.topics.first().pk],
        "other_topic": "",
        "other_area": "",
        "submission_type": edition.submission_types.first().pk,
        "authors": len(lines),
    }
    for place, author in enumerate(lines):
        sent |= {
            f"author-{place}-name": author.name,
            f"author-{place}-email": author.email,
            f"author-{place}-affiliation": author.affiliation,
        }
        if author.is_contact:
            sent["contact"] = place
    return sent | more


def add_pdf(paper: Submission, by: User, text: str = "A paper", pages: int = 2) -> None:
    """Hand in a plain PDF, one at a time; one that was examined before in these tests is not examined again."""
    with _PATCHING, patch.object(workbench, "examine", _examined_once):
        add_manuscript(paper, upload(text, pages), by=by)


def _examined_once(path: Path, blind_copy: Path) -> int:
    key = path.read_bytes()
    if key not in _EXAMINED:
        pages = _examine(path, blind_copy)
        _EXAMINED[key] = pages, blind_copy.read_bytes()
    pages, copy = _EXAMINED[key]
    store.write([copy], blind_copy)
    return pages


_PATCHING = Lock()  # two threads that patch at once would leave the patch behind
_EXAMINED: dict[bytes, tuple[int, bytes]] = {}
_examine = workbench.examine
