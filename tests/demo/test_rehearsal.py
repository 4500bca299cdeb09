import os
import subprocess
import sys
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings

SIZE = ["--papers", "12", "--reviewers", "16", "--seed", "7"]


def rehearse(*options: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a person types it, on the server that the tests have running."""
    server = settings.DATABASES["default"]
    known = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    url = f"postgresql:///postgres?{urlencode({key: value for key, value in known.items() if value})}"
    without = {name: value for name, value in os.environ.items() if name not in {"WANT_MODE", "DJANGO_SETTINGS_MODULE"}}
    program = [sys.executable, "manage.py", "rehearse", *options]
    return subprocess.run(
        program, cwd=settings.ROOT, env=without | {"DATABASE_URL": url}, capture_output=True, text=True, check=False
    )


def scratch_databases() -> list[str]:
    server = settings.DATABASES["default"]
    connection = psycopg2.connect(
        dbname="postgres", host=server["HOST"], port=server["PORT"], user=server["USER"], password=server["PASSWORD"]
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'want_rehearsal_%'")
        found = [name for (name,) in cursor.fetchall()]
    connection.close()
    return found


@pytest.mark.slow
def test_a_whole_edition_of_twelve_papers_passes_all_checks():
    played = rehearse(*SIZE)

    last = played.stdout.strip().splitlines()[-1]
    assert last.endswith(" checks passed, 0 failed"), played.stdout[-3000:] + played.stderr[-3000:]
    assert played.returncode == 0
    assert scratch_databases() == []


def test_fewer_papers_than_make_a_play_are_refused_in_words():
    played = rehearse("--papers", "3")

    assert played.returncode == 1
    assert "Ask for at least 12 papers" in played.stderr
