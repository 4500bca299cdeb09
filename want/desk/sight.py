"""What a chair may see of papers: the hole into which the policy plugs itself, for the policy stands above the desk.

`reviews` installs its answer when it is loaded. Lists, panels and mails of the desk ask here; without an answer
nothing is shown, loudly.
"""

from collections.abc import Callable
from typing import Any, Protocol

from want.venues.models import Edition


class Seen(Protocol):
    """What one person may see of one paper."""

    def may(self, *facts: Any) -> bool:
        """Tell whether the person may see all of these facts, named as in the policy."""


class Sight(Protocol):
    """What one person may see of all papers of one edition."""

    def of(self, submission_id: int, status: str) -> Seen:
        """Return what they may see of one paper."""

    def papers(self, *facts: Any) -> Any:
        """Return the queryset of the papers of which they may see all of these facts."""


Seer = Callable[[Any, Edition], Sight]
ActsAsChair = Callable[[Any, Any], bool]
_installed: dict[str, Any] = {}


def install(seer: Seer, acts_as_chair: ActsAsChair) -> None:
    """Plug in the policy: what a person sees of an edition, and whether no conflict stops a chair before a paper."""
    _installed.update(seer=seer, acts_as_chair=acts_as_chair)


def sight_of(user: Any, edition: Edition) -> Sight:
    """Return what this person may see of the edition's papers now."""
    return _installed["seer"](user, edition)  # type: ignore[no-any-return]


def acts_as_chair(user: Any, submission: Any) -> bool:
    """Tell whether this person chairs the paper's edition and is not in conflict with the paper."""
    return bool(_installed["acts_as_chair"](user, submission))
