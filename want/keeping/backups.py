"""Back the site up and bring it back: the database as one snapshot, and the files that its rows name.

The database goes first. Files are never changed, and what no row names any more is set aside for two weeks before it is
deleted, so all that the snapshot names are still there when they are copied, however long that takes and whatever comes
and goes meanwhile. Nobody has to stop working.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from submissions.manuscripts import store
from submissions.manuscripts.verifying import named_places
from want.core import clock
from want.keeping.manifest import DUMP, FILES, Manifest, Part, Unsound, check, copy, part_of, read
from want.keeping.programs import run
from want.mail.models import Message, MessageState
from want.venues.restored import note_restore

ASIDE = "before_restore"  # the schema in which a database waits for the end of the restore that replaces it
HELD = "Held when the site was restored from a backup: it may have gone out before."


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds, and which files should be in it and are not whole."""

    folder: Path
    files: int
    size: int
    lacking: tuple[str, ...]


def back_up(folder: Path) -> Made:
    """Make a backup in a new folder, which has its name only once all is in it."""
    if folder.exists() and any(folder.iterdir()):
        raise Unsound(f"{folder} is not empty. A backup needs a folder of its own.")
    growing = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(growing, ignore_errors=True)
    growing.mkdir(parents=True, mode=0o700)
    made_at = clock.real_now().isoformat(timespec="seconds")
    before = set(named_places())
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={growing / DUMP}")
    files, lacking = _copy_files(growing, before)
    parts = (part_of(growing / DUMP, DUMP), *files)
    Manifest(made_at, parts).write(growing)
    _settle(growing / DUMP, growing)
    if folder.exists():
        folder.rmdir()
    growing.rename(folder)
    _settle(folder.parent)
    return Made(folder, len(files), sum(part.size for part in parts), tuple(lacking))


def _copy_files(growing: Path, before: set[str]) -> tuple[list[Part], list[str]]:
    """Copy the files that rows name, or did `before`; return them, and those that are missing or not what they were."""
    kept, lacking = list[Part](), list[str]()
    for place in sorted(before.union(named_places())):
        source, target = store.root() / place, growing / FILES / place
        if not source.is_file():
            source = store.aside() / source.name
        if source.is_file():
            copy(source, target)
            part = part_of(target, f"{FILES}/{place}")
            if part.sha256 == Path(place).stem:
                kept.append(part)
                continue
            target.unlink()
        lacking.append(place)
    return kept, lacking


def restore(folder: Path, *, replace: bool = False, keep_mail_waiting: bool = False) -> Manifest:
    """Bring a backup back: first all is checked, then the files are there, then the database, in one transaction.

    What was in the database before goes last: if anything fails it is there as it was.
    Afterwards nobody is signed in, and letters that were waiting are held, for they may have gone out since the
    backup was made; chairs can send them again. So is what the worker would write by itself. With
    `keep_mail_waiting` all of that goes out.
    """
    _put_back()
    manifest = read(folder)
    check(folder, manifest.parts)
    _refuse_what_is_in_use(replace=replace)
    for part in manifest.parts:
        if part.place.startswith(f"{FILES}/"):
            _bring_back(folder / part.place, part)
    _say(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    try:
        _fill(folder / DUMP, manifest, keep_mail_waiting=keep_mail_waiting)
    except BaseException:
        _put_back()
        raise
    _say(f"DROP SCHEMA {ASIDE} CASCADE")
    return manifest


def _fill(dump: Path, manifest: Manifest, *, keep_mail_waiting: bool) -> None:
    run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(dump))
    Session.objects.all().delete()
    if not keep_mail_waiting:
        waiting = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])
        waiting.update(state=MessageState.FAILED, last_error=HELD)
    note_restore(manifest.made_at, is_held=not keep_mail_waiting)


def _put_back() -> None:
    """Let the database be as it was before a restore that failed, now or in a process that was killed."""
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [ASIDE])
        if cursor.fetchone():
            _say("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _say(*orders: str) -> None:
    """Give the database orders that hold all or not at all, on a connection that remembers nothing of before."""
    connection.close()
    with transaction.atomic(), connection.cursor() as cursor:
        for order in orders:
            cursor.execute(order)
    connection.close()


def _refuse_what_is_in_use(*, replace: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        tables = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0]
    if tables and not replace:
        raise Unsound(
            f"The database {connection.settings_dict['NAME']} is not empty: it has {tables} tables. "
            "Make an empty one, or say --replace to throw away what is in this one."
        )
    if others:
        raise Unsound(f"Somebody is using the database ({others} connections). Stop the site and its worker first.")


def _bring_back(source: Path, part: Part) -> None:
    """Put a file into the store as uploads are: whole, under its hash."""
    with store.workplace() as workplace:
        copied = workplace / "file"
        copy(source, copied)
        if store.keep(copied, Path(part.place).suffix.removeprefix(".")) != part.sha256:
            raise Unsound(f"{part.place} changed while it was copied.")


def _settle(*paths: Path) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
