"""The bounds within which a stranger's file is looked at, and what is said of one that passes them. Pure.

A bound that is passed ends the process, or makes a library raise; either way the site says a sentence about the file.
"""

import resource
from collections.abc import Callable

from pikepdf import PdfError

from submissions.manuscripts.checks.finding import FILES, LARGEST_COPY, MEMORY, NO_ROOM, SECONDS
from submissions.manuscripts.checks.inflation import TOO_LARGE_INSIDE
from submissions.manuscripts.checks.inside import DAMAGED
from submissions.manuscripts.checks.problem import Problem

BOUNDS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: LARGEST_COPY,
    resource.RLIMIT_NOFILE: FILES,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}


def set_bounds() -> None:
    """Bind this process from now on."""
    for kind, bound in BOUNDS.items():
        resource.setrlimit(kind, (bound, bound))


def problem_in(look: Callable[[], None]) -> str:
    """Look, and return the sentence about what was wrong; empty if nothing was."""
    try:
        look()
    except Problem as problem:
        return str(problem)
    except MemoryError:
        return TOO_LARGE_INSIDE
    except OSError:
        return NO_ROOM
    except (PdfError, RecursionError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
        return DAMAGED  # a thing in the file is not what the standard says it is
    return ""
