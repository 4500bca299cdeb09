"""What the worker looks after by the clock: each sweep asks what is due now and does it. Called by `manage.py work`.

Floors above register theirs with `sweep`. A sweep may run in several workers at once and after any pause, so it takes
a lock or writes a mark, and what it has done once it does not do again.
"""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

Sweep = Callable[[], object]
SWEEPS: list[Sweep] = []


def sweep(act: Sweep) -> Sweep:
    """Register something to be looked after every few seconds; it must cost next to nothing when nothing is due."""
    SWEEPS.append(act)
    return act


def sweep_all() -> None:
    """Run every sweep; one that fails is logged and keeps no other from its work."""
    for act in SWEEPS:
        try:
            act()
        except Exception:  # whatever it was, the next round tries again
            logger.exception("The sweep %s was interrupted and is tried again.", act.__name__)
