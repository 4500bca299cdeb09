from django.db import migrations


class Migration(migrations.Migration):
    """A table for the cache (want/core/tablecache.py). Unlogged: what it counts may be forgotten in a crash."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE accounts_counter (
                key text PRIMARY KEY,
                value text NOT NULL,
                expires_at timestamp with time zone NOT NULL
            );
            CREATE INDEX accounts_counter_expires_at ON accounts_counter (expires_at);
            """,
            "DROP TABLE accounts_counter",
        ),
    ]
