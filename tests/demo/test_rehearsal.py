import os
import signal
import socket
import subprocess
import sys
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings

BROKEN_OFF = "The rehearsal was broken off. Its servers are stopped. Its database is gone."
SIZE = ["--papers", "12", "--reviewers", "16", "--seed", "7"]


def begin(*options: str) -> "subprocess.Popen[str]":
    """Start the command as a person types it, on the server that the tests have running."""
    server = settings.DATABASES["default"]
    known = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    url = f"postgresql:///postgres?{urlencode({key: value for key, value in known.items() if value})}"
    without = {name: value for name, value in os.environ.items() if name not in {"WANT_MODE", "DJANGO_SETTINGS_MODULE"}}
    program = [sys.executable, "-u", "manage.py", "rehearse", *options]
    return subprocess.Popen(
        program,
        cwd=settings.ROOT,
        env=without | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def rehearse(*options: str) -> tuple[int, str]:
    """Run the command to its end; return its exit status and all it said."""
    playing = begin(*options)
    said, _ = playing.communicate()
    return playing.returncode, said


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
    status, said = rehearse(*SIZE)

    assert said.strip().splitlines()[-1].endswith(" checks passed, 0 failed"), said[-4000:]
    assert status == 0
    assert scratch_databases() == []


@pytest.mark.slow
def test_a_play_that_is_broken_off_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    playing = begin(*SIZE)
    address = next(line for line in playing.stdout if "http://" in line).split("http://")[1].strip()
    host, port = address.split(":")

    were_there = (len(scratch_databases()), len(list(tmp_path.iterdir())) > 0)
    playing.send_signal(signal.SIGINT)
    said, _ = playing.communicate(timeout=60)

    assert were_there == (1, True)
    assert (playing.returncode, said.strip().splitlines()[-1]) == (1, f"CommandError: {BROKEN_OFF}")
    assert (scratch_databases(), list(tmp_path.iterdir())) == ([], [])
    with socket.socket() as probe:
        assert probe.connect_ex((host, int(port))) != 0


def test_fewer_papers_than_make_a_play_are_refused_in_words():
    status, said = rehearse("--papers", "3")

    assert status == 1
    assert "Ask for at least 12 papers" in said
