from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from want.core.timewords import aoe
from want.venues.models import Edition, StageWindow, Topic
from want.venues.seeding import seed
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def seeded(db):
    seed()


def test_wanted_editions_stand_as_they_were_announced():
    icml, neurips = Edition.objects.get(slug="icml2024"), Edition.objects.get(slug="neurips2023")

    closes = [aoe(e.windows.get(stage=Stage.SUBMISSION).closes_at) for e in (neurips, icml)]
    assert closes == ["6 Oct 2023, 23:59 AoE", "28 May 2024, 23:59 AoE"]
    assert [aoe(e.notification_at) for e in (neurips, icml)] == ["27 Oct 2023, 23:59 AoE", "17 Jun 2024, 23:59 AoE"]
    assert [e.held_on for e in (neurips, icml)] == [date(2023, 12, 16), date(2024, 7, 27)]
    assert list(neurips.submission_types.values_list("name", "page_limit")) == [("Full paper", 9), ("Short paper", 4)]
    assert list(icml.submission_types.values_list("page_limit", flat=True)) == [8]
    assert [e.topics.count() for e in (neurips, icml)] == [13, 13]
    assert [e.areas.count() for e in (neurips, icml)] == [9, 9]


def test_first_edition_is_archived_and_the_second_open_in_may():
    may = datetime(2024, 5, 1, tzinfo=UTC)

    stages = {edition.slug: edition.moment(may).stage for edition in Edition.objects.with_calendar()}
    assert stages == {"neurips2023": Stage.ARCHIVED, "icml2024": Stage.SUBMISSION}


@pytest.mark.parametrize("slug", ["icml2024", "neurips2023"])
def test_windows_follow_each_other_between_call_and_workshop(slug):
    windows = list(StageWindow.objects.filter(edition__slug=slug).order_by("opens_at"))

    edges = [instant for window in windows for instant in (window.opens_at, window.closes_at)]
    assert edges == sorted(edges)
    assert edges[-1].date() < windows[0].edition.held_on
    decided = [window for window in windows if window.stage != Stage.CAMERA_READY]
    assert decided[-1].closes_at < windows[0].edition.notification_at < windows[-1].closes_at


def test_seeding_again_leaves_what_the_chairs_have_changed():
    Edition.objects.filter(slug="icml2024").update(tagline="Ours")
    Topic.objects.filter(edition__slug="icml2024", name="Offloading").delete()

    call_command("seed_editions", verbosity=0)

    assert Edition.objects.get(slug="icml2024").tagline == "Ours"
    assert Topic.objects.filter(edition__slug="icml2024").count() == 12


@pytest.mark.parametrize("slug", ["icml2024", "neurips2023"])
def test_pages_of_the_wanted_editions_show_their_texts(client, slug):
    edition = Edition.objects.get(slug=slug)
    home, call = (client.get(f"/{slug}/{page}").content.decode() for page in ("", "call/"))

    for words in (home, call):
        assert words.count("Network-aware resource allocation") == 1
    assert edition.title in home
    assert all(f">{kind.page_limit}<" in call for kind in edition.submission_types.all())
    assert edition.template_url in call
