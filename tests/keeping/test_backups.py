"""A backup taken while serving, brought back elsewhere: it signs in, shows and hashes the same."""

import hashlib
import io
import json
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from submissions.manuscripts import store
from submissions.manuscripts.actions import add_manuscript
from tests import cast
from tests.submissions import pdfs
from want.core import clock
from want.mail.models import Message

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = "restored_elsewhere"
PASSWORD = "a long enough password"
pytestmark = pytest.mark.django_db(transaction=True)

LOOK = """
import django, hashlib, json, sys
django.setup()
from django.test import Client
from want.core import clock
from tests import cast
from want.venues.stages import Stage
browser = Client(HTTP_HOST="localhost")
with clock.frozen(cast.at(40)):
    entered = browser.post("/accounts/login/", {"login": sys.argv[4], "password": sys.argv[1]})
    page = browser.get(sys.argv[2])
    file = browser.get(sys.argv[2] + "paper.pdf")
    sent = b"".join(file)
print(json.dumps([entered.status_code, page.status_code, sys.argv[3] in page.content.decode(),
    hashlib.sha256(sent).hexdigest()]))
"""


def connect(name: str):
    wanted = connection.settings_dict
    found = psycopg2.connect(dbname=name, user=wanted["USER"], host=wanted["HOST"], port=wanted["PORT"])
    found.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    return closing(found)


def fingerprint(name: str) -> dict[str, tuple[int, int]]:
    """Return for each table how many rows it has and a sum over what stands in them, without the note of a restore."""
    with connect(name) as other, other.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_session'")
        found = {}
        for (table,) in cursor.fetchall():
            but = "WHERE verb <> 'site.restored'" if table == "audit_entry" else ""
            cursor.execute(f'SELECT count(*), coalesce(sum(hashtext(t::text)), 0) FROM "{table}" t {but}')
            found[table] = cursor.fetchone()
        return found


@pytest.fixture
def elsewhere(tmp_path):
    """Return what another process needs to run on an empty database with files of its own."""
    with connect("postgres") as server, server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {ELSEWHERE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {ELSEWHERE}")
    yield {
        **os.environ,
        "WANT_MODE": "test",
        "WANT_DATABASE": ELSEWHERE,
        "WANT_FILES": str(tmp_path / "elsewhere"),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    with connect("postgres") as server, server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {ELSEWHERE} WITH (FORCE)")


def restored(folder: Path, there: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "restore", str(folder), *options]
    return subprocess.run(command, cwd=ROOT, env=there, capture_output=True, text=True, check=False)


def said_there(there: dict[str, str], *program: str) -> str:
    """Run Python there and return what it said."""
    return subprocess.run(
        [sys.executable, *program], cwd=ROOT, env=there, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


@pytest.fixture
def file(submission, author, edition):
    author.set_password(PASSWORD)
    author.save()
    with clock.frozen(cast.at(10)):
        return add_manuscript(submission, SimpleUploadedFile("p.pdf", pdfs.pdf()), by=author)


@pytest.fixture
def backup(file, tmp_path):
    Message.objects.filter(state="queued").delete()
    call_command("backup", str(tmp_path / "backup"), stdout=io.StringIO())
    return tmp_path / "backup"


def test_restored_copy_is_the_same_and_signs_in_and_is_not_overwritten_unless_told(
    backup, elsewhere, file, submission, edition, author
):
    here = fingerprint(connection.settings_dict["NAME"])

    done = restored(backup, elsewhere)

    assert done.returncode == 0, done.stderr
    assert "Everybody has to sign in again" in done.stdout
    assert fingerprint(ELSEWHERE) == here
    assert said_there(elsewhere, "manage.py", "verify_files") == (
        "2 files are as they were taken, 0 changed, 0 missing, 0 orphaned.\n"
    )
    address = f"/{edition.slug}/papers/{submission.code}/"
    looked = said_there(elsewhere, "-c", LOOK, PASSWORD, address, submission.title, author.email)
    assert json.loads(looked) == [302, 200, True, file.sha256]
    used = fingerprint(ELSEWHERE)
    noted = {"accounts_user", "account_emailaddress", "usersessions_usersession"}  # that somebody signed in
    assert {table for table in here | used if here.get(table) != used.get(table)} <= noted

    refused = restored(backup, elsewhere)
    assert refused.returncode != 0
    assert "is not empty" in refused.stderr
    assert "say --replace" in refused.stderr
    assert fingerprint(ELSEWHERE) == used

    told = restored(backup, elsewhere, "--replace")
    assert told.returncode == 0, told.stderr
    assert fingerprint(ELSEWHERE) == here


def test_what_comes_in_meanwhile_is_not_half_in_the_backup(file, elsewhere, submission, author, tmp_path, monkeypatch):
    from want.keeping import backups  # noqa: PLC0415 (to hold on to its copying)

    copying = backups._copy_files

    def slowly(growing, before):
        with clock.frozen(cast.at(11)):
            add_manuscript(submission, SimpleUploadedFile("p.pdf", pdfs.pdf("newer")), by=author)
        return copying(growing, before)

    monkeypatch.setattr(backups, "_copy_files", slowly)
    call_command("backup", str(tmp_path / "backup"), stdout=io.StringIO())

    restored(tmp_path / "backup", elsewhere)

    with connect(ELSEWHERE) as other, other.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM submissions_manuscript")
        assert cursor.fetchall() == [(file.sha256,)]


def test_what_goes_meanwhile_is_in_the_backup_all_the_same(file, tmp_path, monkeypatch):
    from want.keeping import backups  # noqa: PLC0415 (as above)

    copying = backups._copy_files
    sha256 = file.sha256

    def slowly(growing, before):
        file.delete()
        store.set_aside(store.path_of(sha256), unless_touched_since=time.time() + 60)
        return copying(growing, before)

    monkeypatch.setattr(backups, "_copy_files", slowly)
    call_command("backup", str(tmp_path / "backup"), stdout=io.StringIO())

    assert store.hash_of(tmp_path / "backup" / "files" / store.place_of(sha256)) == sha256


def test_database_in_use_is_left_alone(backup, elsewhere):
    with connect(ELSEWHERE):
        refused = restored(backup, elsewhere)

    assert refused.returncode != 0
    assert "Stop the site and its worker first" in refused.stderr


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_unsound_backup_changes_nothing(backup, elsewhere, file, harm):
    place = backup / "files" / store.place_of(file.sha256)
    place.unlink() if harm == "missing" else place.write_bytes(b"%PDF- other")

    refused = restored(backup, elsewhere)

    assert refused.returncode != 0
    assert store.place_of(file.sha256) in refused.stderr
    assert fingerprint(ELSEWHERE) == {}


@pytest.fixture
def cut_short(backup):
    """Return a backup whose dump was cut short by somebody who put the list right."""
    dump = (backup / "database.dump").read_bytes()[:200_000]
    (backup / "database.dump").write_bytes(dump)
    told = json.loads((backup / "manifest.json").read_text())
    told["parts"][0] |= {"size": len(dump), "sha256": hashlib.sha256(dump).hexdigest()}
    (backup / "manifest.json").write_text(json.dumps(told))
    return backup


def test_restore_that_fails_or_is_killed_leaves_what_it_would_have_replaced(cut_short, elsewhere):
    with connect(ELSEWHERE) as other, other.cursor() as cursor:
        cursor.execute("CREATE TABLE precious AS SELECT 1 AS kept")
    before = fingerprint(ELSEWHERE)

    failed = restored(cut_short, elsewhere, "--replace")
    assert failed.returncode != 0
    assert "pg_restore failed" in failed.stderr
    assert fingerprint(ELSEWHERE) == before

    with connect(ELSEWHERE) as other, other.cursor() as cursor:
        cursor.execute("ALTER SCHEMA public RENAME TO before_restore; CREATE SCHEMA public")
    assert "is not empty" in restored(cut_short, elsewhere).stderr
    assert fingerprint(ELSEWHERE) == before


def test_letters_that_were_waiting_are_held(file, elsewhere, tmp_path):
    assert Message.objects.filter(state="queued").exists()
    call_command("backup", str(tmp_path / "backup"), stdout=io.StringIO())

    restored(tmp_path / "backup", elsewhere)

    with connect(ELSEWHERE) as other, other.cursor() as cursor:
        cursor.execute("SELECT DISTINCT state FROM mail_message")
        assert cursor.fetchall() == [("failed",)]


def test_backup_says_which_files_it_lacks(file, tmp_path):
    store.path_of(file.sha256).unlink()

    with pytest.raises(CommandError, match=store.place_of(file.sha256)):
        call_command("backup", str(tmp_path / "backup"), stdout=io.StringIO())

    assert (tmp_path / "backup" / "manifest.json").exists()


def test_backup_needs_a_folder_of_its_own(file, tmp_path):
    (tmp_path / "something").write_text("else")

    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(tmp_path), stdout=io.StringIO())
