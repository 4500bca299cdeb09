"""What no row names is set aside, and deleted later; what anybody may still need stays where it is."""

import io
import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from submissions.manuscripts import store, sweeping
from submissions.manuscripts.actions import add_manuscript
from submissions.models import Manuscript
from tests.submissions import pdfs
from want.mail.sweeps import SWEEPS
from want.venues.stages import Stage

DAY = 86400


@pytest.fixture
def file(submission, author, during):
    during(Stage.SUBMISSION)
    return add_manuscript(submission, SimpleUploadedFile("paper.pdf", pdfs.pdf()), by=author)


def places(file: Manuscript) -> list[Path]:
    return sorted([store.path_of(file.sha256), store.path_of(file.blind_sha256)])


def age(*paths: Path, days: float) -> None:
    then = time.time() - days * DAY
    for path in paths:
        os.utime(path, (then, then))


def sweep(*options: str) -> str:
    out = io.StringIO()
    call_command("sweep_files", *options, stdout=out)
    return out.getvalue()


def what_is_there() -> list[str]:
    return sorted(path.relative_to(store.root()).as_posix() for path in store.root().rglob("*") if path.is_file())


def test_files_that_rows_name_stay_however_old(file):
    age(*places(file), days=900)

    sweep("--go")

    assert all(path.is_file() for path in places(file))


def test_files_of_a_deleted_draft_are_set_aside_and_deleted_two_weeks_later(file):
    paths = places(file)
    file.delete()
    age(*paths, days=2)

    sweep("--go")
    aside = [store.aside() / path.name for path in paths]
    assert what_is_there() == sorted(f"unnamed/{path.name}" for path in paths)
    age(*aside, days=13)
    sweep("--go")
    assert all(path.is_file() for path in aside)
    age(*aside, days=15)
    sweep("--go")

    assert what_is_there() == []


def test_a_file_is_left_alone_for_a_day_for_its_row_may_not_be_there_yet(file):
    paths = places(file)
    file.delete()
    age(*paths, days=0.9)

    sweep("--go")

    assert all(path.is_file() for path in paths)


def test_a_look_changes_nothing(file):
    paths = places(file)
    file.delete()
    age(*paths, days=2)

    said = sweep().splitlines()

    assert [line.split("  ")[1] for line in said[:2]] == ["no paper names it: is set aside"] * 2
    assert said[2].startswith("2 files are stored. 2 are to be set aside, 0 deleted")
    assert all(path.is_file() for path in paths)


def test_an_old_file_that_is_handed_in_again_while_it_is_swept_stays(file, submission, author):
    paths = places(file)
    file.delete()
    age(*paths, days=2)
    found = sweeping.find_unused()

    again = add_manuscript(submission, SimpleUploadedFile("paper.pdf", pdfs.pdf()), by=author)
    sweeping.sweep_files(found)

    assert len(found.unnamed) == 2
    assert places(again) == paths
    assert all(path.is_file() for path in paths)


def test_a_file_that_was_set_aside_and_is_handed_in_again_is_there(file, submission, author):
    paths = places(file)
    file.delete()
    age(*paths, days=2)
    sweep("--go")

    add_manuscript(submission, SimpleUploadedFile("paper.pdf", pdfs.pdf()), by=author)

    assert all(path.is_file() for path in paths)


def test_what_was_set_aside_comes_back_when_a_row_names_it_again(file):
    paths = places(file)
    kept = Manuscript.objects.get(pk=file.pk)
    file.delete()
    age(*paths, days=2)
    sweep("--go")
    kept.save(force_insert=True)

    sweep("--go")

    assert all(path.is_file() for path in paths)


def test_uploads_that_were_broken_off_are_deleted_and_those_that_go_on_are_not(db):
    folders = [store.root() / f"taking-{name}" for name in ("old", "going-on", "new")]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"%PDF")
    age(folders[0] / "file", folders[0], folders[1], days=2)

    sweep("--go")

    assert [folder.exists() for folder in folders] == [False, True, True]


def test_nothing_is_touched_when_most_files_are_named_by_nothing(file, monkeypatch):
    monkeypatch.setattr(sweeping, "FEW", 1)
    paths = places(file)
    file.delete()
    age(*paths, days=2)

    with pytest.raises(CommandError, match="Is this the right database"):
        sweep("--go")
    assert all(path.is_file() for path in paths)
    sweep("--go", "--anyway")
    assert not any(path.exists() for path in paths)


def test_the_worker_sweeps_once_a_day(file, monkeypatch):
    paths, now = places(file), [sweeping._next - 1]
    file.delete()
    age(*paths, days=2)
    monkeypatch.setattr(sweeping.time, "monotonic", lambda: now[0])
    swept = []
    monkeypatch.setattr(sweeping, "sweep_files", swept.append)

    for later in (0, 2, DAY - 10, 20):
        now[0] += later
        sweeping.sweep_daily()

    assert len(swept) == 2
    assert sweeping.sweep_daily in SWEEPS


def test_a_store_that_is_not_there_yet_is_no_fault(db):
    assert sweep("--go").endswith("Done.\n")
