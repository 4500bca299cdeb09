"""Who is answered what: every URL of the site, asked by every kind of person, against tests/access/table.txt."""

import pytest

from tests import cast
from tests.access.asking import ask, clients, fingerprint, noting_writes, shown, spoken
from tests.access.resolver import routes
from tests.access.table import Row, rows
from tests.access.world import make_world
from want.core import clock
from want.venues.stages import Stage

TABLE = rows()
PLACES = routes()
STAGES = list(dict.fromkeys(row.stage for row in TABLE))
MISSING = {"code": "0othere0nothere", "object_id": "987654321", "pk": 987654321, "token": "no-such-token"}


def lines_of(stage: Stage) -> list[Row]:
    return [row for row in TABLE if row.stage is stage]


@pytest.fixture(params=STAGES, ids=lambda stage: stage.value)
def world(request, db):
    with clock.frozen(cast.at(cast.INSIDE[request.param])):
        made = make_world(request.param)
        cast.play_to(made.edition, request.param)
        yield made


def test_every_url_is_in_the_table():
    assert sorted(PLACES.keys() - {row.name for row in TABLE}) == []


def test_the_table_speaks_of_no_url_that_is_gone():
    assert sorted({row.name for row in TABLE} - PLACES.keys()) == []


def test_no_line_stands_twice_in_the_table():
    keys = sorted((row.stage, row.method, row.name) for row in TABLE)

    assert keys == sorted(set(keys))


def test_a_url_that_takes_posts_alone_is_in_the_table_with_a_post():
    deaf = {row.name for row in TABLE if row.method == "GET" and "405" in row.answers.values()}

    assert sorted(deaf - {row.name for row in TABLE if row.method == "POST"}) == []


def test_each_url_answers_each_person_as_the_table_says_and_a_look_changes_nothing(world):
    browsers, before = clients(world), fingerprint()

    wrong: list[str] = []
    for row in lines_of(world.stage):
        address = world.address(row.name, PLACES[row.name])
        for who, told in row.answers.items():
            with noting_writes(wrong if row.method == "GET" else [], f"{row} by {who}"):
                answered = spoken(ask(browsers[who], row.method, address))
            wrong += [f"{row}: {who} got {answered}, not {told}"] * (answered != told)

    assert "\n".join(wrong) == ""
    assert fingerprint() == before


def test_what_is_hidden_looks_like_what_is_missing(world):
    browsers, compared = clients(world), 0
    page = world.address_of("papers:page")
    knowing = {who for who, browser in browsers.items() if spoken(ask(browser, "GET", page)) == "200"}

    for row in lines_of(world.stage):
        places = PLACES[row.name]
        real, twin = world.address(row.name, places), world.address(row.name, places, **MISSING)
        for who in (who for who, answer in row.answers.items() if answer == "404" and twin != real):
            hidden, missing = (shown(browsers[who], row.method, address) for address in (real, twin))
            told = [part for part, value in hidden.items() if value != missing[part]]
            if who in knowing:  # whoever reads the paper's page learns nothing from its being looked up
                told = [part for part in told if part not in {"queries", "rows"}]
            assert told == [], f"{row.name} tells {who} by its {told} that there is something"
            compared += 1

    assert compared > 0


def test_what_is_hidden_takes_no_post(world):
    browsers, written = clients(world), []

    for row in lines_of(world.stage):
        address = world.address(row.name, PLACES[row.name])
        for who in (who for who, answer in row.answers.items() if answer in {"404", "in"}):
            with noting_writes(written, f"{row.name} by {who}"):
                answer = spoken(ask(browsers[who], "POST", address))
            assert answer in {row.answers[who], "405"}, f"{row.name} lets {who} in by a POST"

    assert written == []
