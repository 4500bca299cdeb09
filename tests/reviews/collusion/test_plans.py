"""A report looks at a plan that nobody has applied yet; its pairs on papers kept from a chair take no part."""

import pytest
from django.urls import reverse

from reviews.collusion import computing
from reviews.collusion.actions import ask_for_report
from reviews.collusion.forms import ReportForm
from reviews.collusion.queries import papers_open_to, scene_of
from reviews.collusion.shown import shown
from reviews.models import AssignmentPlan, CollusionReport, PlannedPair
from reviews.visibility.lists import sight_of
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage

PAGE = "/desk/e/icml2024/unusual-bids/"
PEOPLE, RING = 18, 6


@pytest.fixture
def papers(edition, during, monkeypatch):
    monkeypatch.setattr(computing, "SHUFFLES", ((5_000, 199),))
    during(Stage.ASSIGNMENT)
    people = [cast.make_user(f"Person {number:02}") for number in range(PEOPLE)]
    for person in people:
        cast.join(edition, person, Role.REVIEWER)
    return [cast.make_submission(edition, person) for person in people]


@pytest.fixture
def plan(edition, chair, papers):
    """A plan in which the first few review one another's papers, by threes, and the others go round."""
    made = AssignmentPlan.objects.create(edition=edition, state="ready", demand=2, created_by=chair)
    pairs = {(one, one // 3 * 3 + (one + step) % 3) for one in range(RING) for step in (1, 2)}
    others = PEOPLE - RING
    pairs |= {(RING + one, RING + (one + step) % others) for one in range(others) for step in (1, 5)}
    people = [paper.created_by for paper in papers]
    PlannedPair.objects.bulk_create(
        PlannedPair(plan=made, submission=papers[paper], reviewer=people[person], score=0.5)
        for person, paper in sorted(pairs)
    )
    return made


def open_to(edition, chair) -> list[int]:
    return papers_open_to(sight_of(chair, edition))


def made(edition, chair, plan):
    report = ask_for_report(edition, by=chair, plan=plan, seed=3)
    computing.compute(report.pk)
    report.refresh_from_db()
    return report


def test_cycles_of_a_plan_are_counted_beside_chance(edition, chair, plan, client):
    report = made(edition, chair, plan)
    client.force_login(chair)

    page = client.get(PAGE).content.decode()

    cycles = next(kind for kind in shown(report) if kind.title == "Cycles in the assignment")
    assert (cycles.counted, cycles.is_unusual) == ("10 cycles", True)
    where = reverse("desk:plan", args=["icml2024", plan.pk])
    assert f'Cycles and circles are those of <a href="{where}">Plan {plan.pk}</a>' in page


def test_without_a_plan_it_looks_at_what_holds_and_with_one_at_both(edition, chair, papers, plan):
    cast.assign(papers[0], papers[9].created_by)
    seen = open_to(edition, chair)

    alone, both = scene_of(edition, seen).scene, scene_of(edition, seen, plan).scene

    assert (len(alone.assigned), len(both.assigned)) == (1, 1 + plan.pairs.count())


def test_chair_in_conflict_gets_the_plan_as_if_the_paper_were_not_in_it(edition, plan, papers):
    tied = cast.make_user("Connie Conflicted")
    cast.join(edition, tied, Role.CHAIR)
    cast.declare(papers[0], tied)

    before = made(edition, tied, plan)
    PlannedPair.objects.filter(submission=papers[0]).delete()
    CollusionReport.objects.all().delete()
    after = made(edition, tied, plan)

    assert papers[0].pk not in before.papers
    assert next(kind["seen"] for kind in before.result["kinds"] if kind["name"] == "cycles") > 0
    assert after.result == before.result


def test_newest_plan_is_offered_until_papers_are_given_out(edition, chair, papers, plan, client):
    newer = AssignmentPlan.objects.create(edition=edition, state="ready", demand=2, created_by=chair)
    for state, role in (("trial", "reviewer"), ("infeasible", "reviewer"), ("ready", "area_chair")):
        AssignmentPlan.objects.create(edition=edition, state=state, role=role, demand=2, created_by=chair)
    seen = open_to(edition, chair)
    before = ReportForm(edition=edition, papers=seen)
    client.force_login(chair)

    client.post(PAGE, {"plan": newer.pk})
    cast.assign(papers[0], papers[9].created_by)
    after = ReportForm(edition=edition, papers=seen)

    assert list(before.plans) == [newer, plan]
    assert (before.initial["plan"], after.initial["plan"]) == (newer, None)
    assert CollusionReport.objects.get().plan == newer


def test_what_a_chair_does_not_see_does_not_choose_for_them(edition, papers, plan):
    tied = cast.make_user("Connie Conflicted")
    cast.join(edition, tied, Role.CHAIR)
    cast.declare(papers[0], tied)
    cast.assign(papers[0], papers[9].created_by)

    form = ReportForm(edition=edition, papers=open_to(edition, tied))

    assert form.initial["plan"] == plan


def test_plan_that_was_applied_meanwhile_is_not_taken(edition, chair, plan, client):
    client.force_login(chair)
    AssignmentPlan.objects.update(state="applied")

    page = client.post(PAGE, {"plan": plan.pk}, follow=True).content.decode()

    assert "That plan is not there any more, or was applied." in page
    assert not CollusionReport.objects.exists()
