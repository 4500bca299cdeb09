"""The cast, as fixtures: author, coauthor, reviewer, area_chair, chair, conflicted_chair, outsider."""

import fcntl
import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import IO

import pytest
from django.conf import settings

from submissions.models import Submission
from tests import cast
from want.accounts.models import User
from want.core import clock, database
from want.venues.models import Edition, Role
from want.venues.stages import Stage

RUNNING = pytest.StashKey[IO[str]]()  # a file that every run holds, so that the first to end does not stop the others


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(100_000, 50, 50)  # a tenth of the time went into looking for garbage that these runs hardly make
    if not hasattr(config, "workerinput"):
        settings.WANT_DATA.mkdir(parents=True, exist_ok=True)
        config.stash[RUNNING] = (settings.WANT_DATA / "tests-running").open("w")
        fcntl.flock(config.stash[RUNNING], fcntl.LOCK_SH)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a file's content by its place: bytes may hold the time, and then two processes name the test differently."""
    return argname if isinstance(val, bytes) else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the tests' embedded database when the last of them is done."""
    if RUNNING not in config.stash:
        return
    with config.stash[RUNNING] as held, suppress(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        database.stop(settings.WANT_DATA, durable=False)


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    """Keep each test's uploads apart."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def edition(db) -> Edition:
    return cast.make_edition()


@pytest.fixture
def author(db) -> User:
    return cast.make_user("Ada Author", affiliation="Ada College")


@pytest.fixture
def coauthor(db) -> User:
    return cast.make_user("Cora Coauthor", affiliation="Cora Lab")


@pytest.fixture
def outsider(db) -> User:
    return cast.make_user("Otto Outsider", affiliation="Otto Works")


@pytest.fixture
def reviewer(edition) -> User:
    user = cast.make_user("Rita Reviewer", affiliation="Rita Institute")
    cast.join(edition, user, Role.REVIEWER)
    return user


@pytest.fixture
def second_reviewer(edition) -> User:
    user = cast.make_user("Sam Second", affiliation="Sam School")
    cast.join(edition, user, Role.REVIEWER)
    return user


@pytest.fixture
def area_chair(edition) -> User:
    user = cast.make_user("Alma Areachair", affiliation="Alma Mater")
    cast.join(edition, user, Role.AREA_CHAIR)
    return user


@pytest.fixture
def chair(edition) -> User:
    user = cast.make_user("Carl Chair", affiliation="Carl Centre")
    cast.join(edition, user, Role.CHAIR)
    return user


@pytest.fixture
def submission(edition, author, coauthor) -> Submission:
    return cast.make_submission(edition, author, coauthor)


@pytest.fixture
def conflicted_chair(edition, submission) -> User:
    user = cast.make_user("Connie Conflicted", affiliation="Connie Clinic")
    cast.join(edition, user, Role.CHAIR)
    cast.declare(submission, user)
    return user


@pytest.fixture
def during(edition) -> Iterator[Callable[[Stage], None]]:
    """Return a function that holds the clock inside a stage of the edition until the test ends."""
    with ExitStack() as stack:

        def hold(stage: Stage) -> None:
            stack.enter_context(clock.frozen(cast.play_to(edition, stage)))

        yield hold
