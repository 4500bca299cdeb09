"""The mails about a paper's way from draft to submission, to its authors; each is about one thing, once."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from submissions.models import Author, Manuscript, Submission
from submissions.submitting.completeness import is_address, present_authors
from submissions.submitting.sparing import may_hear_of_listing, may_hear_of_removal, name_in, spared
from want.accounts.models import User
from want.core import clock
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.stages import Stage


def received(paper: Submission, file: Manuscript | None, by: User) -> list[Letter]:
    """Write the receipt to all authors: number, time, and the hash of the file that was received."""
    context = {
        "file": file,
        "at": clock.now(),
        "authors": present_authors(paper),
        "closes_at": paper.edition.calendar.windows[Stage.SUBMISSION].closes_at,
    }
    about = f"received:{paper.pk}:{paper.version}"
    return to_authors("received", paper, by=by, about=about, page="submissions:receipt", **context)


def file_replaced(paper: Submission, file: Manuscript) -> list[Letter]:
    """Tell all authors of a submitted paper that another file counts now."""
    about, by = f"file:{file.pk}", file.uploaded_by
    return to_authors("file_replaced", paper, by=by, about=about, file=file, page="submissions:receipt")


def withdrawn(paper: Submission, by: User) -> list[Letter]:
    """Tell all authors that the paper is withdrawn, and why."""
    about = f"withdrawn:{paper.pk}:{paper.version}"
    told = {"reason": paper.withdrawal_reason, "page": "submissions:receipt"}
    return to_authors("withdrawn", paper, by=by, about=about, is_last_word=True, **told)


def deleted(paper: Submission, by: User) -> list[Letter]:
    """Tell the other authors of a draft that it is gone."""
    others = [author for author in present_authors(paper) if author.user_id != by.pk]
    told = [author for author in others if may_hear_of_removal(author, by)]
    return _letters("deleted", paper, told, about=f"deleted:{paper.pk}", by=by)


def author_list_changed(
    paper: Submission, added: Iterable[Author], removed: Iterable[Author], by: User
) -> list[Letter]:
    """Tell people that they are listed now, or are no longer; whoever did it knows."""
    came = [author for author in _others(added, by) if may_hear_of_listing(author, by)]
    left = [author for author in _others(removed, by) if may_hear_of_removal(author, by)]
    return [*_each("listed", paper, came, by=by), *_each("no_longer_listed", paper, left, by=by)]


def untold(added: Iterable[Author], letters: Iterable[Letter], by: User) -> list[str]:
    """Return the addresses of those who are listed now and get no letter that says so."""
    told = {letter.to for letter in letters}
    return [author.email for author in _others(added, by) if author.email not in told]


def to_authors(
    text: str, paper: Submission, *, by: User, about: str, is_last_word: bool = False, **context: Any
) -> list[Letter]:
    """Write one letter to each of the present authors whose address can be written to."""
    hearing = spared(paper, present_authors(paper), by, is_last_word=is_last_word)
    return _letters(text, paper, hearing, about=about, by=by, **context)


def _others(authors: Iterable[Author], by: User) -> list[Author]:
    return [author for author in authors if author.user_id != by.pk and is_address(author.email)]


def _each(text: str, paper: Submission, authors: Iterable[Author], *, by: User) -> list[Letter]:
    return [
        found for author in authors for found in _letters(text, paper, [author], about=f"{text}:{author.pk}", by=by)
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
            {"paper": paper, "edition": paper.edition, "author": author, "name": name_in(paper, author), "url": url}
            | context,
            key=f"{about}:{author.email}",
            to=author.email,
            edition=paper.edition.slug,
            submission_id=paper.pk,
        )
        for author in recipients
        if is_address(author.email)
    ]
