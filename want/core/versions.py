"""Notice that two people edit one thing: forms carry the version they showed, actions compare it with the row's."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from want.core.verdict import Refused

WORDS = "Somebody saved this while you were writing. Your text is still here and is not saved yet: compare the two."


class EditedMeanwhile(Refused):
    """An edit began from a version that is no longer the present one; nothing was changed.

    `theirs` holds what is stored now, by field; `version` (a number, or a mark where rows count nothing) is what a
    form must carry to replace it knowingly.
    """

    def __init__(self, theirs: Mapping[str, Any], *, version: int | str, reason: str = WORDS) -> None:
        super().__init__(reason)
        self.theirs = dict(theirs)
        self.version = version


def is_stale(seen: int | None, present: int) -> bool:
    """Tell whether a form showed another version than the present one; None means that it showed none."""
    return seen is not None and seen != present


def mark_of(content: Any) -> str:
    """Return a short mark of what a form showed, where no version is counted: other content has another mark."""
    written = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:24]


def is_another(seen: str | None, present: str) -> bool:
    """Tell whether a form showed other content than the present one; None or nothing means that it showed none."""
    return bool(seen) and seen != present


def sent_again(data: QueryDict, **instead: object) -> QueryDict:
    """Return what was typed, as it was typed, with other values in some hidden fields."""
    again = data.copy()
    for name, value in instead.items():
        again[name] = str(value)
    return again
