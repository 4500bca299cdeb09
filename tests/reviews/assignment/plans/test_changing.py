"""Somebody of a plan is swapped: what it costs, and what is refused."""

import pytest

from reviews.assignment.actions import change_plan
from reviews.models import PlannedPair
from tests import cast
from tests.reviews.assignment.plans.made import ready_plan
from want.core.verdict import Refused
from want.venues.models import Role


def test_swap_in_a_plan_says_what_it_costs(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair, demand=1)
    pair = plan.pairs.get(submission=papers[0])
    other = next(person for person in reviewers if (person.pk - pair.reviewer_id) % 3 != 0)
    before = plan.total

    gained = change_plan(plan, papers[0], leaving=pair.reviewer, coming=other, by=chair)

    plan.refresh_from_db()
    assert plan.pairs.get(submission=papers[0]).reviewer == other
    assert gained < 0
    assert plan.total == pytest.approx(before + gained)


def test_swap_into_a_conflict_or_beyond_a_load_is_refused(edition, chair, reviewers, papers):
    plan = ready_plan(edition, chair, demand=3)
    free = [person for person in reviewers if not plan.pairs.filter(submission=papers[0], reviewer=person).exists()]
    cast.declare(papers[0], free[0])

    with pytest.raises(Refused, match=f"{free[0].name} has a conflict"):
        change_plan(plan, papers[0], leaving=None, coming=free[0], by=chair)
    with pytest.raises(Refused, match=f"{free[1].name} has 3 of 3 papers"):
        change_plan(plan, papers[0], leaving=None, coming=free[1], by=chair)


def test_conflicted_chair_changes_nothing_of_their_paper(edition, chair, reviewers, papers):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)
    plan = ready_plan(edition, chair)
    pair = plan.pairs.filter(submission=papers[0]).first()

    with pytest.raises(Refused, match="conflict of interest with this paper"):
        change_plan(plan, papers[0], leaving=pair.reviewer, coming=None, by=conflicted)

    assert PlannedPair.objects.filter(pk=pair.pk).exists()
