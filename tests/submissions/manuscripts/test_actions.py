"""Taking files: each version is kept, under its hash, with a blind copy."""

import hashlib
import os
import resource
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.manuscripts import store
from submissions.manuscripts.actions import NOT_YOURS, add_manuscript
from submissions.manuscripts.queries import latest, versions
from submissions.models import Manuscript
from submissions.models.manuscript import Kind
from tests.submissions import pdfs
from tests.submissions.finding import found_in
from tests.submissions.telling import telling
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.stages import Stage


def upload(data: bytes, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def test_file_is_kept_under_its_hash(submission, author, during):
    during(Stage.SUBMISSION)
    data = pdfs.pdf(pages=3)

    file = add_manuscript(submission, upload(data, "our final really.pdf"), by=author)

    assert (file.version, file.pages, file.size) == (1, 3, len(data))
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert (file.original_name, file.uploaded_by) == ("our final really.pdf", author)
    with store.open_file(file.sha256) as kept:
        assert kept.read() == data


def test_blind_copy_is_kept_beside_it(submission, author, during):
    during(Stage.SUBMISSION)

    file = add_manuscript(submission, upload(telling()), by=author)

    with store.open_file(file.blind_sha256) as kept:
        copy = kept.read()
    assert file.blind_sha256 == hashlib.sha256(copy).hexdigest() != file.sha256
    assert found_in(telling())
    assert not found_in(copy)


def test_every_version_is_kept(submission, author, coauthor, during):
    during(Stage.SUBMISSION)

    first = add_manuscript(submission, upload(pdfs.pdf("one")), by=author)
    second = add_manuscript(submission, upload(pdfs.pdf("two")), by=coauthor)

    assert versions(submission) == [second, first]
    assert latest(submission) == second
    assert store.path_of(first.sha256).exists()


def test_same_file_again_is_no_new_version(submission, author, during):
    during(Stage.SUBMISSION)
    first = add_manuscript(submission, upload(pdfs.pdf()), by=author)
    letters = Message.objects.count()

    again = add_manuscript(submission, upload(pdfs.pdf()), by=author)

    assert again == first
    assert (Manuscript.objects.count(), Message.objects.count()) == (1, letters)


def test_earlier_file_may_come_back_as_a_version_of_its_own(submission, author, during):
    during(Stage.SUBMISSION)

    files = [add_manuscript(submission, upload(pdfs.pdf(text)), by=author) for text in ("one", "two", "one")]

    assert [file.version for file in files] == [1, 2, 3]
    assert files[0].sha256 == files[2].sha256


def test_upload_is_logged_without_its_name(submission, author, during):
    during(Stage.SUBMISSION)

    file = add_manuscript(submission, upload(pdfs.pdf(), "Ada Author.pdf"), by=author)

    entry = Entry.objects.get(verb="manuscript.added")
    assert entry.detail == {"kind": "paper", "version": 1, "sha256": file.sha256}
    assert (entry.actor_id, entry.submission_id) == (author.pk, submission.pk)


def test_all_authors_of_a_submitted_paper_hear_of_the_new_file(submission, author, coauthor, during):
    during(Stage.SUBMISSION)

    file = add_manuscript(submission, upload(pdfs.pdf()), by=author)

    letters = Message.objects.all()
    assert {letter.to for letter in letters} == {author.email, coauthor.email}
    assert all(file.sha256 in letter.body for letter in letters)


def test_what_is_no_pdf_is_refused_and_leaves_nothing(submission, author, during, settings):
    during(Stage.SUBMISSION)

    with pytest.raises(Refused, match="not a PDF"):
        add_manuscript(submission, upload(b"Dear chairs"), by=author)

    assert not Manuscript.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.pdf"))


def test_others_cannot_add_a_file(submission, outsider, during):
    during(Stage.SUBMISSION)

    with pytest.raises(Refused, match=NOT_YOURS):
        add_manuscript(submission, upload(pdfs.pdf()), by=outsider)


def test_after_the_deadline_no_file_is_taken(submission, author, during):
    during(Stage.REVIEWING)

    with pytest.raises(Refused, match="Papers were due on"):
        add_manuscript(submission, upload(pdfs.pdf()), by=author)


def test_camera_ready_file_is_taken_in_its_own_time_and_not_blinded(submission, author, during):
    during(Stage.CAMERA_READY)
    submission.status = "accepted"
    submission.save()

    file = add_manuscript(submission, upload(pdfs.pdf()), by=author, kind=Kind.CAMERA_READY)

    assert (file.kind, file.version, file.blind_sha256) == ("camera_ready", 1, "")


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 64 + "/", "0" * 63, ""])
def test_store_is_asked_by_hash_only(settings, name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.path_of(name)


@pytest.fixture
def full_disk():
    """Let no file grow beyond 64 KiB, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_file_for_which_there_is_no_room_is_refused_in_words_and_leaves_nothing(submission, author, during, full_disk):
    during(Stage.SUBMISSION)
    large = pdfs.pdf("A paper") + b"\n%" + b"x" * 100_000

    with pytest.raises(Refused, match="no room for files at this moment"):
        add_manuscript(submission, upload(large), by=author)

    assert Manuscript.objects.count() == 0
    assert [path for path in store.root().rglob("*") if path.is_file()] == []


def test_file_is_on_the_disk_with_its_folder_before_a_row_names_it(submission, author, during, monkeypatch):
    during(Stage.SUBMISSION)
    synced, real = [], os.fsync
    monkeypatch.setattr(
        "os.fsync", lambda descriptor: (synced.append(Path(f"/proc/self/fd/{descriptor}").readlink()), real(descriptor))
    )
    sync_all = Manuscript.save
    seen = []
    monkeypatch.setattr(Manuscript, "save", lambda self, **kw: (seen.extend(synced), sync_all(self, **kw)))

    file = add_manuscript(submission, upload(pdfs.pdf()), by=author)

    names = [Path(path).name for path in seen]
    assert names.count("original.pdf") == 2  # while it is taken, and before it is moved
    assert {"blind.pdf", file.sha256[:2], file.blind_sha256[:2], "manuscripts"} <= set(names)


def test_file_that_has_decayed_is_replaced_when_it_comes_again(submission, author, during):
    during(Stage.SUBMISSION)
    file = add_manuscript(submission, upload(pdfs.pdf()), by=author)
    store.path_of(file.sha256).chmod(0o600)
    store.path_of(file.sha256).write_bytes(b"%PDF- half")

    add_manuscript(submission, upload(pdfs.pdf()), by=author)

    assert store.hash_of(store.path_of(file.sha256)) == file.sha256
