"""The alternates of a plan: kept with it, shown as its pairs are, and first in line when somebody drops out."""
# ruff: noqa: F811  (fixtures of another module)

import csv
from collections import Counter

import pytest

from reviews.assignment.actions import apply_plan, set_wish, unassign
from reviews.assignment.options import Options
from reviews.assignment.planning import Wish
from reviews.assignment.table import read_table
from reviews.late.needs import needs_of
from reviews.late.remedies import helpers_of
from reviews.models import PlannedAlternate
from reviews.visibility.lists import sight_of
from tests import cast
from tests.reviews.assignment.pages.asked import text_of, url_of
from tests.reviews.assignment.test_wishes import assignment_stage, papers, planned, reviewers  # noqa: F401
from want.core.sealed import seal
from want.venues.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(edition, chair, papers, reviewers):
    return planned(edition, chair, alternates=1)


def alternate_of(plan, paper) -> PlannedAlternate:
    return plan.alternates.select_related("reviewer").get(submission=paper)


def test_each_paper_has_an_alternate_who_could_take_it(plan, papers):
    pairs = set(plan.pairs.values_list("submission", "reviewer"))
    line = set(plan.alternates.values_list("submission", "reviewer"))

    assert {paper for paper, _ in line} == {paper.pk for paper in papers}
    assert not line & pairs
    assert max(Counter(person for _, person in line).values()) == 1  # each has one place left
    assert plan.outcome["alternates"] == {
        "each": 1,
        "empty": 0,
        "times": 1,
        "total": pytest.approx(sum(plan.alternates.values_list("score", flat=True))),
        "bound": pytest.approx(plan.outcome["alternates"]["total"], abs=1e-5),
    }


def test_who_is_left_out_of_the_plan_stands_by_for_nothing(edition, chair, papers, reviewers):
    edition.memberships.filter(user=reviewers[1]).update(max_load=2, extra_load=2)
    without = planned(edition, chair, demand=1, alternates=1, without=(reviewers[0].pk,))

    assert not without.alternates.filter(reviewer=reviewers[0]).exists()
    assert without.alternates.filter(reviewer=reviewers[1]).count() <= 4


def test_no_alternates_are_sought_where_none_are_asked_for(edition, chair, papers, reviewers):
    plan = planned(edition, chair)

    assert not plan.alternates.exists()
    assert "alternates" not in plan.outcome


def test_pages_name_them_by_paper_and_by_person(client, chair, plan, papers):
    client.force_login(chair)
    one = alternate_of(plan, papers[0])

    by_paper, by_people = text_of(client.get(url_of(plan))), text_of(client.get(url_of(plan, "?by=people")))
    on_paper = text_of(client.get(url_of(plan, f"papers/{papers[0].code}/")))

    assert by_paper.count("Alternate: ") == 6
    assert f"Alternate: {one.reviewer.name} " in by_paper
    assert "1 alternate for each paper." in by_paper
    assert "The alternates have an affinity of" in by_paper
    assert by_people.count("alternate of ") == 6
    assert on_paper.count("alternate of the plan") == 1


def test_chair_in_conflict_sees_none_of_a_plan_that_holds_a_paper_kept_from_them(client, edition, plan, papers):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    client.force_login(connie)

    page = text_of(client.get(url_of(plan)))
    people = text_of(client.get(url_of(plan, "?by=people")))
    table = client.get(f"/desk/e/icml2024/assignment/export/?plan={seal(plan.pk, 'plan')}").getvalue().decode()

    assert "Alternate" not in page
    assert "alternate of " not in people
    assert "alternate" not in table


def test_new_plans_are_asked_for_two_and_varied_ones_for_as_many_as_before(client, chair, plan, papers):
    client.force_login(chair)

    new = client.get("/desk/e/icml2024/assignment/").context["form"]
    varied = client.get(url_of(plan, "what-if/")).context["form"]

    assert (new["alternates"].value(), varied["alternates"].value()) == (2, 1)


def test_who_comes_to_be_proposed_or_is_ruled_out_stands_by_no_more(client, chair, plan, papers):
    proposed, barred = alternate_of(plan, papers[0]), alternate_of(plan, papers[1])
    client.force_login(chair)

    set_wish(plan, papers[0], proposed.reviewer, Wish.PIN, by=chair)
    set_wish(plan, papers[1], barred.reviewer, Wish.BAR, by=chair)

    assert text_of(client.get(url_of(plan))).count("Alternate: ") == 4


def test_downloaded_plan_tells_them_and_an_upload_leaves_them_out(client, chair, plan, papers):
    client.force_login(chair)
    address = f"/desk/e/icml2024/assignment/export/?plan={seal(plan.pk, 'plan')}"

    table = client.get(address).getvalue().decode("utf-8-sig")
    hotcrp = client.get(f"{address}&as=hotcrp").getvalue().decode()

    actions = Counter(row["action"] for row in csv.DictReader(table.splitlines()))
    assert actions == {"primary": 12, "alternate": 6}
    assert len(read_table(table).lines) == 12
    assert "alternate" not in hotcrp


def test_alternate_is_the_first_who_could_come_when_somebody_leaves(client, edition, chair, plan, papers, reviewers):
    edition.reviews_per_paper = 2
    edition.save()
    apply_plan(plan, by=chair)
    one = alternate_of(plan, papers[0])
    unassign(papers[0].assignments.first(), reason="Ill.", by=chair)
    others = [person for person in reviewers if person.pk != one.reviewer_id]
    edition.memberships.filter(user__in=others).update(extra_load=3)

    edition.refresh_from_db()
    needs = needs_of(edition, sight_of(chair, edition))
    [helpers] = helpers_of(edition, needs, sight_of(chair, edition)).values()
    client.force_login(chair)
    page = text_of(client.get("/desk/e/icml2024/late/"))

    assert (helpers[0].user, helpers[0].alternate) == (one.reviewer, 1)
    assert (helpers[1].is_pool, helpers[1].alternate) == (True, 0)
    assert page.count("alternate of the plan") == 1


def test_options_tell_how_many_alternates():
    assert Options(alternates=2).words == ["2 alternates for each paper."]
