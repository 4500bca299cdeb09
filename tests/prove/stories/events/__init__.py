"""What happens meanwhile, behind somebody's back: each event in two ways, as the site does it, with log and letters.

An event names the facts that it changes. Whoever may see none of them may not notice which of its two ways it went.
"""

from tests.prove.stories.events import committee, papers, reviewing  # noqa: F401  (they enter themselves)
from tests.prove.stories.events.event import EVENTS, Event, nothing

__all__ = ["EVENTS", "Event", "nothing"]
