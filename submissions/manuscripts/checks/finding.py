"""What the two processes of the workbench agree on: what is told, and the bounds within which it is found."""

from dataclasses import dataclass

SECONDS = 40
MEMORY = 1024**3
LARGEST_COPY = 512 * 1024**2
FILES = 32

NO_ROOM = (
    "The server has no room for files at this moment, so your file is not stored. What you typed beside it is. "
    "Please tell the chairs, and add the file again a little later."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The number of pages, or the problem that keeps the file from being taken."""

    pages: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page says, or the problem that keeps the file from being read."""

    title: str = ""
    abstract: str = ""
    problem: str = ""
