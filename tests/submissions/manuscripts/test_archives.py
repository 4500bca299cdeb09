"""Archives as supplementary material: only where the chairs allow it, never unpacked, for whom the chairs choose."""

import gzip
import io
import zipfile
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.manuscripts import store
from submissions.manuscripts.actions import add_manuscript
from submissions.manuscripts.verifying import verified
from submissions.models.manuscript import Kind
from tests import cast
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage


@cache  # it holds the time, in steps of two seconds
def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("home/ada/run.py", "print('by Ada')")
    return out.getvalue()


@pytest.fixture
def archives(edition):
    edition.takes_archives = True
    edition.save()
    return edition


def status_of(client, url: str) -> int:
    answer = client.get(url)
    answer.getvalue()  # which closes a file
    return answer.status_code


def hand_in(submission, author, name: str, content: bytes, kind: Kind = Kind.SUPPLEMENT):
    return add_manuscript(submission, SimpleUploadedFile(name, content), by=author, kind=kind)


def test_archives_are_taken_only_where_the_chairs_said_so_and_only_beside_the_paper(
    edition, submission, author, during
):
    during(Stage.SUBMISSION)

    with pytest.raises(Refused, match="archive"):
        hand_in(submission, author, "code.zip", zipped())
    edition.takes_archives = True
    edition.save()
    submission.edition.refresh_from_db()
    with pytest.raises(Refused, match="archive"):
        hand_in(submission, author, "paper.zip", zipped(), Kind.PAPER)

    assert hand_in(submission, author, "code.zip", zipped()).ending == "zip"


@pytest.mark.parametrize(
    ("name", "content", "ending"), [("code.zip", zipped(), "zip"), ("code.tar.gz", gzip.compress(b"a tar"), "tgz")]
)
def test_archive_is_kept_byte_by_byte_and_counted_as_whole(archives, submission, author, during, name, content, ending):
    during(Stage.SUBMISSION)

    kept = hand_in(submission, author, name, content)

    assert (kept.ending, kept.blind_sha256, kept.pages) == (ending, "", 0)
    assert store.path_of(kept.sha256, ending).read_bytes() == content
    assert verified().is_good
    assert verified().orphaned == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("thesis.docx", zipped()),
        ("code.zip", gzip.compress(b"x")),
        ("code.tar.gz", zipped()),
        ("code.rar", b"Rar!\x1a\x07"),
        ("code.zip", b"MZ"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(archives, submission, author, during, name, content):
    during(Stage.SUBMISSION)

    with pytest.raises(Refused):
        hand_in(submission, author, name, content)


def test_archive_that_is_too_large_is_refused_in_words(archives, submission, author, during, settings):
    during(Stage.SUBMISSION)
    settings.MANUSCRIPT_MAX_BYTES = 50

    with pytest.raises(Refused, match="more than"):
        hand_in(submission, author, "code.zip", zipped())


def test_reviewers_get_it_only_where_the_chairs_chose_so_and_are_warned(
    client, archives, submission, author, reviewer, chair, during
):
    during(Stage.SUBMISSION)
    hand_in(submission, author, "ada-lovelace.zip", zipped())
    cast.assign(submission, reviewer)
    during(Stage.REVIEWING)
    page = f"/icml2024/papers/{submission.code}/"
    file = next(iter(_links(client, author, page)))

    found = {}
    for is_open in (False, True):
        archives.archives_for_reviewers = is_open
        archives.save()
        for person in (reviewer, chair, author):
            client.force_login(person)
            found[is_open, person.name.split()[1]] = status_of(client, file)
    client.force_login(reviewer)
    answer, shown = client.get(file), client.get(page).content.decode()

    assert found[False, "Reviewer"] == 404
    assert {found[key] for key in found if key != (False, "Reviewer")} == {200}
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="icml2024-{submission.number}-supplement.zip"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue() == zipped()
    assert "Nobody has looked into it" in shown
    assert "lovelace" not in shown


def test_form_says_that_nobody_looks_inside_and_who_gets_it(client, archives, submission, author, during):
    during(Stage.SUBMISSION)
    client.force_login(author)

    page = client.get(f"/icml2024/submissions/{submission.code}/").content.decode()

    assert "Supplementary material (PDF, ZIP or tar.gz)" in page
    assert "never unpacked" in page
    assert "Archives go to the chairs alone." in page


def test_chairs_alone_open_archives(client, edition, chair):
    keeper = cast.make_user("Kay Keeper", is_superuser=True)
    client.force_login(keeper)
    theirs = client.get("/desk/e/icml2024/settings/").content.decode()
    client.force_login(chair)

    assert 'name="takes_archives"' not in theirs
    assert 'name="takes_archives"' in client.get("/desk/e/icml2024/settings/").content.decode()
    assert Role.CHAIR in edition.memberships.values_list("role", flat=True)


def _links(client, person, page: str) -> list[str]:
    client.force_login(person)
    text = client.get(page).content.decode()
    return [part.split('"')[0] for part in text.split('href="')[1:] if "supplement" in part.split('"')[0]]
