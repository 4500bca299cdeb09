"""Databases beside the ordinary one, on the same server: one for each demo that was asked for, one to rehearse in."""

import os

import psycopg2
from django.conf import settings
from django.db import connections
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT
from psycopg2.sql import SQL, Identifier


def use(name: str, *, afresh: bool = False) -> bool:
    """Point this process and its children at the database `name`, made if it is not there.

    `afresh` throws an old one away first. Returns whether the database is new and empty.
    """
    os.environ["WANT_DATABASE"] = name
    is_new = _make(name, afresh=afresh)
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    return is_new


def drop(name: str) -> None:
    """Throw a database away, if it is there."""
    connections["default"].close()
    with _server() as cursor:
        cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _make(name: str, *, afresh: bool) -> bool:
    if afresh:
        drop(name)
    with _server() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return False
        cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return True


class _server:  # noqa: N801 (reads as `with _server() as cursor`)
    """A cursor outside any transaction, on the server's own database `postgres`."""

    def __enter__(self) -> "psycopg2.extensions.cursor":
        wanted = settings.DATABASES["default"]
        self.connection = psycopg2.connect(
            dbname="postgres",
            user=wanted["USER"] or None,
            password=wanted["PASSWORD"] or None,
            host=wanted["HOST"] or None,
            port=wanted["PORT"] or None,
        )
        self.connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        return self.connection.cursor()

    def __exit__(self, *problem: object) -> None:
        self.connection.close()
