"""What a form says of a paper, compared with what is stored: plain values both, to be laid side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from submissions.conflicts.records import Named
from submissions.models import Submission

PLAIN = ("title", "abstract", "tldr", "keywords", "other_topic", "other_area")
RELATED = ("topics", "areas")
NAMED = "conflicts"
CHOSEN = ("submission_type", "track")  # of the edition's own, one each
FIELDS = (*PLAIN, *CHOSEN, *RELATED, NAMED)


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """One line of the author list as it was typed."""

    name: str
    email: str
    affiliation: str = ""
    is_contact: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was typed."""
        return not (self.name or self.email or self.affiliation)


def content_of(paper: Submission) -> dict[str, Any]:
    """Return what is stored; types, tracks, topics and areas by their keys."""
    content: dict[str, Any] = {field: getattr(paper, field) for field in PLAIN}
    for field in CHOSEN:
        content[field] = getattr(paper, f"{field}_id")
    for field in RELATED:
        content[field] = keys_of(paper, field)
    content[NAMED] = named_by(paper)
    return content


def keys_of(paper: Submission, field: str) -> list[int]:
    """Return the keys of a paper's topics or areas, sorted; no query when they were loaded along."""
    loaded = {"topics": "topic_keys", "areas": "area_keys"}[field]
    if loaded in paper.__dict__:
        return paper.__dict__[loaded]
    return sorted(getattr(paper, field).values_list("pk", flat=True))


def asks_track(paper: Submission) -> bool:
    """Tell whether the edition has tracks to choose from; no query when that was loaded along."""
    known = paper.__dict__.get("has_tracks")
    return paper.edition.has_tracks if known is None else bool(known)


def named_by(paper: Submission) -> list[Named]:
    """Return whom the authors named as being in conflict."""
    return [Named(row.about, row.because) for row in paper.named_conflicts.all()]


def lines_of(paper: Submission) -> list[AuthorLine]:
    """Return the present authors as lines."""
    return [
        AuthorLine(author.name, author.email, author.affiliation, author.is_contact)
        for author in paper.authors.all()
        if author.removed_at is None
    ]


def changed(stored: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the given values that differ from the stored ones; fields that are not given stay."""
    unknown = set(given) - set(FIELDS)
    if unknown:
        raise ValueError(f"A submission has no {', '.join(sorted(unknown))}.")
    return {field: value for field, value in given.items() if _settled(field, value) != stored[field]}


def _settled(field: str, value: Any) -> Any:
    return sorted(value) if field in RELATED else value
