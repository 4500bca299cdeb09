import re

import pytest
from django.urls import reverse

from tests import cast
from want.mail.models import Message
from want.venues.models import Edition, Role
from want.venues.stages import WINDOWED, Stage

BASE = "/desk/e/icml2024"


@pytest.fixture
def desk(client, edition, chair, during):
    during(Stage.SUBMISSION)
    client.force_login(chair)
    return client


def typed(form):
    """What a browser sends for a form that nobody touched."""
    return {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form} | {}


def dates_typed(page):
    form = page.context["form"]
    return {
        bound.html_name: re.search(r'value="([^"]*)"', str(bound))[1] if 'value="' in str(bound) else ""
        for bound in form
    }


# Dates


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


# Extending


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


# Settings


def test_settings_are_saved(desk, edition):
    data = {
        name: value
        for name, value in typed(desk.get(f"{BASE}/settings/").context["form"]).items()
        if value is not False
    }

    desk.post(f"{BASE}/settings/", data | {"place": "Vienna", "pc_browse": "on"})

    edition.refresh_from_db()
    assert (edition.place, edition.pc_browse, edition.scores_to_authors, edition.version) == ("Vienna", True, True, 2)


def test_settings_changed_meanwhile_show_both_and_keep_what_was_typed(desk, edition):
    data = {
        name: value
        for name, value in typed(desk.get(f"{BASE}/settings/").context["form"]).items()
        if value is not False
    }
    Edition.objects.update(version=2, place="Lisbon")

    page = desk.post(f"{BASE}/settings/", data | {"place": "Vienna"})
    content = page.content.decode()

    assert page.context["theirs"] == [("Place", "Lisbon")]
    assert 'value="Vienna"' in content
    assert Edition.objects.get().place == "Lisbon"

    desk.post(f"{BASE}/settings/", data | {"place": "Vienna", "seen_version": "2"})

    assert Edition.objects.get().place == "Vienna"


# Lists


def lines_typed(page):
    data = {}
    for form in [page.context["lines"].management_form, *page.context["lines"].forms]:
        data |= typed(form)
    return {name: value for name, value in data.items() if value is not False}


def test_a_list_is_stored_in_the_order_of_its_places(desk, edition):
    data = lines_typed(desk.get(f"{BASE}/lists/topics/"))

    desk.post(f"{BASE}/lists/topics/", data | {"form-0-ORDER": "9", "form-3-name": "Energy", "form-3-ORDER": "1"})

    assert [t.name for t in edition.topics.all()] == ["Energy", "Offloading", "Scheduling for AI", "Pipelining"]


def test_removing_what_is_used_is_refused_in_words(desk, edition, submission):
    data = lines_typed(desk.get(f"{BASE}/lists/topics/"))

    page = desk.post(f"{BASE}/lists/topics/", data | {"form-0-DELETE": "on"})

    assert "“Pipelining” cannot be removed: it is used by 1 paper." in page.content.decode()
    assert edition.topics.count() == 3


def test_lines_of_another_edition_cannot_be_reached(desk, edition):
    other = cast.make_edition("neurips2023").topics.first()
    data = lines_typed(desk.get(f"{BASE}/lists/topics/"))

    desk.post(f"{BASE}/lists/topics/", data | {"form-0-id": str(other.pk), "form-0-name": "Taken over"})
    desk.post(f"{BASE}/lists/topics/", data | {"form-0-id": str(other.pk), "form-0-DELETE": "on"})

    assert [topic.name for topic in other.edition.topics.all()] == ["Pipelining", "Offloading", "Scheduling for AI"]


# Opening


def test_chair_opens_the_next_edition_from_this_one(desk, edition, chair):
    data = {
        "name": "WANT@ICML 2025",
        "slug": "icml2025",
        "title": "T",
        "held_on": "2025-07-27",
        "copy_from": edition.pk,
    }

    desk.post("/desk/editions/new/", data)

    new = Edition.objects.get(slug="icml2025")
    assert new.memberships.get().user == chair
    assert new.topics.count() == 3
    assert desk.get("/desk/").url == "/desk/e/icml2025/"


@pytest.mark.parametrize("slug", ["desk", "icml2024", "ICML 2025", "-", "a" * 60, "static"])
def test_a_short_name_that_is_taken_or_strange_is_refused(desk, edition, slug):
    desk.post("/desk/editions/new/", {"name": "N", "slug": slug, "title": "T"})

    assert Edition.objects.count() == 1


def test_superuser_of_an_empty_site_is_led_to_opening_its_first_edition(client, db):
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    client.force_login(keeper)
    assert client.get("/desk/").url == "/desk/editions/new/"

    client.post("/desk/editions/new/", {"name": "WANT@ICML 2024", "slug": "icml2024", "title": "T", "held_on": ""})

    assert Edition.objects.get().memberships.get(role=Role.CHAIR).user == keeper


def test_copying_from_an_edition_that_one_does_not_chair_is_refused(desk, edition):
    other = cast.make_edition("neurips2023")

    desk.post("/desk/editions/new/", {"name": "N", "slug": "icml2025", "title": "T", "copy_from": other.pk})

    assert not Edition.objects.filter(slug="icml2025").exists()


# The dashboard


def test_dashboard_says_where_the_edition_stands_and_what_is_out_of_order(desk, edition, submission):
    content = desk.get(f"{BASE}/").content.decode()

    assert "<h1>Submission</h1>" in content
    assert "Closes in 22 days, at 28 May 2024, 00:00 AoE." in content
    assert "Submitted without a PDF" in content
    assert reverse("desk:extend", args=["icml2024", "submission"]) in content


def test_dashboard_of_an_edition_that_is_not_set_up_says_what_is_missing(client, edition, chair, during):
    during(Stage.UPCOMING)
    client.force_login(chair)
    edition.topics.all().delete()
    edition.windows.filter(stage="reviewing").delete()

    content = client.get(f"{BASE}/").content.decode()

    assert "No dates for reviewing" in content
    assert "There are no topics to choose from" in content
    assert "The call has no text" in content


# The dashboard before the opening


def test_call_that_lacks_nothing_but_being_public_can_be_put_online(client, edition, chair, during):
    during(Stage.UPCOMING)
    edition.is_public, edition.call, edition.contact = False, "Send papers.", "chairs@want.example"
    edition.save()
    client.force_login(chair)

    step = next(s for s in client.get(f"{BASE}/").context["dashboard"].next_steps if s.label == "Put the call online")

    assert (step.url, step.why_not) == (f"{BASE}/settings/#id_is_public", "")


def test_call_without_a_text_cannot_be_put_online_and_the_reason_is_said(client, edition, chair, during):
    during(Stage.UPCOMING)
    edition.is_public, edition.call, edition.contact = False, "", "chairs@want.example"
    edition.save()
    client.force_login(chair)

    dashboard = client.get(f"{BASE}/").context["dashboard"]

    step = next(s for s in dashboard.next_steps if s.label == "Put the call online")
    assert step.why_not == "Settle first what needs a look."
    assert "The call has no text" in [fact.label for fact in dashboard.needs_a_look]


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
