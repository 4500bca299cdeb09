"""The desk's pages of settings and lists, a new edition, and what the dashboard says of one."""

import pytest
from django.urls import reverse

from tests import cast
from tests.desk.forms import typed
from want.venues.models import Edition, Role
from want.venues.stages import Stage

BASE = "/desk/e/icml2024"


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
