"""The browser, the site it visits, and the people who sit before it."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser

from tests.access.world import World
from tests.journeys import site
from tests.journeys.people import Person
from tests.journeys.worlds import Worlds
from want.accounts.models import User
from want.demo.browser import chromium as chromium_running

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that nobody has to remember it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take a picture of every window when a test fails, and say where it lies."""
    report = yield
    started = getattr(item, "funcargs", {}).get("chromium")
    if report.failed and report.when == "call" and started:
        for number, page in enumerate(page for context in started.contexts for page in context.pages):
            picture = settings.WANT_DATA / "failures" / f"{item.name}-{number}.png"
            page.screenshot(path=picture)
            report.sections.append(("A window", f"{page.url} looks like {picture}"))
    return report


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, at whose sight Django refuses to ask the database anything.
    with pytest.MonkeyPatch.context() as environment:
        environment.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with chromium_running() as started:
            yield started
            connection.close()  # the one that Django opened for this thread because of that loop


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Keep the rows for a file of tests, not for one: a chapter of a story needs what the one before it did."""
    with django_db_blocker.unblock():
        yield
        site.empty_all_tables()
        site.end_other_sessions()


@pytest.fixture(scope="module")
def served(db, tmp_path_factory) -> Iterator[site.Site]:
    with site.served(tmp_path_factory.mktemp("files")) as up:
        yield up


@pytest.fixture(autouse=True)
def files_of_their_own(served):
    """Leave the files where they are: they last as long as the rows that speak of them."""


@pytest.fixture
def visitor(served, chromium) -> Iterator[Callable[..., Person]]:
    """Return a function that seats somebody before a browser of their own; what it complained of fails the test."""
    seated: list[Person] = []

    def seat(**how: object) -> Person:
        seated.append(Person(chromium, served.url, **how))
        return seated[-1]

    yield seat
    complaints = [complaint for person in seated for complaint in person.leave()]
    assert complaints == []


@pytest.fixture(scope="module")
def window(served, chromium) -> Iterator[Person]:
    """Keep one window for a file of tests that only look: styles and scripts are fetched once, not by each of them."""
    person = Person(chromium, served.url)
    yield person
    person.leave()


@pytest.fixture
def onlooker(window) -> Iterator[Callable[[User | None], Person]]:
    """Return a function that lets somebody look out of that window; what it complained of fails the test."""

    def seat(user: User | None) -> Person:
        window.makes_way_for(user)
        return window

    yield seat
    complaints, window.complaints = window.complaints, []
    assert complaints == []


@pytest.fixture(scope="module")
def worlds(served) -> Worlds:
    """Keep the world of a stage for all pages that are looked at in it."""
    return Worlds(served)


@pytest.fixture
def world(worlds, look) -> World:
    return worlds.at(look.stage)
