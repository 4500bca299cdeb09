"""Stored files are held against the rows that name them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from submissions.manuscripts import store
from submissions.manuscripts.actions import add_manuscript
from tests.submissions import pdfs
from want.venues.stages import Stage


@pytest.fixture
def file(submission, author, during):
    during(Stage.SUBMISSION)
    return add_manuscript(submission, SimpleUploadedFile("paper.pdf", pdfs.pdf()), by=author)


def verify() -> str:
    out = io.StringIO()
    call_command("verify_files", stdout=out)
    return out.getvalue()


def test_whole_files_are_counted(file):
    assert verify() == "2 files are as they were taken, 0 changed, 0 missing, 0 orphaned.\n"


def test_missing_file_is_named(file):
    place = store.path_of(file.blind_sha256)
    place.unlink()

    out = io.StringIO()
    with pytest.raises(CommandError, match="from a backup"):
        call_command("verify_files", stdout=out)

    assert out.getvalue().startswith(f"{store.place_of(file.blind_sha256)}  missing: ")
    assert out.getvalue().endswith("1 files are as they were taken, 0 changed, 1 missing, 0 orphaned.\n")


def test_one_changed_byte_is_found(file):
    place = store.path_of(file.sha256)
    place.chmod(0o600)
    with place.open("r+b") as stored:
        stored.seek(20)
        stored.write(b"#")

    out = io.StringIO()
    with pytest.raises(CommandError, match="from a backup"):
        call_command("verify_files", stdout=out)

    assert out.getvalue().startswith(f"{store.place_of(file.sha256)}  changed: ")


def test_file_of_no_paper_is_named_and_is_no_error(file):
    file.delete()

    said = verify().splitlines()

    assert {line.split("  ")[1] for line in said[:2]} == {"orphaned: no paper names it"}
    assert said[2] == "2 files are as they were taken, 0 changed, 0 missing, 2 orphaned."
