"""A person's own copy of their data: what they said and what they may see of it now, as one ZIP file.

It asks the policy as every page does: of their papers the copy holds what the page of each shows to them, so neither
who reviewed them nor a decision that is not released.
"""

import json
import zipfile
from dataclasses import asdict
from typing import Any, BinaryIO

from reviews.models import Absence, Bid, Comment, ExpertisePaper, MetaReview, Review
from reviews.models.review import ReviewContent
from reviews.paper_page.files import Served, manuscripts_of, served
from reviews.paper_page.queries import paper_page
from reviews.visibility.doors import Opened
from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from submissions.conflicts.queries import stated_by
from submissions.manuscripts.store import path_of
from submissions.models import Author, Conflict, Submission
from want.accounts.models import User
from want.accounts.queries import verified_addresses
from want.audit.models import Entry
from want.core import clock
from want.mail.models import Message, MessageState
from want.venues.models import Membership

UNTOLD = frozenset({"conflict.kept"})  # one entry for each paper in conflict, which tells that there are some
ABOUT = """This is your copy of what this site keeps about you, as of {at}.
data.json holds your account, your roles, your papers as you see them on their pages, your reviews, bids and remarks,
the letters that were sent to you and what the log says you did. files/ holds the files of your papers.
Not in it is what others said and you may not see, such as who reviewed your papers. Codes to sign in are left out.
"""
NOT_THEIRS = ("actions", "who_sees", "state")  # what the page says beside the facts


def write_copy(user: User, out: BinaryIO) -> None:
    """Write the ZIP file."""
    papers = [_opened(user, paper) for paper in _papers_of(user)]
    data = {
        "account": _account(user),
        "roles": _roles(user),
        "papers": [_paper(paper, user) for paper in papers],
        "reviews": _reviews(user),
        "meta_reviews": _meta_reviews(user),
        "bids": _bids(user),
        "own_papers": list(ExpertisePaper.objects.filter(user=user).values("title", "abstract", "year", "counts")),
        "days_away": list(Absence.objects.filter(user=user).values("first_day", "last_day")),
        "remarks": _remarks(user),
        "conflicts_you_declared": _conflicts(user),
        "conflicts_of_your_own": [asdict(one) for one in stated_by([user.pk])[user.pk]],
        "letters": _letters(user),
        "log": list(Entry.objects.filter(actor_id=user.pk).exclude(verb__in=UNTOLD).values("at", "verb", "edition")),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("README.txt", ABOUT.format(at=f"{clock.now():%Y-%m-%d %H:%M} UTC"))
        copy.writestr("data.json", json.dumps(data, indent=1, default=str, ensure_ascii=False))
        for paper in papers:
            for file in _files(paper):  # as they are: PDFs and archives are packed already
                copy.write(path_of(file.sha256, file.ending), f"files/{file.name}", zipfile.ZIP_STORED)


def _papers_of(user: User) -> list[Submission]:
    mine = Author.objects.filter(user=user, removed_at=None).values("submission")
    return list(Submission.objects.filter(pk__in=mine).select_related("edition").order_by("edition", "number"))


def _opened(user: User, paper: Submission) -> Opened:
    moment = paper.edition.moment()
    return Opened(paper.edition, moment, paper, see(user, paper, moment))


def _paper(paper: Opened, user: User) -> dict[str, Any]:
    shown = {key: value for key, value in asdict(paper_page(paper, user)).items() if key not in NOT_THEIRS}
    return {"edition": paper.edition.slug, "status": paper.submission.get_status_display(), **shown}


def _files(paper: Opened) -> list[Served]:
    found = (served(paper, row) for row in manuscripts_of(paper.submission, paper.seen))
    return list({file.name: file for file in found if file is not None}.values())


def _account(user: User) -> dict[str, Any]:
    told = ("name", "email", "affiliation", "country", "orcid", "homepage", "joined_at")
    kept = {field: getattr(user, field) for field in told}
    return kept | {"verified_addresses": verified_addresses(user)}


def _roles(user: User) -> list[dict[str, Any]]:
    rows = Membership.objects.filter(user=user).select_related("edition").prefetch_related("topics", "tracks")
    return [
        {
            "edition": row.edition.slug,
            "role": row.get_role_display(),
            "since": row.since,
            "papers_on_short_notice": row.extra_load,
            "stopped_at": row.stopped_at,
            "stopped_because": row.stopped_because,
            "topics": [topic.name for topic in row.topics.all()],
        }
        | ({"tracks": tracks} if (tracks := [track.name for track in row.tracks.all()]) else {})
        for row in rows.order_by("pk")
    ]


def _about(user: User, paper: Submission) -> dict[str, Any]:
    """Return which paper one's own words are about, as far as one may know that now."""
    seen = see(user, paper, paper.edition.moment())
    told = {"edition": paper.edition.slug}
    if seen.may(Fact.EXISTENCE):
        told["paper"] = str(paper.number)
    return told | ({"title": paper.title} if seen.may(Fact.TITLE_ABSTRACT) else {})


def _reviews(user: User) -> list[dict[str, Any]]:
    rows = Review.objects.filter(assignment__reviewer=user).select_related("assignment__submission__edition")
    words = [field.name for field in ReviewContent._meta.get_fields()]
    return [
        _about(user, row.assignment.submission)
        | {word: getattr(row, word) for word in words}
        | {"submitted_at": row.submitted_at, "updated_at": row.updated_at}
        for row in rows.order_by("pk")
    ]


def _meta_reviews(user: User) -> list[dict[str, Any]]:
    rows = MetaReview.objects.filter(assignment__reviewer=user).select_related("assignment__submission__edition")
    return [
        _about(user, row.assignment.submission) | {"text": row.text, "recommendation": row.recommendation}
        for row in rows.order_by("pk")
    ]


def _bids(user: User) -> list[dict[str, Any]]:
    rows = Bid.objects.filter(user=user).select_related("submission__edition").order_by("pk")
    return [_about(user, row.submission) | {"bid": row.get_value_display(), "at": row.placed_at} for row in rows]


def _remarks(user: User) -> list[dict[str, Any]]:
    rows = Comment.objects.filter(writer=user).select_related("submission__edition").order_by("pk")
    return [_about(user, row.submission) | {"text": row.text, "at": row.posted_at} for row in rows]


def _conflicts(user: User) -> list[dict[str, Any]]:
    """Return those that the person declared of themselves; what authors said of them is the authors' secret.

    So is what follows from people's words: it tells who wrote which paper.
    """
    rows = Conflict.objects.filter(user=user, declared_by=user).select_related("submission__edition").order_by("pk")
    return [_about(user, row.submission) | {"because": row.because} for row in rows]


def _letters(user: User) -> list[dict[str, Any]]:
    sent = Message.objects.filter(to__in=verified_addresses(user), state=MessageState.SENT, is_personal=False)
    return list(sent.order_by("pk").values("to", "subject", "body", "sent_at"))
