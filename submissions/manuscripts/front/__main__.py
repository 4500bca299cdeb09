"""Read title and abstract off one PDF's first page, within bounds: `python -m ... FILE` prints a Front.

Run by `workbench`, never imported, for the same reasons and with the same sentences as the check of a manuscript.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from submissions.manuscripts.checks.bounds import problem_in, set_bounds
from submissions.manuscripts.checks.finding import Front
from submissions.manuscripts.checks.inflation import check_inflation
from submissions.manuscripts.checks.inside import pages_in
from submissions.manuscripts.front.page import first_page
from submissions.manuscripts.front.reading import title_and_abstract


def main(path: Path) -> None:
    """Print what was read."""
    set_bounds()
    found = Front()

    def look() -> None:
        nonlocal found
        check_inflation(path)
        pages_in(path)
        found = Front(*title_and_abstract(first_page(path)))

    problem = problem_in(look)
    print(json.dumps(asdict(Front(problem=problem) if problem else found)))  # noqa: T201 (as in checks)


main(Path(sys.argv[1]))
