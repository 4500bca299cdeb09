"""Look into one PDF and make its blind copy, within bounds: `python -m ... FILE COPY` prints a Finding.

Run by `workbench`, never imported: the site itself does not load the libraries that read strangers' files. A bound
that is passed ends this process, or makes a library raise; either way the site says a sentence about the file.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from pikepdf import PdfError

from submissions.manuscripts.blind import make_blind_copy
from submissions.manuscripts.checks.finding import FILES, LARGEST_COPY, MEMORY, NO_ROOM, SECONDS, Finding
from submissions.manuscripts.checks.inflation import TOO_LARGE_INSIDE, check_inflation
from submissions.manuscripts.checks.inside import DAMAGED, pages_in
from submissions.manuscripts.checks.problem import Problem

BOUNDS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: LARGEST_COPY,
    resource.RLIMIT_NOFILE: FILES,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}


def main(path: Path, blind_copy: Path) -> None:
    """Print what was found."""
    for kind, bound in BOUNDS.items():
        resource.setrlimit(kind, (bound, bound))
    print(json.dumps(asdict(_found(path, blind_copy))))  # noqa: T201 (this is how the two processes speak)


def _found(path: Path, blind_copy: Path) -> Finding:
    try:
        check_inflation(path)
        pages = pages_in(path)
        same = make_blind_copy(path, blind_copy) == pages_in(blind_copy) == pages
    except Problem as problem:
        return Finding(problem=str(problem))
    except MemoryError:
        return Finding(problem=TOO_LARGE_INSIDE)
    except OSError:
        return Finding(problem=NO_ROOM)
    except (PdfError, RecursionError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
        return Finding(problem=DAMAGED)  # a thing in the file is not what the standard says it is
    return Finding(pages=pages) if same else Finding(problem=DAMAGED)


main(Path(sys.argv[1]), Path(sys.argv[2]))
