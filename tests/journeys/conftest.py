"""The browser, the site it visits, and the people who sit before it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import browser, site
from tests.journeys.people import Person

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that nobody has to remember it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, at whose sight Django refuses to ask the database anything.
    with pytest.MonkeyPatch.context() as environment:
        environment.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with browser.chromium() as started:
            yield started


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Keep the rows for a file of tests, not for one: a chapter of a story needs what the one before it did."""
    with django_db_blocker.unblock():
        yield
        site.empty_all_tables()


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
