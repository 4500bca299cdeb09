"""The mails about a paper's way from draft to submission, to its authors; each is about one thing, once."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from submissions.models import Author, Manuscript, Submission
from submissions.submitting.completeness import is_address, present_authors
from want.accounts.models import User
from want.core import clock
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.stages import Stage


def received(paper: Submission, file: Manuscript | None) -> list[Letter]:
    """Write the receipt to all authors: number, time, and the hash of the file that was received."""
    context = {
        "file": file,
        "at": clock.now(),
        "authors": present_authors(paper),
        "closes_at": paper.edition.calendar.windows[Stage.SUBMISSION].closes_at,
    }
    about = f"received:{paper.pk}:{paper.version}"
    return to_authors("received", paper, about=about, page="submissions:receipt", **context)


def file_replaced(paper: Submission, file: Manuscript) -> list[Letter]:
    """Tell all authors of a submitted paper that another file counts now."""
    return to_authors("file_replaced", paper, about=f"file:{file.pk}", file=file, page="submissions:receipt")


def withdrawn(paper: Submission, by: User) -> list[Letter]:
    """Tell all authors that the paper is withdrawn, and why."""
    about = f"withdrawn:{paper.pk}:{paper.version}"
    return to_authors(
        "withdrawn", paper, about=about, by=by, reason=paper.withdrawal_reason, page="submissions:receipt"
    )


def deleted(paper: Submission, by: User) -> list[Letter]:
    """Tell the other authors of a draft that it is gone."""
    others = [author for author in present_authors(paper) if author.user_id != by.pk]
    return _letters("deleted", paper, others, about=f"deleted:{paper.pk}", by=by)


def author_list_changed(
    paper: Submission, added: Iterable[Author], removed: Iterable[Author], by: User
) -> list[Letter]:
    """Tell people that they are listed now, or are no longer; whoever did it knows."""
    return [
        *_each("listed", paper, added, by=by),
        *_each("no_longer_listed", paper, removed, by=by),
    ]


def to_authors(text: str, paper: Submission, *, about: str, **context: Any) -> list[Letter]:
    """Write one letter to each of the present authors whose address can be written to."""
    return _letters(text, paper, present_authors(paper), about=about, **context)


def _each(text: str, paper: Submission, authors: Iterable[Author], *, by: User) -> list[Letter]:
    return [
        found
        for author in authors
        if author.user_id != by.pk
        for found in _letters(text, paper, [author], about=f"{text}:{author.pk}", by=by)
    ]


def _letters(
    text: str,
    paper: Submission,
    recipients: Iterable[Author],
    *,
    about: str,
    page: str = "submissions:edit",
    **context: Any,
) -> list[Letter]:
    url = absolute(reverse(page, args=[paper.edition.slug, paper.code]))
    return [
        letter(
            f"submissions/{text}",
            {"paper": paper, "edition": paper.edition, "author": author, "url": url} | context,
            key=f"{about}:{author.email}",
            to=author.email,
            edition=paper.edition.slug,
            submission_id=paper.pk,
        )
        for author in recipients
        if is_address(author.email)
    ]
