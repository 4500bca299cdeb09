"""Which database this process talks to: the one DATABASE_URL names, or the embedded one. Called by settings.

Ordinary data lies in `<data>/postgres` and survives a power cut. Tests pass `durable=False`: theirs lies
beside it, in `<data>/test-postgres`, on a server that does not wait for the disk.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from want.core import postgres
from want.core.postgres_programs import EmbeddedServerError, binaries

__all__ = ["EmbeddedServerError", "binaries", "database_url", "stop"]

ENGINE = "django.db.backends.postgresql"
EXPECTED = "Write it as postgresql://user:password@host:5432/name"


def database_url(
    environ: Mapping[str, str], data_dir: Path, *, durable: bool = True, start: bool = True
) -> dict[str, Any]:
    """Django's DATABASES["default"]; afterwards the embedded server runs, unless DATABASE_URL names another.

    With `start=False` nothing is started: for commands that read the settings and need no data.
    """
    if url := environ.get("DATABASE_URL", "").strip():
        return _parse(url)
    folder = _folder(data_dir, durable=durable)
    sockets = postgres.ensure_running(folder, durable=durable) if start else postgres.socket_folder(folder)
    return {
        "ENGINE": ENGINE,
        "NAME": postgres.DATABASE,
        "USER": postgres.SUPERUSER,
        "PASSWORD": "",
        "HOST": str(sockets),
        "PORT": "5432",
        "OPTIONS": {},
    }


def stop(data_dir: Path, *, durable: bool = True) -> bool:
    """Stop the embedded server and end its connections; whether there was one to stop."""
    return postgres.stop(_folder(data_dir, durable=durable))


def _folder(data_dir: Path, *, durable: bool) -> Path:
    return data_dir / ("postgres" if durable else "test-postgres")


def _parse(url: str) -> dict[str, Any]:
    """Read a connection URL as libpq does. No message repeats the URL, which holds a password."""
    if "#" in url:
        raise ValueError("DATABASE_URL contains '#'. In a user name or password write it as %23.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(
            f"DATABASE_URL cannot be read: its host or port is malformed. {EXPECTED};"
            " in a password write / as %2F and @ as %40."
        ) from None
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must name a PostgreSQL database. {EXPECTED}")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = options.pop("dbname", "") or unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise ValueError(f"DATABASE_URL must end in the name of one database. {EXPECTED}")
    return {
        "ENGINE": ENGINE,
        "NAME": name,
        "USER": options.pop("user", "") or unquote(parts.username or ""),
        "PASSWORD": options.pop("password", "") or unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        "OPTIONS": options,
    }
