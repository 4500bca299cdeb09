"""Look at strangers' PDFs in a process of its own, with bounds on time and memory; called by `actions`.

The readers are large C and C++ programs, and a file can be made to crash or to occupy them. In a process of its own
that costs one upload, not the site. The process itself is `checks/__main__.py`.
"""

import json
import subprocess
import sys
from pathlib import Path

from submissions.manuscripts.checks.finding import SECONDS, Finding
from submissions.manuscripts.checks.problem import Problem

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = "submissions.manuscripts.checks"

TOO_HARD = (
    "The PDF could not be read within {seconds} seconds. It is probably very large inside: "
    "save its pictures smaller and choose it again."
)
CRASHED = "The PDF cannot be read. Make it again with another program, or print it to a new PDF, and choose that file."


def examine(path: Path, blind_copy: Path) -> int:
    """Check the PDF, write its blind copy, and return its number of pages; raise Problem when it cannot be taken."""
    try:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-m", PROGRAM, str(path), str(blind_copy)],
            cwd=ROOT,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Problem(TOO_HARD.format(seconds=SECONDS)) from None
    if done.returncode != 0:
        raise Problem(CRASHED)
    finding = Finding(**json.loads(done.stdout))
    if finding.problem:
        raise Problem(finding.problem)
    return finding.pages
