"""Compare what was acknowledged and what was queued with what is there: the verdict of `manage.py faults`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviews.models import Bid, Review, ReviewDraft, ReviewVersion
from submissions.manuscripts import store
from submissions.models import Manuscript, Submission
from want.demo.faults.ledger import Ledger
from want.demo.faults.sink import Taken
from want.mail.models import Message, MessageState


@dataclass(slots=True)
class Letters:
    """How the letters fared."""

    number: int = 0
    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    again: int = 0  # copies of mails of which the worker could not know that the server had taken them


def writes_lost(ledger: Ledger) -> list[str]:
    """Return what was acknowledged and is not there, or is there in another form; and what was done twice."""
    return [*_titles(ledger), *_files(ledger), *_reviews(ledger), *_bids(ledger), *_broken_files()]


def letters_compared(taken: list[Taken]) -> Letters:
    """Compare the outbox with what the mail server took."""
    copies: dict[str, list[Taken]] = defaultdict(list)
    for mail in taken:
        copies[mail.message_id].append(mail)
    found = Letters()
    for message in Message.objects.order_by("id"):
        found.number += 1
        mine = copies.pop(message.message_id, [])
        if not mine or message.state != MessageState.SENT:
            found.missing.append(f"{message} ({message.state}, taken {len(mine)} times, {message.last_error})")
        surplus = [copy for copy in mine[:-1] if copy.is_known]
        if surplus:
            found.doubled.append(f"{message}: taken {len(mine)} times, and known to be taken after the first")
        found.again += max(0, len(mine) - 1 - len(surplus))
        if any(copy.recipients != [message.to] or copy.to != message.to for copy in mine):
            found.doubled.append(f"{message}: went to {[copy.recipients for copy in mine]}")
    found.doubled += [f"a mail that nobody wrote: {message_id}" for message_id in copies]
    return found


def _titles(ledger: Ledger) -> Iterator[str]:
    for author, titles in ledger.acknowledged("title"):
        papers = list(Submission.objects.filter(created_by__email=author))
        if len(papers) != 1:
            yield f"{author} began one paper, and there are {len(papers)}"
            continue
        if papers[0].title not in ledger.may_stand("title", author):
            yield f"{author} saved “{titles[-1]}”, and “{papers[0].title}” is stored"
    for author, _ in ledger.acknowledged("submission"):
        if not Submission.objects.filter(created_by__email=author, status="submitted").exists():
            yield f"{author} submitted a paper, and it is not submitted"


def _files(ledger: Ledger) -> Iterator[str]:
    for author, hashes in ledger.acknowledged("file"):
        kept = list(Manuscript.objects.filter(submission__created_by__email=author).values_list("sha256", flat=True))
        yield from (f"{author} uploaded {sha256[:12]}, and it is not there" for sha256 in hashes if sha256 not in kept)
        yield from (f"{author}: {sha256[:12]} is there twice" for sha256 in set(kept) if kept.count(sha256) > 1)


def _broken_files() -> Iterator[str]:
    for row in Manuscript.objects.all():
        for sha256 in filter(None, (row.sha256, row.blind_sha256)):
            place = store.path_of(sha256)
            if not place.exists() or store.hash_of(place) != sha256:
                yield f"version {row.version} of {row.submission} points to a file that is not there whole"


def _reviews(ledger: Ledger) -> Iterator[str]:
    for reviewer, texts in ledger.acknowledged("text"):
        draft = ReviewDraft.objects.filter(assignment__reviewer__email=reviewer).first()
        review = Review.objects.filter(assignment__reviewer__email=reviewer).first()
        stored = draft.content["strengths"] if draft and draft.content else review.strengths if review else ""
        if stored not in ledger.may_stand("text", reviewer):
            yield f"{reviewer} saved “{texts[-1]}”, and “{stored}” is stored"
    for reviewer, texts in ledger.acknowledged("review"):
        versions = ReviewVersion.objects.filter(review__assignment__reviewer__email=reviewer)
        kept = list(versions.values_list("strengths", flat=True))
        yield from (f"{reviewer} submitted “{text}”, and no version says so" for text in texts if text not in kept)
        yield from (f"{reviewer}: “{text}” became two versions" for text in set(kept) if kept.count(text) > 1)


def _bids(ledger: Ledger) -> Iterator[str]:
    for whose, values in ledger.acknowledged("bid"):
        email, code = whose.split()
        bid = Bid.objects.filter(user__email=email, submission__code=code).first()
        if bid is None or bid.value not in ledger.may_stand("bid", whose):
            yield f"{email} bid “{values[-1]}” on {code}, and {bid and bid.value!r} is stored"
