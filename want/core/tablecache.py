"""Django's cache in a table of the database: all processes count together, and nothing else has to run.

It holds what allauth counts (attempts at the entrance) and marks (one-time codes that were used). Keys are hashed,
for they hold addresses; values are JSON, so that whoever could write to the table could make nothing run here. The
database's clock decides what is still valid. A migration of want.accounts makes the table.
"""

import json
import secrets
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils.crypto import salted_hmac

ONE_IN = 200  # so rarely is the table swept: a run of attempts pays for it, not each attempt
FOREVER = 10 * 365 * 86400

# The row is taken if there is none, or if the one there has expired.
PUT = """
INSERT INTO {table} (key, value, expires_at) VALUES (%s, %s, clock_timestamp() + %s * interval '1 second')
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at {condition}
"""


class TableCache(BaseCache):
    """The part of the cache's interface that counting needs; `add` is atomic."""

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.table = connection.ops.quote_name(table)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept under the key, if it still holds."""
        sql = f"SELECT value FROM {self.table} WHERE key = %s AND expires_at > clock_timestamp()"  # noqa: S608 (a setting)
        with connection.cursor() as cursor:
            cursor.execute(sql, [self._hashed(key, version)])
            row = cursor.fetchone()
        return json.loads(row[0]) if row else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        self._put("", key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; of many that try at once, one is told that it did."""
        return self._put(f"WHERE {self.table}.expires_at <= clock_timestamp()", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let a value hold longer."""
        value = self.get(key, version=version)
        return value is not None and self._put("", key, value, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; of many that do so at once, one is told that it still held."""
        sql = f"DELETE FROM {self.table} WHERE key = %s AND expires_at > clock_timestamp()"  # noqa: S608
        return self._run(sql, [self._hashed(key, version)]) > 0

    def clear(self) -> None:
        """Forget everything."""
        self._run(f"DELETE FROM {self.table}", [])  # noqa: S608

    def _put(self, condition: str, key: str, value: Any, timeout: Any, version: int | None) -> bool:
        if secrets.randbelow(ONE_IN) == 0:
            self._run(f"DELETE FROM {self.table} WHERE expires_at <= clock_timestamp()", [])  # noqa: S608
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        given = [self._hashed(key, version), json.dumps(value), FOREVER if seconds is None else seconds]
        return self._run(PUT.format(table=self.table, condition=condition), given) > 0

    def _hashed(self, key: str, version: int | None) -> str:
        return salted_hmac("want.core.tablecache", self.make_key(key, version), algorithm="sha256").hexdigest()

    def _run(self, sql: str, given: list[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return int(cursor.rowcount)
