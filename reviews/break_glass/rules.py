"""May somebody break the glass, and for how long? Answers in sentences. Pure."""

from datetime import timedelta

from want.core.verdict import YES, Verdict, no

HOLDS = timedelta(minutes=30)
SHORTEST_REASON = 10


def may_break_glass(*, is_superuser: bool, is_open: bool, reason: str) -> Verdict:
    """Tell whether the glass may be broken now."""
    if not is_superuser:
        return no("Only those who keep the site can do this.")
    if is_open:
        return no("A session is open already. End it first, if you need another one.")
    if len(reason.strip()) < SHORTEST_REASON:
        return no("Say why, so that the chairs understand it: they read this sentence.")
    return YES
