"""Notice that two people edit one thing: forms carry the version they showed, actions compare it with the row's."""

from collections.abc import Mapping
from typing import Any

from want.core.verdict import Refused

WORDS = "Somebody saved this while you were writing. Your text is still here and is not saved yet: compare the two."


class EditedMeanwhile(Refused):
    """An edit began from a version that is no longer the present one; nothing was changed.

    `theirs` holds what is stored now, by field; `version` is what a form must carry to replace it knowingly.
    """

    def __init__(self, theirs: Mapping[str, Any], *, version: int, reason: str = WORDS) -> None:
        super().__init__(reason)
        self.theirs = dict(theirs)
        self.version = version


def is_stale(seen: int | None, present: int) -> bool:
    """Tell whether a form showed another version than the present one; None means that it showed none."""
    return seen is not None and seen != present
