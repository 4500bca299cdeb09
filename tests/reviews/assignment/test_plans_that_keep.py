"""A plan that keeps so much of an earlier one, as asked for on the form, with its price on the page."""
# ruff: noqa: F811  (fixtures of another module)

import pytest

from reviews.assignment.actions import compute, make_plan
from reviews.assignment.options import Options
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.pages.asked import HOME, text_of, url_of, varied
from tests.reviews.assignment.test_wishes import assignment_stage, bid, papers, planned, reviewers  # noqa: F401
from want.core.sealed import seal
from want.venues.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def former(edition, chair, papers, reviewers):
    """A plan by bids that have changed since: another would be better by now."""
    bid(reviewers[0], papers[:3])
    bid(reviewers[1], papers[3:])
    plan = planned(edition, chair)
    for person in reviewers[:2]:
        person.bids.all().delete()
    bid(reviewers[0], papers[3:])
    bid(reviewers[1], papers[:3])
    return plan


def pairs_of(plan) -> set[tuple[int, int]]:
    return set(plan.pairs.values_list("submission_id", "reviewer_id"))


@pytest.mark.parametrize(
    ("wish", "least"), [({"keep_share": 75}, 9), ({"keep_pairs": 8}, 8), ({"keep_pairs": 90}, 12), ({}, 12)], ids=str
)
def test_so_many_pairs_are_kept_and_the_price_is_told(edition, chair, former, wish, least):
    free = planned(edition, chair)

    plan = planned(edition, chair, keep=former.pk, **wish)

    told = plan.outcome["kept"]
    assert len(pairs_of(plan) & pairs_of(former)) == told["pairs"] >= least
    assert (told["of"], told["least"]) == (12, least)
    assert told["price"] == pytest.approx((free.total - plan.total) / free.total)
    assert told["price"] > 0
    assert told["gap"] < 1e-6
    assert plan.upper_bound == pytest.approx(free.upper_bound)


def test_more_asked_for_costs_more(edition, chair, former):
    totals = [planned(edition, chair, keep=former.pk, keep_share=share).total for share in (40, 70, 100)]

    assert totals == sorted(totals, reverse=True)
    assert totals[0] > totals[2]


def test_what_can_no_longer_be_kept_is_said_with_numbers(edition, chair, former):
    pair = former.pairs.select_related("submission", "reviewer").first()
    cast.declare(pair.submission, pair.reviewer)

    plan = make_plan(edition, role=Role.REVIEWER, demand=2, by=chair, options=Options(keep=former.pk, keep_share=100))
    compute(plan.pk)

    plan.refresh_from_db()
    assert plan.state == PlanState.INFEASIBLE
    assert plan.why.startswith("Of the 12 pairs to be kept, 11 can be kept at most, and 12 were asked for.")
    assert plan.shortage["papers"] == [pair.submission_id]
    assert plan.shortage["remedies"][0] == "Ask for 11 or fewer."


def test_form_takes_a_share_or_a_number_and_page_tells_the_price(client, chair, former):
    client.force_login(chair)
    plan = varied(client, former, keep=seal(former.pk, "plan"), keep_least="80 %")
    page = text_of(client.get(url_of(plan)))
    again = client.get(url_of(plan, "what-if/")).context["form"]

    assert plan.options["keep_share"] == 80
    assert f"Keeps at least 80 % of what Plan {former.pk} proposes." in page
    assert f"Keeping at least 80 % of Plan {former.pk} costs " in page
    assert "10 of the 12 pairs of the former plan are kept." in page
    assert again["keep_least"].value() == "80 %"


@pytest.mark.parametrize(
    ("least", "sentence"),
    [
        ("120 %", "A share is from 1 % to 100 %."),
        ("a lot", "Give a share such as 90 %"),
        ("90 %", "Choose the plan of which that much is to be kept."),
    ],
)
def test_form_refuses_what_cannot_be_meant(client, chair, papers, reviewers, least, sentence):
    client.force_login(chair)

    page = text_of(client.post(HOME, {"role": "reviewer", "demand": 2, "keep_least": least}))

    assert sentence in page
    assert not AssignmentPlan.objects.exists()


def test_chair_in_conflict_keeps_what_they_see_and_learns_no_number(client, edition, former, papers):
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)

    plan = planned(edition, connie, keep=former.pk, keep_share=100)
    client.force_login(connie)
    page = text_of(client.get(url_of(plan)))

    assert plan.outcome["kept"]["of"] == 10
    assert pairs_of(plan) == {pair for pair in pairs_of(former) if pair[0] != papers[0].pk}
    assert "pairs of the former plan are kept" not in page
