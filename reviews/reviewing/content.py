"""What a reviewer has typed, as plain texts by field: the one form in which drafts, forms and pages hold it."""

from collections.abc import Mapping
from typing import Any

from reviews.models import Review, ReviewDraft
from reviews.models.review import SCORES, TEXTS

FIELDS = (*SCORES, *TEXTS)
LONGEST = 20_000

Content = dict[str, str]


def cleaned(typed: Mapping[str, Any]) -> Content:
    """Keep the fields of a review as they were typed, half finished or not, and nothing else.

    A NUL, as texts copied out of a PDF may hold, is left out: the database takes none, and the words beside it count.
    """
    kept = {field: str(typed.get(field) or "").replace("\0", "").replace("\r\n", "\n")[:LONGEST] for field in FIELDS}
    return {field: text for field, text in kept.items() if text}


def content_of(review: Review) -> Content:
    """Return a submitted review in the same form."""
    return cleaned({field: getattr(review, field) for field in FIELDS})


def latest(draft: ReviewDraft | None, review: Review | None) -> Content:
    """Return what the reviewer wrote last: the draft, or else the review as it was submitted."""
    if draft is not None and draft.content:
        return dict(draft.content)
    return content_of(review) if review else {}
