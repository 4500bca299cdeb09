"""The report in the desk: computed for one chair, of what they may see, and every opening is logged."""

import pytest
from django_tasks_db.models import DBTaskResult

from reviews.collusion import computing
from reviews.collusion.actions import ask_for_report
from reviews.collusion.queries import papers_open_to, scene_of
from reviews.collusion.shown import shown
from reviews.models import Bid, CollusionReport
from reviews.visibility.lists import sight_of
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage

PAGE = "/desk/e/icml2024/unusual-bids/"
RING, OTHERS = 5, 16


@pytest.fixture
def bids(edition, during, monkeypatch):
    """Five people who bid eagerly on each other's papers, among others who bid on whatever comes."""
    monkeypatch.setattr(computing, "SHUFFLES", ((5_000, 199),))  # enough for so clear a ring
    during(Stage.REVIEWING)
    people = [cast.make_user(f"Person {number:02}") for number in range(RING + OTHERS)]
    for person in people:
        cast.join(edition, person, Role.REVIEWER)
    papers = [cast.make_submission(edition, person) for person in people]
    placed = {(one, other) for one in range(RING) for other in range(RING) if one != other}
    placed |= {(one, (one * 7 + step * 5 + 3) % len(people)) for one in range(RING, len(people)) for step in range(4)}
    Bid.objects.bulk_create(
        Bid(user=people[one], submission=papers[other], value="eager") for one, other in sorted(placed) if one != other
    )
    return papers


def made(edition, chair):
    report = ask_for_report(edition, by=chair, seed=3)
    computing.compute(report.pk)
    report.refresh_from_db()
    return report


def test_ring_is_named_with_its_bids(bids, edition, chair, client):
    report = made(edition, chair)
    client.force_login(chair)

    page = client.get(PAGE).content.decode()

    (groups,) = [kind for kind in shown(report) if kind.title == "Small dense groups"]
    assert groups.lines[0].names == "Person 00, Person 01, Person 02, Person 03 and Person 04"
    assert groups.lines[0].names in page
    assert "never a verdict" in page


def test_area_chairs_who_bid_in_the_ring_are_named_too(bids, edition, chair):
    edition.memberships.filter(user__name__in=["Person 00", "Person 03"]).update(role=Role.AREA_CHAIR)
    cast.join(edition, edition.memberships.get(user__name="Person 01").user, Role.AREA_CHAIR)  # both at once

    report = made(edition, chair)

    (groups,) = [kind for kind in shown(report) if kind.title == "Small dense groups"]
    assert groups.lines[0].names == "Person 00, Person 01, Person 02, Person 03 and Person 04"
    assert report.result["bids"] == Bid.objects.filter(value="eager").count()


def test_asking_puts_the_work_into_the_background_once(bids, edition, chair, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = ask_for_report(edition, by=chair), ask_for_report(edition, by=chair)

    assert first == second
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[first.pk]]
    assert Entry.objects.filter(verb="collusion.asked").count() == 1


def test_report_of_a_chair_in_conflict_is_as_if_the_paper_and_its_bids_were_not_there(bids, edition, chair):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(bids[0], conflicted)

    with_it, without = made(edition, chair), made(edition, conflicted)
    gone, _ = Bid.objects.filter(submission=bids[0]).delete()
    CollusionReport.objects.all().delete()
    after = made(edition, conflicted)

    assert bids[0].pk in with_it.papers
    assert bids[0].pk not in without.papers
    assert with_it.result["bids"] - without.result["bids"] == gone
    assert after.result == without.result


def test_nobody_sees_another_chair_s_report(bids, edition, chair, client):
    second = cast.make_user("Second Chair")
    cast.join(edition, second, Role.CHAIR)
    made(edition, chair)
    client.force_login(second)

    page = client.get(PAGE).content.decode()

    assert "Person 00" not in page
    assert "Make the report" in page


def test_report_is_not_shown_any_more_when_its_reader_comes_into_conflict(bids, edition, chair, client):
    made(edition, chair)
    client.force_login(chair)
    assert "Person 00" in client.get(PAGE).content.decode()

    cast.declare(bids[9], chair)

    page = client.get(PAGE).content.decode()
    assert "Person 00" not in page
    assert "that you cannot see any more" in page


def test_every_opening_is_logged_and_looking_again_while_it_is_computed_is_not(bids, edition, chair, client):
    client.force_login(chair)
    client.post(PAGE)
    client.get(PAGE)
    assert not Entry.objects.filter(verb="collusion.opened").exists()
    computing.compute(CollusionReport.objects.get().pk)

    client.get(PAGE)
    client.get(PAGE)

    assert [entry.actor_id for entry in Entry.objects.filter(verb="collusion.opened")] == [chair.pk, chair.pk]


def test_nothing_is_made_before_people_bid(edition, chair, during):
    during(Stage.SUBMISSION)

    with pytest.raises(Refused, match="before people bid"):
        ask_for_report(edition, by=chair)


def test_bid_on_what_became_a_conflict_takes_no_part(bids, edition, chair):
    before = len(scene_of(edition, papers_open_to(sight_of(chair, edition))).scene.eager)
    bid = Bid.objects.order_by("pk").first()
    cast.declare(bid.submission, bid.user)

    after = len(scene_of(edition, papers_open_to(sight_of(chair, edition))).scene.eager)

    assert after == before - 1
