"""Look into one PDF and make its blind copy, within bounds: `python -m ... FILE COPY` prints a Finding.

Run by `workbench`, never imported: the site itself does not load the libraries that read strangers' files.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from submissions.manuscripts.blind import make_blind_copy
from submissions.manuscripts.checks.bounds import problem_in, set_bounds
from submissions.manuscripts.checks.finding import Finding
from submissions.manuscripts.checks.inflation import check_inflation
from submissions.manuscripts.checks.inside import DAMAGED, pages_in
from submissions.manuscripts.checks.problem import Problem


def main(path: Path, blind_copy: Path) -> None:
    """Print what was found."""
    set_bounds()
    print(json.dumps(asdict(_found(path, blind_copy))))  # noqa: T201 (this is how the two processes speak)


def _found(path: Path, blind_copy: Path) -> Finding:
    pages = 0

    def look() -> None:
        nonlocal pages
        check_inflation(path)
        pages = pages_in(path)
        if not make_blind_copy(path, blind_copy) == pages_in(blind_copy) == pages:
            raise Problem(DAMAGED)

    problem = problem_in(look)
    return Finding(problem=problem) if problem else Finding(pages=pages)


main(Path(sys.argv[1]), Path(sys.argv[2]))
