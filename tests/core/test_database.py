"""The embedded PostgreSQL starts once, is found again, and says clearly what is in its way."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from want.core import database, postgres
from want.core.database import EmbeddedServerError, database_url
from want.core.postgres_programs import lend_to_server

ROOT = Path(__file__).resolve().parents[2]


def test_url_names_server_and_database():
    settings = database_url(
        {"DATABASE_URL": "postgresql://ann:p%40ss@db.example:6543/want_db?sslmode=require"}, Path("x")
    )

    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "want_db",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url", ["postgres:///want?host=/run/postgresql&port=5433", "postgresql://%2Frun%2Fpostgresql:5433/want"]
)
def test_url_can_name_a_socket(url):
    settings = database_url({"DATABASE_URL": url}, Path("x"))

    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("/run/postgresql", "5433", "want")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://ann:secret@host/name", "must name a PostgreSQL database"),
        ("want.sqlite3", "must name a PostgreSQL database"),
        ("postgresql://ann:secret@host", "must end in the name of one database"),
        ("postgresql://ann:secret@host/a/b", "must end in the name of one database"),
        ("postgresql://ann:secret@host:port/name", "host or port is malformed"),
        ("postgresql://ann:secret@host:99999/name", "host or port is malformed"),
        ("postgresql://ann:sec#ret@host/name", "write it as %23"),
        ("postgresql://[::1/name", "host or port is malformed"),
    ],
)
def test_wrong_url_is_refused_without_telling_the_password(url, says):
    with pytest.raises(ValueError, match=says) as refusal:
        database_url({"DATABASE_URL": url}, Path("x"))

    assert "sec" not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_without_start_nothing_is_made(tmp_path):
    settings = database_url({}, tmp_path / "data", start=False)

    assert settings["HOST"] == str(tmp_path / "data" / "postgres")
    assert not (tmp_path / "data").exists()


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder with a short path, whose servers are stopped in the end."""
    folder = Path(tempfile.mkdtemp(prefix="want-"))
    yield folder
    for path in (folder, *folder.glob("*/" * 5)):
        database.stop(path, durable=False)
    shutil.rmtree(folder)


def start(folder: Path) -> dict:
    return database_url({}, folder, durable=False)


def ask(settings: dict, question: str) -> str:
    address = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"], "dbname": settings["NAME"]}
    with closing(psycopg2.connect(**address)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def pid_of(folder: Path) -> int:
    return int((folder / "test-postgres" / "postmaster.pid").read_text().split()[0])


def test_server_outlives_its_starter_listens_on_a_socket_only_and_stops(data):
    settings = start(data)

    assert ask(settings, "SHOW listen_addresses") == ""
    assert ask(settings, "SHOW fsync") == "off"
    assert ask(settings, "SELECT upper('é')") == "É"
    assert (data / "test-postgres").stat().st_mode & 0o077 == 0
    assert database.stop(data, durable=False)
    with pytest.raises(psycopg2.OperationalError):
        ask(settings, "SELECT 1")
    assert not database.stop(data, durable=False)


def test_data_outlive_the_server(data):
    settings = start(data)
    with closing(psycopg2.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"])) as connection:
        connection.cursor().execute("CREATE TABLE kept AS SELECT 7 AS n")
        connection.commit()
    database.stop(data, durable=False)

    assert ask(start(data), "SELECT n FROM kept") == "7"


def test_four_processes_start_one_server(data):
    code = (
        "import sys; from pathlib import Path; from want.core.database import database_url;"
        "print(database_url({}, Path(sys.argv[1]), durable=False)['HOST'])"
    )
    starters = [
        subprocess.Popen([sys.executable, "-c", code, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    hosts = {starter.communicate(timeout=60)[0] for starter in starters}

    assert hosts == {f"{data}/test-postgres\n"}
    assert (data / "test-postgres" / "server.log").read_text().count("ready to accept connections") == 1


def test_pid_file_of_a_dead_server_whose_number_another_process_has(data):
    start(data)
    pid_file = data / "test-postgres" / "postmaster.pid"
    left_over = pid_file.read_text()
    database.stop(data, durable=False)
    pid_file.write_text(left_over.replace(left_over.split()[0], str(os.getpid()), 1))
    lend_to_server(data / "test-postgres")

    assert ask(start(data), "SELECT 1") == "1"
    assert pid_of(data) != os.getpid()


def test_copy_of_a_folder_in_use_gets_a_server_of_its_own(data):
    settings = start(data)
    ask(settings, "SELECT 1")
    copy = data / "copy"
    copy.mkdir()
    shutil.copytree(data / "test-postgres", copy / "test-postgres", ignore=shutil.ignore_patterns(".s.PGSQL*"))
    (copy / "test-postgres").chmod(0o700)

    copied = start(copy)

    assert copied["HOST"] == f"{copy}/test-postgres"
    assert pid_of(copy) != pid_of(data)
    assert ask(settings, "SELECT 1") == ask(copied, "SELECT 1") == "1"
    database.stop(copy, durable=False)


def test_long_path_has_its_socket_elsewhere(data):
    long = data / ("a" * 50) / ("b c'd" * 10) / "data"

    settings = start(long)

    assert settings["HOST"].startswith("/tmp/want-postgres-")
    assert Path(settings["HOST"]).stat().st_mode & 0o077 == 0
    assert ask(settings, "SELECT 1") == "1"
    assert start(long) == settings
    assert database.stop(long, durable=False)
    assert not Path(settings["HOST"]).exists()


def test_data_of_another_version_is_refused_in_words(data):
    start(data)
    database.stop(data, durable=False)
    (data / "test-postgres" / "PG_VERSION").write_text("13\n")

    with pytest.raises(EmbeddedServerError, match="was written by PostgreSQL 13, but version"):
        start(data)


def test_folder_with_other_files_is_left_alone(data):
    (data / "test-postgres").mkdir()
    (data / "test-postgres" / "thesis.tex").write_text("x")

    with pytest.raises(EmbeddedServerError, match="holds files but no PostgreSQL data"):
        start(data)

    assert (data / "test-postgres" / "thesis.tex").read_text() == "x"


def test_half_made_data_are_made_anew(data):
    (data / "test-postgres.new").mkdir()
    (data / "test-postgres.new" / "PG_VERSION").write_text("18\n")

    assert ask(start(data), "SELECT 1") == "1"


def test_server_that_does_not_start_shows_the_end_of_its_log(data):
    start(data)
    database.stop(data, durable=False)
    (data / "test-postgres" / "local.conf").write_text("shared_buffers = many\n")
    lend_to_server(data / "test-postgres")

    with pytest.raises(EmbeddedServerError, match='invalid value for parameter "shared_buffers"'):
        start(data)


def test_socket_folder_of_another_user_is_refused(tmp_path, monkeypatch):
    squatted = tmp_path / "want-postgres-x"
    squatted.symlink_to(tmp_path)

    with pytest.raises(EmbeddedServerError, match="belongs to another user"):
        postgres._make_private(squatted, None)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become an ordinary user")
def test_ordinary_user_has_a_server_too_and_root_serves_their_data_as_them(data):
    nobody = 65534
    os.chown(data, nobody, nobody)
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            os.setgroups([])
            os.setgid(nobody)
            os.setuid(nobody)
            failed = int(ask(start(data), "SELECT 1") != "1" or not database.stop(data, durable=False))
        finally:
            os._exit(failed)

    assert os.waitpid(child, 0)[1] == 0
    assert ask(start(data), "SELECT 1") == "1"
    assert (data / "test-postgres" / "postmaster.pid").stat().st_uid == nobody


def test_binaries_hold_the_tools_for_dumps():
    assert {"pg_dump", "pg_restore", "psql"} <= {path.name for path in database.binaries().iterdir()}
