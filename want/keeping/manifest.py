"""The list in a backup: what belongs to it, with sizes and hashes. Pure but for reading files."""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "manifest.json"
DUMP = "database.dump"
FILES = "files"
FORMAT = 1
CHUNK = 1024 * 1024


class Unsound(Exception):  # noqa: N818 (says what is wrong)
    """A backup that cannot be relied on; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup by its place in it."""

    place: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup consists of and when it was made."""

    made_at: str
    parts: tuple[Part, ...]

    def write(self, folder: Path) -> None:
        """Write the list down to the disk."""
        told = {"format": FORMAT, "made_at": self.made_at, "parts": [asdict(part) for part in self.parts]}
        with (folder / NAME).open("w") as file:
            json.dump(told, file, indent=1)
            file.flush()
            os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Return a backup's list; raise Unsound when there is none."""
    try:
        told = json.loads((folder / NAME).read_text())
        parts = tuple(Part(str(part["place"]), int(part["size"]), str(part["sha256"])) for part in told["parts"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Unsound(f"{folder} is no backup: it has no {NAME} that can be read.") from None
    if told.get("format") != FORMAT:
        raise Unsound(f"{folder} was made by another version of this program (format {told.get('format')}).")
    places = [part.place for part in parts]
    if places.count(DUMP) != 1:
        raise Unsound(f"{folder} is no whole backup: its list names the database {places.count(DUMP)} times.")
    for part in parts:
        if part.place != DUMP and not _is_file_of_ours(part):
            raise Unsound(f"{folder} names what is no part of a backup: {part.place}")
    return Manifest(str(told["made_at"]), parts)


def _is_file_of_ours(part: Part) -> bool:
    """Tell whether a line names a stored file: in the folder of such files, under its own hash."""
    pattern = rf"{FILES}/{re.escape(part.sha256[:2])}/{re.escape(part.sha256)}\.[a-z0-9.]{{1,10}}"
    return re.fullmatch("[0-9a-f]{64}", part.sha256) is not None and re.fullmatch(pattern, part.place) is not None


def check(folder: Path, parts: Iterable[Part]) -> None:
    """Read every file of a backup; raise Unsound at the first that is missing or not as it was."""
    for part in parts:
        path = folder / part.place
        if not path.is_file():
            raise Unsound(f"{part.place} is missing from the backup.")
        if part_of(path, part.place) != part:
            raise Unsound(f"{part.place} is not as it was when the backup was made.")


def part_of(path: Path, place: str) -> Part:
    """Return a file's line in the list."""
    with path.open("rb") as file:
        return Part(place, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def copy(source: Path, target: Path) -> None:
    """Copy a file's bytes down to the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as old, target.open("wb") as new:
        while chunk := old.read(CHUNK):
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())
