"""The list of a backup names the dump once and stored files by their hashes, and nothing else."""

import hashlib

import pytest

from want.keeping.manifest import DUMP, Manifest, Part, Unsound, read

SHA256 = hashlib.sha256(b"a paper").hexdigest()
DATABASE = Part(DUMP, 7, hashlib.sha256(b"a dump").hexdigest())
PAPER = Part(f"files/{SHA256[:2]}/{SHA256}.pdf", 7, SHA256)


def in_a_list(folder, *parts):
    Manifest("2024-05-01T00:00:00+00:00", parts).write(folder)
    return read(folder).parts


def test_list_of_a_backup_is_read(tmp_path):
    assert in_a_list(tmp_path, DATABASE, PAPER) == (DATABASE, PAPER)


@pytest.mark.parametrize("parts", [(PAPER,), (DATABASE, DATABASE, PAPER), ()], ids=["none", "two", "nothing"])
def test_list_without_one_dump_is_refused(tmp_path, parts):
    with pytest.raises(Unsound, match="is no whole backup"):
        in_a_list(tmp_path, *parts)


@pytest.mark.parametrize(
    "place",
    [f"files/ab/{'0' * 64}.pdf", f"files/{SHA256[:2]}/{SHA256}", "files/notes.txt", f"../{PAPER.place}", "/etc/passwd"],
)
def test_list_with_something_else_is_refused(tmp_path, place):
    with pytest.raises(Unsound, match="is no part of a backup"):
        in_a_list(tmp_path, DATABASE, Part(place, 7, SHA256))
