"""Whom authors may have mailed by what they do with a paper: their co-authors always, strangers in numbers never.

Anybody can list anybody, and lists are changed as often as one likes. So letters about drafts hold no words of their
writer, and the letters that one account causes in a day are counted, by address and all together; settings.py says
how many go. Nothing that authors do is refused for it.
"""

from collections.abc import Iterable

from allauth.core import context as current

from submissions.models import Author, Submission
from submissions.states import Status
from want.accounts.limits import may_try
from want.accounts.models import User
from want.mail.models import Message


def name_in(paper: Submission, author: Author) -> str:
    """Return by which name a letter greets: in letters about a draft by the person's own, not by a typed one."""
    if paper.status == Status.DRAFT:
        return author.user.name if author.user else ""
    return str(author.name)


def may_hear_of_listing(author: Author, by: User) -> bool:
    """Count one letter that somebody is listed, and tell whether it may go."""
    return _may_go("listed", str(by.pk)) and _may_go("listed_one", f"{by.pk}:{author.email}")


def may_hear_of_removal(author: Author, by: User) -> bool:
    """Count one letter that somebody is no longer listed, and tell whether it may go.

    A stranger who was never told of the paper is not told that it is over. One more goes to an address than of the
    others, so that the last word is the true one.
    """
    if author.user_id is None and not _was_told(author):
        return False
    return _may_go("unlisted_one", f"{by.pk}:{author.email}")


def spared(authors: Iterable[Author], by: User) -> list[Author]:
    """Return whom to write to about what somebody does with a paper: themselves, and as many others as may be."""
    return [author for author in authors if author.user_id == by.pk or _may_go("paper_mail", str(by.pk))]


def _was_told(author: Author) -> bool:
    letters = Message.objects.filter(submission_id=author.submission_id, to=author.email)
    return letters.filter(key__startswith="listed:").exists()


def _may_go(action: str, key: str) -> bool:
    """Count in requests alone: what programs do nobody does from outside."""
    return current.request is None or may_try(current.request, action, key=key)
