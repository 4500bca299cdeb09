"""Bring a paper's author list to what was typed. A line is known by its address.

Who is taken off stays as a row, and so kept from the paper, only if they worked on it here. Anybody can list anybody:
else an author could list the whole committee for a moment, but for those who shall review the paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Q

from submissions.models import Author, Submission
from submissions.submitting.content import AuthorLine, lines_of
from want.accounts.models import User
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused

MAX_AUTHORS = 50

TWICE = "“{email}” stands on two lines. Each author has one line with an address of their own."
TOO_MANY = f"A paper can have {MAX_AUTHORS} authors here. Write to the chairs if yours has more."
NOBODY_LEFT = (
    "Somebody who has worked on this paper here must stay on the paper, or nobody might be able to open it any more. "
    "Keep your own line; a co-author can take it off once they have signed in and saved the paper themselves."
)


class CannotBeListed(Refused):
    """An author list that cannot be kept, whatever else of the paper can."""


@dataclass(slots=True)
class Changes:
    """Who came onto the list, who left it, and whose line says something else now."""

    added: list[Author] = field(default_factory=list)
    removed: list[Author] = field(default_factory=list)
    changed: list[Author] = field(default_factory=list)


def tidy(lines: Sequence[AuthorLine]) -> list[AuthorLine]:
    """Return the lines without the blank ones, or refuse a list that cannot be kept."""
    kept = [
        AuthorLine(line.name.strip(), line.email.strip().lower(), line.affiliation.strip(), line.is_contact)
        for line in lines
        if not line.is_blank
    ]
    if len(kept) > MAX_AUTHORS:
        raise CannotBeListed(TOO_MANY)
    addresses = [line.email for line in kept if line.email]
    for email in addresses:
        if addresses.count(email) > 1:
            raise CannotBeListed(TWICE.format(email=email))
    return kept


def differs(submission: Submission, lines: Sequence[AuthorLine]) -> bool:
    """Tell whether the tidied lines say something else than what is stored."""
    return lines_of(submission) != list(lines)


def replace_authors(submission: Submission, lines: Sequence[AuthorLine], *, by: User) -> Changes:
    """Make the list be the tidied `lines`, in their order; link those whose address somebody has verified.

    Refused when nobody would be left who is known to open the paper: whether others have an account is not told to who
    lists them. The caller holds the lock on the paper.
    """
    owners = owners_of(line.email for line in lines)
    changes = Changes()
    present = _take_off(submission, {line.email for line in lines}, changes)
    for position, line in enumerate(lines):
        author = present.get(line.email) or Author(submission=submission, email=line.email)
        _write(author, position, line, owners.get(line.email), changes)
    Author.objects.bulk_create(changes.added)
    left = set(submission.authors.current().values_list("user", flat=True))
    if by.pk not in left and left.isdisjoint(at_work_on(submission)):
        raise CannotBeListed(NOBODY_LEFT)
    return changes


def at_work_on(submission: Submission) -> set[int | None]:
    """Return who began the paper, has changed it, or gave it a file."""
    verbs = Q(verb__startswith="submission.") | Q(verb="manuscript.added")
    changed = Entry.objects.filter(verbs, submission_id=submission.pk)
    return {submission.created_by_id, *changed.values_list("actor_id", flat=True)} - {None}


def owners_of(addresses: Iterable[str]) -> dict[str, int]:
    """Return whose verified address each of these is, by address; those that nobody has verified are not in it."""
    verified = EmailAddress.objects.filter(email__in=set(addresses) - {""}, verified=True)
    return {email.lower(): user for email, user in verified.values_list("email", "user_id")}


def _take_off(submission: Submission, kept: set[str], changes: Changes) -> dict[str, Author]:
    """Take off those who are not kept, and return the others by address.

    Lines without an address leave no trace, nor do those of people who never worked on the paper.
    """
    submission.authors.current().filter(email="").delete()
    present = {author.email: author for author in submission.authors.current()}
    changes.removed = [present.pop(email) for email in list(present) if email not in kept]
    at_work = at_work_on(submission) if changes.removed else set()
    for author in changes.removed:
        author.removed_at = clock.now()
    Author.objects.bulk_update([one for one in changes.removed if one.user_id in at_work], ["removed_at"])
    strangers = [one.pk for one in changes.removed if one.user_id not in at_work]
    Author.objects.filter(pk__in=strangers).delete()
    return present


def _write(author: Author, position: int, line: AuthorLine, owner: int | None, changes: Changes) -> None:
    """Let the row say what the line says; a link to an account, once made, stays."""
    said = {
        "position": position,
        "name": line.name,
        "affiliation": line.affiliation,
        "is_contact": line.is_contact,
        "user_id": owner or author.user_id,
    }
    news = {name: value for name, value in said.items() if getattr(author, name) != value}
    for name, value in news.items():
        setattr(author, name, value)
    if author.pk is None:
        changes.added.append(author)
    elif news:
        author.save(update_fields=list(news))
        changes.changed.append(author)
