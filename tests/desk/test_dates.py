"""The desk's pages of dates: set them, and extend a deadline with the letter shown before."""

import re

import pytest

from tests import cast
from tests.desk.forms import typed
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.stages import WINDOWED, Stage

BASE = "/desk/e/icml2024"


def dates_typed(page):
    form = page.context["form"]
    return {
        bound.html_name: re.search(r'value="([^"]*)"', str(bound))[1] if 'value="' in str(bound) else ""
        for bound in form
    }


def test_dates_are_shown_in_aoe_and_taken_in_aoe(desk, edition):
    page = desk.get(f"{BASE}/dates/")
    content = page.content.decode()
    assert 'value="2024-05-28T00:00"' in content  # 28 May 12:00 UTC, anywhere on Earth
    assert "28 May 2024, 12:00 UTC" in content

    desk.post(f"{BASE}/dates/", dates_typed(page) | {"submission_closes": "2024-05-28T23:59"})

    assert edition.windows.get(stage="submission").closes_at.isoformat() == "2024-05-29T11:59:00+00:00"


def test_dates_that_nobody_touched_stay_as_they_are(desk, edition):
    before = list(edition.windows.values())

    desk.post(f"{BASE}/dates/", dates_typed(desk.get(f"{BASE}/dates/")))

    assert list(edition.windows.values()) == before
    assert Edition.objects.get().version == 1


def test_a_date_that_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(desk, edition):
    data = dates_typed(desk.get(f"{BASE}/dates/")) | {"bidding_opens": "2024-05-01T00:00", "held_on": "2024-08-01"}

    page = desk.post(f"{BASE}/dates/", data)

    assert page.context["form"].errors == {"bidding_opens": ["Bidding opens before submission closes."]}
    assert 'value="2024-08-01"' in page.content.decode()
    assert Edition.objects.get().version == 1


@pytest.mark.parametrize("year", ["9999", "0001"])
def test_a_date_at_the_end_of_time_is_refused_at_its_field(desk, edition, year):
    shown = dates_typed(desk.get(f"{BASE}/dates/"))
    data = shown | {"camera_ready_closes": f"{year}-12-31T23:59", "held_on": f"{year}-12-31"}

    page = desk.post(f"{BASE}/dates/", data)

    why = ["Write a year between 2000 and 2199."]
    assert page.context["form"].errors == {"camera_ready_closes": why, "held_on": why}


def test_a_stage_with_half_its_dates_is_refused_and_one_without_leaves_the_calendar(desk, edition):
    data = dates_typed(desk.get(f"{BASE}/dates/"))

    half = desk.post(f"{BASE}/dates/", data | {"rebuttal_closes": ""})
    desk.post(f"{BASE}/dates/", data | {"rebuttal_opens": "", "rebuttal_closes": ""})

    assert list(half.context["form"].errors) == ["rebuttal_closes"]
    assert sorted(edition.windows.values_list("stage", flat=True)) == sorted(set(WINDOWED) - {Stage.REBUTTAL})


def test_dates_typed_while_another_chair_set_them_are_kept_and_not_stored(desk, edition):
    data = dates_typed(desk.get(f"{BASE}/dates/")) | {"held_on": "2024-08-01"}
    Edition.objects.update(version=7)

    page = desk.post(f"{BASE}/dates/", data)

    assert "Somebody saved this while you were writing" in page.content.decode()
    assert 'name="seen_version" value="7"' in page.content.decode()
    assert Edition.objects.get().held_on == cast.at(92).date()


def test_extending_shows_who_is_told_and_the_letter_before_it_is_done(desk, edition, submission):
    url = f"{BASE}/dates/submission/extend/"
    form = desk.get(url).context["form"]
    data = typed(form) | {"closes_at": "2024-05-28T06:00", "do": "preview"}
    data.pop("shift_later")  # there is room before the next stage

    preview = desk.post(url, data)

    assert [person.name for person in preview.context["people"]] == ["Ada Author", "Cora Coauthor"]
    assert "28 May 2024, 06:00 AoE" in preview.context["letter"].body
    assert not Message.objects.exists()

    desk.post(url, data | {"do": "extend"})

    assert Message.objects.count() == 2
    assert edition.windows.get(stage="submission").closes_at.isoformat() == "2024-05-28T18:00:00+00:00"


def test_extension_that_is_refused_says_why_at_the_date(desk, edition):
    url = f"{BASE}/dates/submission/extend/"
    data = typed(desk.get(url).context["form"]) | {"closes_at": "2024-06-28T06:00", "do": "extend"}
    data.pop("shift_later")

    page = desk.post(url, data)

    assert "Bidding opens at" in page.context["form"].errors["closes_at"][0]


def test_what_is_suggested_is_possible_and_shows_all_that_moves_before_it_does(desk, edition, submission, reviewer):
    url = f"{BASE}/dates/submission/extend/"
    form = desk.get(url).context["form"]
    data = typed(form) | {"closes_at": "2024-05-30T00:00"}

    preview = desk.post(url, data | {"do": "preview"})
    before = Edition.objects.get().notification_at
    desk.post(url, data | {"do": "extend"})

    assert 'value="2024-05-30T00:00"' in str(form["closes_at"])  # two days more, and bidding opens after one
    assert form["shift_later"].value() is True
    content = preview.content.decode()
    assert "<td>Bidding opens</td><td>29 May 2024, 00:00 AoE</td><td>31 May 2024, 00:00 AoE</td>" in content
    assert "<td>Notification</td><td>17 Jun 2024, 00:00 AoE</td><td>19 Jun 2024, 00:00 AoE</td>" in content
    assert "Notification: 19 Jun 2024, 00:00 AoE" in preview.context["letter"].body
    assert before == cast.at(52)
    assert Edition.objects.get().notification_at == cast.at(54)
    told = ["ada.author", "cora.coauthor", "rita.reviewer"]
    assert [letter.to.split("@")[0] for letter in Message.objects.order_by("to")] == told


def test_end_after_the_notification_is_refused_unless_it_moves_along(desk, edition, during):
    during(Stage.DISCUSSION)
    edition.windows.filter(stage="camera_ready").delete()
    url = f"{BASE}/dates/discussion/extend/"
    data = typed(desk.get(url).context["form"]) | {"closes_at": "2024-06-20T00:00", "do": "extend"}
    data.pop("shift_later")

    page = desk.post(url, data)

    assert "The notification is announced for 17 Jun 2024, 00:00 AoE." in page.context["form"].errors["closes_at"][0]


def test_stage_that_cannot_be_extended_says_why_and_has_no_form(desk, edition, during):
    during(Stage.REVIEWING)

    page = desk.get(f"{BASE}/dates/submission/extend/").content.decode()

    assert "Bidding has begun" in page
    assert 'name="closes_at"' not in page


@pytest.mark.parametrize("stage", ["checks", "deciding", "nonsense"])
def test_what_has_no_deadline_has_no_page_to_extend_it(desk, stage):
    assert desk.get(f"{BASE}/dates/{stage}/extend/").status_code == 404


def test_dates_say_of_each_stage_whether_people_are_told(desk, edition, during):
    edition.windows.filter(stage="rebuttal").update(is_announced=False)
    edition.windows.filter(stage="bidding").update(told_at=cast.at(33))
    during(Stage.REVIEWING)

    rows = {row.stage: row.letter for row in desk.get(f"{BASE}/dates/").context["form"].rows()}

    assert rows == {
        Stage.SUBMISSION: "",
        Stage.BIDDING: "People were told that it opened",
        Stage.REVIEWING: "Nobody was told that it opened",
        Stage.REBUTTAL: "Nobody is told when it opens",
        Stage.DISCUSSION: "People are told when it opens",
        Stage.CAMERA_READY: "People are told when it opens",
    }
