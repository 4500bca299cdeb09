"""Where files lie: each once, named by its SHA-256, complete or not at all. Nobody changes or deletes them here."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024


def path_of(sha256: str) -> Path:
    """Return where the file with this hash lies."""
    if len(sha256) != hashlib.sha256().digest_size * 2 or not sha256.isalnum():
        raise ValueError("A file is asked for by its SHA-256.")
    return _root() / sha256[:2] / f"{sha256}.pdf"


def open_file(sha256: str) -> BinaryIO:
    """Open the file with this hash for reading; FileNotFoundError when there is none."""
    return path_of(sha256).open("rb")


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a folder for files that are being taken, on the same disk as the store; it is gone afterwards."""
    _root().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="taking-", dir=_root()) as folder:
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


def keep(path: Path) -> str:
    """Move a complete file into the store and return its SHA-256; one that is there already stays as it is."""
    sha256 = hash_of(path)
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        path.chmod(0o440)
        path.replace(place)
        _settle(place.parent)
    return sha256


def _settle(folder: Path) -> None:
    """Bring the folder's own entry to the disk; some file systems cannot, and need not."""
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(descriptor)
    os.close(descriptor)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "manuscripts"
