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
_installed: list[Seer] = []


def install(seer: Seer) -> None:
    """Plug in the policy: what a person sees of an edition."""
    _installed[:] = [seer]


def sight_of(user: Any, edition: Edition) -> Sight:
    """Return what this person may see of the edition's papers now; asked once a page, for an edition is loaded once."""
    (seer,) = _installed
    known: dict[int, Sight] = edition.__dict__.setdefault("_sights", {})
    if user.pk not in known:
        known[user.pk] = seer(user, edition)
    return known[user.pk]
