"""Blind copies that an older version made are made anew; what cannot be made anew stays and is named."""

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


def remake() -> str:
    out = io.StringIO()
    call_command("remake_blind_copies", stdout=out, stderr=out)
    return out.getvalue()


def test_old_copy_is_replaced_and_a_present_one_stays(file):
    present = file.blind_sha256
    file.blind_sha256 = file.sha256  # as if an older version had hidden nothing
    file.save()

    first, second = remake(), remake()

    file.refresh_from_db()
    assert file.blind_sha256 == present
    assert "has a new blind copy" in first
    assert first.endswith("1 blind copies are new, 0 were as they should be, 0 could not be made.\n")
    assert second == "0 blind copies are new, 1 were as they should be, 0 could not be made.\n"


def test_missing_file_is_named_and_its_copy_stays(file):
    store.path_of(file.sha256).unlink()

    with pytest.raises(CommandError, match="keep the blind copy"):
        remake()

    before = file.blind_sha256
    file.refresh_from_db()
    assert file.blind_sha256 == before
