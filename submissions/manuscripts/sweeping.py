"""Stored files that no row names any more: of drafts that were deleted, uploads that were refused or broken off.

They are set aside a day after they were last handed in, and deleted two weeks later. So an upload whose row is not
committed yet loses nothing, a backup that runs finds what its snapshot names, and what was set aside by a mistake can
be brought back, which the sweep does by itself once a row names it again. Done by the worker once a day, and by
`manage.py sweep_files`.
"""

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from submissions.manuscripts import store
from submissions.manuscripts.verifying import named_places
from want.mail.sweeps import sweep

logger = logging.getLogger(__name__)

DAY = 86400.0
FRESH = DAY  # no upload takes as long, from its first byte to its row
ASIDE = 14 * DAY
FEW = 20  # so many unnamed files are swept though they are most of those that there are

_next = time.monotonic() + 3600  # not at once: a worker that was just started may stand before the wrong database


class Suspicious(Exception):  # noqa: N818 (a state, not a fault)
    """Most of the stored files are named by no row: rather the database is another one than that nobody needs them."""


@dataclass(slots=True)
class Unused:
    """Files that nobody needs, by what is to become of them; `asked_at` is when that was found."""

    asked_at: float
    lying: int = 0
    unnamed: list[Path] = field(default_factory=list)
    old: list[Path] = field(default_factory=list)
    broken_off: list[Path] = field(default_factory=list)
    needed: list[Path] = field(default_factory=list)

    @property
    def is_suspicious(self) -> bool:
        """Tell whether too much is unnamed to be true."""
        return len(self.unnamed) > max(FEW, self.lying / 2)


@sweep
def sweep_daily() -> None:
    """Sweep, unless this worker did so within a day."""
    global _next  # noqa: PLW0603 (a worker's own memory, as its clock is)
    if time.monotonic() >= _next:
        _next = time.monotonic() + DAY
        sweep_files(find_unused())


def find_unused() -> Unused:
    """Look through the store. Rows are read after the files were listed: what was handed in meanwhile is named."""
    found = Unused(time.time())
    lying, laid_aside = list(store.all_files()), _files_in(store.aside())
    named = set(named_places())
    found.lying = len(lying)
    found.unnamed = [path for path in lying if _place(path) not in named and _age(path, found.asked_at) > FRESH]
    for path in laid_aside:
        place = store.root() / path.name[:2] / path.name
        if _place(place) in named and not place.exists():
            found.needed.append(place)
        elif _age(path, found.asked_at) > ASIDE:
            found.old.append(path)
    found.broken_off = [folder for folder in store.root().glob("taking-*") if _newest(folder, found.asked_at) > FRESH]
    return found


def sweep_files(found: Unused, *, anyway: bool = False) -> None:
    """Set aside what is unnamed, delete what was set aside long ago, and bring back what a row names again.

    Raises Suspicious, and does nothing, when most of the store is unnamed; `anyway` does it then, too.
    """
    if found.is_suspicious and not anyway:
        raise Suspicious(f"{len(found.unnamed)} of {found.lying} stored files are named by no row; none was touched.")
    out = sum(store.set_aside(path, unless_touched_since=found.asked_at - FRESH) for path in found.unnamed)
    back = sum(store.bring_back(place) for place in found.needed)
    for path in found.old:
        with suppress(FileNotFoundError):
            path.unlink()
    for folder in found.broken_off:
        shutil.rmtree(folder, ignore_errors=True)
    if out or back or found.old or found.broken_off:
        said = "Stored files: %d set aside, %d brought back, %d deleted, %d broken off uploads deleted."
        logger.info(said, out, back, len(found.old), len(found.broken_off))


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _place(path: Path) -> str:
    return path.relative_to(store.root()).as_posix()


def _age(path: Path, now: float) -> float:
    """Return for how many seconds nobody handed this file in; none for what is gone by now."""
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _newest(folder: Path, now: float) -> float:
    """Return for how many seconds nothing happened in a folder of what is being taken."""
    return min(_age(path, now) for path in _with_all(folder))


def _with_all(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")
