"""What authors do with a paper: begin it, save it, submit it, withdraw it. Pages and the rehearsal call these."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from submissions import lifecycle
from submissions.conflicts.actions import name_conflicts, refresh_after_change_of_authors, refresh_for_submission
from submissions.manuscripts.queries import latest
from submissions.models import Author, Submission
from submissions.models.submission import new_code
from submissions.signals import text_settled
from submissions.states import Status
from submissions.submitting import authors as author_list
from submissions.submitting import notifications
from submissions.submitting.completeness import Missing, missing
from submissions.submitting.content import CHOSEN, NAMED, RELATED, AuthorLine, changed, content_of, lines_of
from submissions.submitting.numbers import draw_number
from submissions.submitting.queries import drafts_of, is_author, with_everything
from submissions.submitting.rules import may_delete, may_edit, may_start, may_withdraw
from want.accounts.actions import hold_addresses
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_stale
from want.mail.actions import enqueue
from want.venues.models import Edition

NOT_YOURS = "Only its authors can do this with a paper."
GONE = "This draft was deleted meanwhile."
NO_REASON = "Say in a sentence why you withdraw the paper; its authors and the chairs read it."
ATTEMPTS = 20


class Incomplete(Refused):
    """A paper lacks something that it must have; `missing` says what."""

    def __init__(self, lacking: list[Missing], reason: str) -> None:
        super().__init__(reason)
        self.missing = lacking


def start_draft(edition: Edition, *, by: User, code: str = "") -> Submission:
    """Begin a paper with its first author, under a number drawn at random.

    `code` is the public id the form was given when it was shown: sent twice, it begins one paper.
    """
    code = code or new_code()
    for attempt in range(ATTEMPTS):
        begun = Submission.objects.filter(code=code, created_by=by).first()
        if begun is not None:
            return begun
        try:
            return _start(edition, by, code, draw_number(edition, attempt=attempt))
        except IntegrityError:
            continue  # somebody drew the same number, or a second click began the same paper
    raise Refused("No free paper number was found. Try again in a moment.")


@transaction.atomic
def _start(edition: Edition, by: User, code: str, number: int) -> Submission:
    require(may_start(edition, edition.moment(), drafts=drafts_of(by, edition).count()))
    paper = Submission.objects.create(edition=edition, code=code, number=number, created_by=by)
    Author.objects.create(
        submission=paper,
        position=0,
        name=by.name,
        email=by.email,
        affiliation=by.affiliation,
        user=by,
        is_contact=True,
    )
    refresh_for_submission(paper)
    _log("submission.started", paper, by)
    return paper


@transaction.atomic
def save_draft(
    submission: Submission,
    content: Mapping[str, Any],
    authors: Sequence[AuthorLine] | None,
    *,
    seen_version: int | None,
    by: User,
    take_back: bool = False,
) -> Submission:
    """Keep what was typed, complete or not, and tell those who came onto the author list or left it.

    `content` holds the fields to set (type, track, topics and areas by key); others stay, and so do the authors when
    they are None. Saving what is stored already changes nothing. Raises EditedMeanwhile when the form was older than
    the paper. A submitted paper stays submitted, so it must stay complete; `take_back` makes it a draft again instead.
    """
    paper = _locked(submission, by)
    require(may_edit(paper, paper.edition.moment()))
    stored, lines = content_of(paper), author_list.tidy(authors) if authors is not None else lines_of(paper)
    news, others = changed(stored, content), lines != lines_of(paper)
    if not news and not others:
        return paper
    if is_stale(seen_version, paper.version):
        theirs = {field: stored[field] for field in news} | ({"authors": lines_of(paper)} if others else {})
        raise EditedMeanwhile(theirs, version=paper.version)
    if others:
        hold_addresses(line.email for line in lines)
    _write(paper, news)
    changes = author_list.replace_authors(paper, lines, by=by) if others else author_list.Changes()
    paper = _reloaded(paper)
    if _keep_status(paper, take_back=take_back):
        refresh_after_change_of_authors(paper, paper.authors.current())
    if others:
        refresh_after_change_of_authors(paper, [*changes.added, *changes.removed, *changes.changed])
    if paper.status == Status.SUBMITTED and {"title", "abstract"} & set(news):
        text_settled.send(sender=Submission, submission=paper)
    _log("submission.edited", paper, by, fields=sorted(news) + (["authors"] if others else []))
    letters = notifications.author_list_changed(paper, changes.added, changes.removed, by)
    enqueue(letters)
    paper.untold = notifications.untold(changes.added, letters, by)
    return paper


@transaction.atomic
def submit(submission: Submission, *, by: User) -> Submission:
    """Hand the paper in and send all authors the receipt; a second click changes nothing. Incomplete is refused."""
    paper = _locked(submission, by)
    if paper.status == Status.SUBMITTED:
        return paper
    require(may_edit(paper, paper.edition.moment()))
    lacking = missing(paper)
    if lacking:
        raise Incomplete(lacking, "The paper is not submitted yet: something is still missing.")
    lifecycle.move(paper, Status.SUBMITTED)
    paper = _reloaded(paper)
    refresh_after_change_of_authors(paper, paper.authors.current())
    text_settled.send(sender=Submission, submission=paper)
    file = latest(paper)
    _log("submission.submitted", paper, by, sha256=file.sha256 if file else "")
    enqueue(notifications.received(paper, file, by))
    return paper


@transaction.atomic
def withdraw(submission: Submission, reason: str, *, by: User) -> Submission:
    """Withdraw the paper for a reason that its authors and the chairs read; a second click changes nothing."""
    paper = _locked(submission, by)
    if paper.status == Status.WITHDRAWN and reason.strip() == paper.withdrawal_reason:
        return paper
    if paper.status == Status.WITHDRAWN:
        raise Refused(f"The paper was withdrawn already, for this reason: {paper.withdrawal_reason}")
    require(may_withdraw(paper, paper.edition.moment()))
    if not reason.strip():
        raise Refused(NO_REASON)
    lifecycle.move(paper, Status.WITHDRAWN, reason=reason.strip())
    paper = _reloaded(paper)
    refresh_after_change_of_authors(paper, paper.authors.current())  # before the deadline it makes nobody co-authors
    _log("submission.withdrawn", paper, by)
    enqueue(notifications.withdrawn(paper, by))
    return paper


@transaction.atomic
def delete_draft(submission: Submission, *, by: User) -> None:
    """Delete a draft for good and tell its other authors. Its files are swept out of the store later."""
    paper = _locked(submission, by)
    require(may_delete(paper, paper.edition.moment()))
    _log("submission.deleted", paper, by, number=paper.number)
    enqueue(notifications.deleted(paper, by))
    paper.delete()


def _locked(submission: Submission, by: User) -> Submission:
    """Return the paper as it is now, held until the transaction ends, if it is this person's."""
    held = with_everything(Submission.objects.select_for_update(of=["self"], no_key=True))
    paper = held.filter(pk=submission.pk).first()
    if paper is None:
        raise Refused(GONE)
    paper.edition = submission.edition
    if not is_author(by, paper):
        raise Refused(NOT_YOURS)
    return paper


def _reloaded(paper: Submission) -> Submission:
    fresh = with_everything(Submission.objects).get(pk=paper.pk)
    fresh.edition = paper.edition
    return fresh


def _write(paper: Submission, news: Mapping[str, Any]) -> None:
    """Set the fields, and count the edit."""
    for field, value in news.items():
        if field in RELATED:
            getattr(paper, field).set(_offered(paper.edition, field, value))
        elif field == NAMED:
            name_conflicts(paper, value)
        elif field in CHOSEN:
            offered = getattr(paper.edition, f"{field}s")
            setattr(paper, field, offered.get(pk=value) if value else None)
        else:
            setattr(paper, field, value)
    paper.version += 1
    paper.updated_at = clock.now()
    paper.save()


def _offered(edition: Edition, field: str, keys: Sequence[int]) -> list[Any]:
    """Return what was chosen. What was removed after the form was read is told by the form, for it is read anew."""
    chosen = getattr(edition, field).model.objects.filter(pk__in=keys)
    if len(chosen) != len(set(keys)):
        raise ObjectDoesNotExist(f"Of the {field} that were chosen, one is gone.")
    return [row for row in chosen if row.edition_id == edition.pk]


def _keep_status(paper: Submission, *, take_back: bool) -> bool:
    """See to it that what is submitted is complete; tell whether it became a draft again."""
    if paper.status != Status.SUBMITTED or not (lacking := missing(paper)):
        return False
    if not take_back:
        raise Incomplete(lacking, "The changes are not saved, for the paper would no longer be complete.")
    lifecycle.move(paper, Status.DRAFT)
    return True


def _log(verb: str, paper: Submission, by: User, **detail: Any) -> None:
    record(verb, by=by, edition=paper.edition.slug, submission_id=paper.pk, **detail)


__all__ = ["Incomplete", "delete_draft", "save_draft", "start_draft", "submit", "withdraw"]
