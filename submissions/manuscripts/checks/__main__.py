"""Look into one PDF and make its blind copy, bounded in time and memory: `python -m ... FILE COPY` prints a Finding.

Run by `workbench`, never imported: the site itself does not load the libraries that read strangers' files.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from submissions.manuscripts.blind import make_blind_copy
from submissions.manuscripts.checks.finding import SECONDS, Finding
from submissions.manuscripts.checks.inside import DAMAGED, pages_in
from submissions.manuscripts.checks.problem import Problem

MEMORY = 2 * 1024**3


def main(path: Path, blind_copy: Path) -> None:
    """Print what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(asdict(_found(path, blind_copy))))  # noqa: T201 (this is how the two processes speak)


def _found(path: Path, blind_copy: Path) -> Finding:
    try:
        pages = pages_in(path)
        same = make_blind_copy(path, blind_copy) == pages_in(blind_copy) == pages
    except Problem as problem:
        return Finding(problem=str(problem))
    return Finding(pages=pages) if same else Finding(problem=DAMAGED)


main(Path(sys.argv[1]), Path(sys.argv[2]))
