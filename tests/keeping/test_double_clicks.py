"""A click twice, or a request sent again for want of an answer, has one effect: rows, letters and log are as of one."""

from contextlib import ExitStack
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from tests import cast
from tests.access.asking import fingerprint
from tests.access.world import make_world
from tests.keeping.clicks import CLICKS, Click
from tests.keeping.tabs import Tab
from want.core import clock

TASKS = "django_tasks_database_dbtaskresult"
Sent = tuple[str, dict[str, list[str]]]


@pytest.fixture
def clicked():
    """Return a function that makes the world of a click, and gives the person's tab and what the button sends."""
    with ExitStack() as stack:

        def prepare(click: Click) -> tuple[Tab, Sent]:
            stack.enter_context(clock.frozen(cast.at(cast.INSIDE[click.stage])))
            world = make_world(click.stage)
            cast.play_to(world.edition, click.stage)
            click.before(world)
            tab = Tab(world.people.get(click.person))
            tab.open(world.address_of(click.name))
            values = {name.replace("CODE", world.paper.code): value for name, value in click.values.items()}
            if click.preview:
                tab.send(click.preview, **values)
                values = {}
            return tab, tab.sent(label_of(tab, click.button), **values)

        yield prepare


def label_of(tab: Tab, begins: str) -> str:
    labels = [button.label for form in tab.page.forms if form.method == "POST" for button in form.buttons]
    found = [label for label in labels if label.startswith(begins) and label != "Sign out"]
    assert found, f"no button “{begins}”; there are {labels}"
    return found[0]


def sizes() -> dict[str, tuple[int, int]]:
    return fingerprint()


@pytest.mark.django_db
@pytest.mark.parametrize("click", CLICKS, ids=str)
def test_second_request_after_the_first_changes_nothing(click, clicked):
    tab, (address, data) = clicked(click)
    before = sizes()

    first = tab.client.post(address, data)
    once = sizes()
    second = tab.client.post(address, data)

    assert first.status_code == 302, tab.page.complaints
    assert second.status_code < 500
    assert [table for table in click.changed if once[table] == before[table]] == []
    assert {table: (once[table], now) for table, now in sizes().items() if once[table] != now} == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("click", CLICKS, ids=str)
def test_two_requests_at_the_same_instant_have_the_effect_of_one(click, clicked):
    tab, (address, data) = clicked(click)
    with transaction.atomic():
        alone = Client()
        alone.cookies = tab.client.cookies.copy()
        alone.post(address, data)
        once = {table: count for table, (count, _) in sizes().items()}
        once[TASKS] += len(connection.run_on_commit)  # tasks are asked for when all is stored
        transaction.set_rollback(True)

    statuses = at_once(tab, address, data)

    twice = {table: count for table, (count, _) in sizes().items()}
    assert 302 in statuses
    assert max(statuses) < 500
    assert {table: (once[table], now) for table, now in twice.items() if once[table] != now} == {}


def at_once(tab: Tab, address: str, data: dict[str, list[str]]) -> list[int]:
    barrier, statuses = Barrier(2), []

    def post() -> None:
        client = Client(raise_request_exception=False)
        client.cookies = tab.client.cookies.copy()
        barrier.wait()
        statuses.append(client.post(address, data).status_code)
        connection.close()

    threads = [Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
