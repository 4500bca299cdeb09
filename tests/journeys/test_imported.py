"""An imported edition, carried on by its chair in a browser: invite, let bid, plan, apply.

WANT_EXPORT names an export to take, such as the 995 papers of ICLR 2018; without it sixty papers are made up. What it
decided and rated there is left out: this edition has just closed its submissions.
"""

import json
import os
import random
import re
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from reviews.models import Assignment, Bid
from submissions.models import Conflict, Submission
from tests.journeys import outbox
from tests.journeys.people import Person
from want.accounts.models import User
from want.core import clock
from want.demo.papers import papers
from want.demo.people import figures
from want.venues.models import Edition, StageWindow
from want.venues.stages import Stage

pytestmark = [pytest.mark.prove, pytest.mark.slow]
SLUG = "iclr2018"
MADE_UP = 60
REVIEWS = 3
RULES_COST = 0.003  # at most, of the total: nobody reviews whoever reviews them, and the bound is without that rule


def made_up() -> list[dict[str, object]]:
    chance = random.Random(7)
    people = figures(MADE_UP * 2, chance)
    return [
        {
            "id": f"p{number}",
            "title": paper.title,
            "abstract": paper.abstract,
            "keywords": paper.keywords,
            "authors": [{"name": one.name, "email_domain": one.email.split("@")[1]} for one in people[number::MADE_UP]],
        }
        for number, paper in enumerate(papers(MADE_UP, chance))
    ]


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Path:
    """The export as it was when submissions closed: no ratings, no outcomes."""
    given = os.environ.get("WANT_EXPORT")
    rows = json.loads(Path(given).read_text()) if given else made_up()
    file = tmp_path_factory.mktemp("export") / "papers.json"
    file.write_text(json.dumps([row | {"ratings": [], "confidences": [], "status": "Active"} for row in rows]))
    return file


@pytest.fixture(scope="module")
def edition(served, export) -> Edition:
    call_command("import_submissions", SLUG, str(export), "--committee-from-authors")
    made = Edition.objects.get(slug=SLUG)
    made.windows.exclude(stage__in=[Stage.SUBMISSION, Stage.CAMERA_READY]).delete()
    now = clock.now()
    for stage, opens, closes in ((Stage.BIDDING, -1, 3), (Stage.REVIEWING, 6, 20)):
        StageWindow.objects.create(
            edition=made, stage=stage, opens_at=now + timedelta(opens), closes_at=now + timedelta(closes)
        )
    served.set_clock(now)
    return Edition.objects.with_calendar().get(slug=SLUG)


@pytest.fixture(scope="module")
def chair(served, chromium, edition) -> Person:
    return Person(chromium, served.url, signed_in_as=User.objects.get(email=f"chair@{SLUG}.invalid"))


@pytest.fixture
def told(request, capsys):
    """Say how long a chapter took: with WANT_EXPORT these are the times of a real edition."""
    started = time.monotonic()
    yield
    with capsys.disabled():
        print(f"\n{request.node.name}: {time.monotonic() - started:.1f} s")


def test_1_the_chair_invites_one_more(chair, served, edition, told):
    chair.opens(f"/desk/e/{SLUG}/")
    chair.turns_to("Invitations")
    chair.follows("Invite people")
    chair.writes("Addresses", "Ines Newman <ines@newman.example>, Newman College")
    chair.presses("Show what will happen")
    chair.page.get_by_role("button", name=re.compile("^Send 1 ")).click()
    served.work_off()
    ines = Person(chair.context.browser, served.url)

    ines.opens(outbox.link_to("ines@newman.example", "/invitation/"))
    ines.writes("Affiliation", "Newman College")
    ines.ticks(edition.topics.first().name)
    ines.presses("I will serve")

    expect(ines.page.get_by_text("An account is ready")).to_be_visible()
    assert ines.leave() == []


def test_2_a_member_bids_on_titles_and_abstracts(chair, served, edition, told):
    member = User.objects.get(email="ines@newman.example")
    ines = Person(chair.context.browser, served.url, signed_in_as=member)
    ines.opens(f"/{SLUG}/bids/")

    for place, wish in enumerate(("Eager", "Eager", "Willing")):
        paper = ines.page.locator(".bid").nth(place)
        paper.get_by_role("radio", name=wish, exact=True).check()
        expect(paper.get_by_role("status")).to_have_text("Saved")

    assert Bid.objects.filter(user=member).count() == 3
    assert ines.leave() == []


def test_3_the_chair_sees_how_papers_are_matched(chair, served, edition, told):
    served.set_clock(edition.calendar.windows[Stage.BIDDING].closes_at + timedelta(hours=2))
    served.work_off()

    chair.opens(f"/desk/e/{SLUG}/")
    chair.turns_to("How papers are matched")

    expect(chair.page.get_by_role("heading", name="How papers are matched")).to_be_visible()


def test_4_a_plan_is_three_presses_from_the_closed_submissions_and_says_how_good_it_is(chair, served, edition, told):
    chair.opens(f"/desk/e/{SLUG}/")
    chair.follows("Make a plan: who reviews what")
    chair.presses("Make a plan")
    served.work_off()

    expect(chair.page.get_by_role("link", name="Apply this plan")).to_be_visible(timeout=120_000)
    expect(chair.page.get_by_text("No assignment can be better than this by more than that.")).to_be_visible()
    plan = edition.plans.get()
    assert plan.upper_bound - plan.total <= RULES_COST * plan.upper_bound


def test_5_the_plan_is_applied_and_breaks_no_rule(chair, served, edition, told):
    chair.follows("Apply this plan")
    chair.page.get_by_role("button", name=re.compile("^Assign, and tell")).click()
    expect(chair.page.get_by_role("heading", level=1)).not_to_contain_text("Apply", timeout=120_000)

    papers_in_review = Submission.objects.filter(edition=edition).in_review()
    given = Assignment.objects.current().filter(submission__in=papers_in_review)
    assert given.count() == REVIEWS * papers_in_review.count()
    conflicts = set(Conflict.objects.values_list("submission", "user"))
    assert conflicts.isdisjoint(given.values_list("submission", "reviewer"))
    loads = Counter(given.values_list("reviewer", flat=True))
    assert max(loads.values()) <= edition.papers_per_reviewer
    assert chair.leave() == []
