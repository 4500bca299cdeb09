from datetime import timedelta

import pytest

from tests import cast
from want.venues.dates import lines_of
from want.venues.stages import Calendar, Stage, Window, moment_of
from want.venues.welcome import welcome

CALENDAR = Calendar({stage: Window(cast.at(opens), cast.at(closes)) for stage, (opens, closes) in cast.DAYS.items()})
NOTIFIED, HELD = cast.at(52), cast.at(92).date()


def said_at(days: float, *, has_papers: bool = True, **acts: float):
    calendar = Calendar(CALENDAR.windows, **{act: cast.at(day) for act, day in acts.items()})
    return welcome(moment_of(calendar, cast.at(days)), lines_of(calendar, NOTIFIED, HELD), has_papers=has_papers)


@pytest.mark.parametrize(
    ("days", "acts", "due", "leads_to"),
    [
        (-3, {}, "opening", None),
        (10, {}, "submission", "submissions:start"),
        (40, {}, "notification", "submissions:mine"),
        (52.5, {}, None, "submissions:mine"),
        (60, {"released_at": 52}, "camera_ready", "submissions:mine"),
        (72, {"released_at": 52, "published_at": 71}, "workshop", "proceedings:list"),
        (99, {"released_at": 52, "published_at": 71, "archived_at": 98}, None, "proceedings:list"),
        (99, {"released_at": 52, "archived_at": 98}, None, None),
    ],
)
def test_door_names_the_date_that_matters_and_the_act_to_do(days, acts, due, leads_to):
    said = said_at(days, **acts)

    assert (said.due.key if said.due else None) == due
    assert (said.act.url_name if said.act else None) == leads_to


@pytest.mark.parametrize(("days", "leads_to"), [(10, "submissions:start"), (40, None)])
def test_papers_are_offered_to_those_alone_who_have_some(days, leads_to):
    said = said_at(days, has_papers=False)

    assert (said.act.url_name if said.act else None) == leads_to


def test_paper_may_be_submitted_in_the_minutes_of_grace_though_the_date_has_passed():
    calendar = Calendar({Stage.SUBMISSION: Window(cast.at(0), cast.at(32), timedelta(minutes=15))})
    moment = moment_of(calendar, cast.at(32) + timedelta(minutes=5))

    said = welcome(moment, lines_of(calendar))

    assert (said.due, said.act.url_name) == (None, "submissions:start")
