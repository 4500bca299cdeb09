"""What the two processes of the workbench tell one another: what was found, and how long finding it may take."""

from dataclasses import dataclass

SECONDS = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """The number of pages, or the problem that keeps the file from being taken."""

    pages: int = 0
    problem: str = ""
