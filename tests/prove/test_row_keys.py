"""No page holds the bare key of a row; `make prove` asks that of every page it walks, this of one of each kind."""

import pytest

from reviews.models import Absence, ExpertisePaper
from tests.prove.addresses import Address, addresses, without_accounts
from tests.prove.playing import inside
from tests.prove.rowkeys import tables_in
from tests.prove.table import settings
from tests.prove.walk import client_of
from tests.prove.worlds import KEY, World
from want.core import clock

REVIEWER = "reviewer_assigned_open"


@pytest.mark.parametrize(
    ("world", "actor"),
    [("discussion-submitted", "chair"), ("reviewing-submitted", REVIEWER), ("reviewing-submitted", "ac_assigned")],
)
def test_no_page_holds_the_bare_key_of_a_row(world, actor, db):
    setting = next(one for one in settings() if str(one) == world)
    with inside(setting) as built:
        _write_about(built, REVIEWER)
        built.edition.ac_manages = True
        built.edition.save()
        client = client_of(built, actor)
        found = {
            f"{place.name}: {table}"
            for place in _one_of_each(built, with_desk=actor == "chair")
            for answer in [client.get(place.url)]
            for table in tables_in(answer.getvalue())
        }

    assert found == set()


def test_a_bare_key_is_found_and_a_code_is_none():
    assert list(tables_in(f'<input name="paper" value="{KEY}">'.encode())) == ["submissions_submission"]
    assert list(tables_in(f'<input value="x{KEY}"> <a href="/40-{KEY}1/">'.encode())) == []


def _write_about(world: World, actor: str) -> None:
    """Give somebody papers of their own and days away, whose pages have forms with a line for each."""
    user, today = world.people[actor], clock.now().date()
    ExpertisePaper.objects.create(user=user, title="Of long ago")
    Absence.objects.create(user=user, first_day=today, last_day=today)


def _one_of_each(world: World, *, with_desk: bool) -> list[Address]:
    """Return an address of each name, that of the subject paper where there are several."""
    found: dict[str, Address] = {}
    for place in without_accounts(addresses(world)):
        if with_desk or not place.name.startswith("desk:"):
            found.setdefault(place.name, place)
    return list(found.values())
