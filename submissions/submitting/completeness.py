"""What a paper still lacks before it can be submitted, in words; shown beside the form and in every list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from submissions.models import Author, Submission
from submissions.models.manuscript import Kind
from submissions.submitting.content import asks_track, keys_of

MAX_ABSTRACT = 5000

PAPER, TOPICS, AUTHORS, CONFLICTS, PDF = "paper", "topics", "authors", "conflicts", "pdf"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do: the field of the form where it is done, the section it lies in, and a sentence."""

    field: str
    sentence: str
    section: str


def missing(submission: Submission) -> list[Missing]:
    """Return what keeps a paper from being submitted, in the order of the form; empty when it is complete.

    Asks no query when the paper was loaded by `queries.own_submission` or `queries.own_submissions`.
    """
    return [*_words(submission), *_filing(submission), *_authors(submission), *_file(submission)]


def _words(paper: Submission) -> Iterator[Missing]:
    if not paper.title:
        yield Missing("title", "Give the paper a title.", PAPER)
    if not paper.abstract:
        yield Missing("abstract", "Write the abstract.", PAPER)
    elif len(paper.abstract) > MAX_ABSTRACT:
        length = f"it has {len(paper.abstract):,} characters, and {MAX_ABSTRACT:,} fit"
        yield Missing("abstract", f"Shorten the abstract: {length}.", PAPER)


def _filing(paper: Submission) -> Iterator[Missing]:
    if paper.submission_type_id is None and paper.edition.submission_types.all():
        yield Missing("submission_type", "Choose the type of the paper.", TOPICS)
    if paper.track_id is None and asks_track(paper):
        yield Missing("track", "Choose the track of the paper.", TOPICS)
    if not paper.other_topic and not keys_of(paper, "topics"):
        yield Missing("topics", "Choose at least one topic, or name another.", TOPICS)
    if not paper.keywords:
        yield Missing("keywords", "Name at least one keyword.", TOPICS)


def _authors(paper: Submission) -> Iterator[Missing]:
    lines = present_authors(paper)
    if not lines:
        yield Missing("author-0-name", "Name the authors.", AUTHORS)
        return
    for place, author in enumerate(lines):
        yield from _author(place, author)
    if not any(author.is_contact for author in lines):
        yield Missing("contact_0", "Say which author the chairs should write to.", AUTHORS)


def _author(place: int, author: Author) -> Iterator[Missing]:
    who = author.name or f"author {place + 1}"
    if not author.name:
        yield Missing(f"author-{place}-name", f"Write the name of author {place + 1}.", AUTHORS)
    if not author.email:
        yield Missing(f"author-{place}-email", f"Write the e-mail address of {who}.", AUTHORS)
    elif not is_address(author.email):
        yield Missing(f"author-{place}-email", f"Correct the address of {who}: “{author.email}” is none.", AUTHORS)
    if not author.affiliation:
        yield Missing(f"author-{place}-affiliation", f"Write where {who} works or studies.", AUTHORS)


def _file(paper: Submission) -> Iterator[Missing]:
    if not any(file.kind == Kind.PAPER for file in paper.manuscripts.all()):
        yield Missing("pdf", "Add the PDF.", PDF)


def present_authors(paper: Submission) -> list[Author]:
    """Return those who are authors now, in their order."""
    return [author for author in paper.authors.all() if author.removed_at is None]


def is_address(text: str) -> bool:
    """Tell whether mail can be sent to this."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
