"""Where files lie: each once, named by its SHA-256, complete or not at all. Nobody changes them.

What no row names any more is set aside by the daily sweep, and deleted by it later: see sweeping.py.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

LENGTH = hashlib.sha256().digest_size * 2
HEX = frozenset("0123456789abcdef")


def path_of(sha256: str, ending: str = "pdf") -> Path:
    """Return where the file with this hash lies."""
    return root() / place_of(sha256, ending)


def place_of(sha256: str, ending: str = "pdf") -> str:
    """Return where the file with this hash lies within the store."""
    if len(sha256) != LENGTH or not HEX.issuperset(sha256):
        raise ValueError("A file is asked for by its SHA-256.")
    return f"{sha256[:2]}/{sha256}.{ending}"


def open_file(sha256: str, ending: str = "pdf") -> BinaryIO:
    """Open the file with this hash for reading; FileNotFoundError when there is none."""
    return path_of(sha256, ending).open("rb")


def all_files() -> Iterator[Path]:
    """Yield every file of the store; what is being taken does not belong to it yet."""
    for folder in sorted(root().glob("[0-9a-f][0-9a-f]")):
        yield from sorted(path for path in folder.iterdir() if path.is_file())


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a folder for files that are being taken, on the same disk as the store; it is gone afterwards."""
    root().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="taking-", dir=root()) as folder:
        yield Path(folder)


def write(chunks: Iterable[bytes], path: Path) -> int:
    """Write chunks to a file and down to the disk; return how many bytes."""
    with path.open("wb") as file:
        size = sum(file.write(chunk) for chunk in chunks)
        file.flush()
        os.fsync(file.fileno())
    return size


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path, ending: str = "pdf") -> str:
    """Move a complete file into the store and return its SHA-256; one that is there already, and whole, stays.

    Afterwards its bytes, its name and its folder are on the disk, so a row that names it may be written.
    """
    sha256 = hash_of(path)
    place = path_of(sha256, ending)
    if _lies_whole(place, sha256):
        return sha256
    path.chmod(0o440)
    _settle(path)
    is_new = not place.parent.exists()
    place.parent.mkdir(parents=True, exist_ok=True)
    path.replace(place)
    _settle(place.parent)
    if is_new:
        _settle(root())
    return sha256


def set_aside(place: Path, *, unless_touched_since: float) -> bool:
    """Take a file out of the store, as of now; one that was handed in anew meanwhile stays. Tell whether it is out."""
    place_aside = aside() / place.name
    place_aside.parent.mkdir(exist_ok=True)
    try:
        place.replace(place_aside)
        if place_aside.stat().st_mtime > unless_touched_since:
            place_aside.replace(place)
            return False
        os.utime(place_aside)
    except FileNotFoundError:  # another sweep was here
        return False
    return True


def bring_back(place: Path) -> bool:
    """Put a file that was set aside into the store again, if it is there."""
    with suppress(FileNotFoundError):
        (aside() / place.name).replace(place)
        return True
    return False


def aside() -> Path:
    """Return the folder of what was set aside."""
    return root() / "unnamed"


def _lies_whole(place: Path, sha256: str) -> bool:
    """Tell whether this file is in the store; handed in anew, it is swept by nobody before its row is there."""
    try:
        os.utime(place)
        return hash_of(place) == sha256
    except OSError:
        return False


def root() -> Path:
    """Return the store's folder."""
    return Path(settings.MEDIA_ROOT) / "manuscripts"


def _settle(path: Path) -> None:
    """Bring a file, or a folder's entries, to the disk; some file systems cannot do folders, and need not."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)
