"""Whom authors may have mailed by what they do with a paper: their co-authors always, strangers in numbers never.

Anybody can list anybody, and lists are changed as often as one likes. So letters about drafts hold no words of their
writer, and the letters that one account causes in a day are counted, by address and all together; settings.py says
how many go. Nothing that authors do is refused for it. What is counted can be used up on purpose: so who has worked on
a paper hears all of it, and whoever was told that they are listed hears its last word, too.
"""

from collections.abc import Iterable

from allauth.core import context as current

from submissions.models import Author, Submission
from submissions.states import Status
from submissions.submitting.authors import at_work_on
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

    Whoever was told of this paper that they are listed is told once that it is over, so that the last word is the true
    one; a stranger who was not, never.
    """
    if _times_told(author, "listed") > _times_told(author, "no_longer_listed"):
        return True
    if author.user_id is None:
        return False
    return _may_go("unlisted_one", f"{by.pk}:{author.email}")


def spared(paper: Submission, authors: Iterable[Author], by: User, *, is_last_word: bool) -> list[Author]:
    """Return whom to write to about what somebody does with a paper: who works on it, and as many others as may be.

    `is_last_word`: it can happen once, as a withdrawal, so whoever knows that they are listed hears it in any case.
    """
    at_work = at_work_on(paper) | {by.pk}
    return [one for one in authors if one.user_id in at_work or _may_hear(one, by, is_last_word=is_last_word)]


def _may_hear(author: Author, by: User, *, is_last_word: bool) -> bool:
    if _times_told(author, "listed"):
        return is_last_word or _may_go("paper_mail_one", f"{by.pk}:{author.email}")
    return _may_go("paper_mail", str(by.pk))


def _times_told(author: Author, text: str) -> int:
    """Count the letters of this kind that went to the author about this paper."""
    letters = Message.objects.filter(submission_id=author.submission_id, to=author.email)
    return letters.filter(key__startswith=f"{text}:").count()


def _may_go(action: str, key: str) -> bool:
    """Count in requests alone: what programs do nobody does from outside."""
    return current.request is None or may_try(current.request, action, key=key)
