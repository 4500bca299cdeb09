"""Exchanging two people of a plan across papers: what it gains, what forbids it, and that both sides are judged."""

import re

import pytest
from django.urls import reverse

from reviews.assignment.swapping import Exchanges, exchanges, swap_pairs
from reviews.models import AssignmentPlan, PlannedPair
from reviews.visibility.lists import sight_of
from tests import cast
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def people(edition):
    """Two reviewers with one place each: the first knows the second topic, the second the first."""
    topics, made = list(edition.topics.all()), []
    for number in range(2):
        person = cast.make_user(f"Person Number{number}", affiliation="House A")
        cast.join(edition, person, Role.REVIEWER, max_load=1).topics.set([topics[1 - number]])
        made.append(person)
    return made


@pytest.fixture
def papers(edition, author):
    topics, made = list(edition.topics.all()), [cast.make_submission(edition, author) for _ in range(2)]
    for paper, topic in zip(made, topics, strict=False):
        paper.topics.set([topic])
    return made


@pytest.fixture
def plan(edition, chair, people, papers):
    """Both have the paper that they know nothing of."""
    made = AssignmentPlan.objects.create(
        edition=edition, state="ready", demand=1, total=0.1, upper_bound=1, created_by=chair
    )
    for paper, person in zip(papers, people, strict=True):
        PlannedPair.objects.create(plan=made, submission=paper, reviewer=person, score=0.05)
    return made


def pairs(papers, people):
    return (papers[0].pk, people[0].pk), (papers[1].pk, people[1].pk)


def as_it_stands(plan) -> set:
    return set(plan.pairs.values_list("submission", "reviewer"))


def against(plan, chair, papers, people) -> list[str]:
    return Exchanges(plan, sight_of(chair, plan.edition)).objections(*pairs(papers, people))


def test_exchange_is_shown_with_its_gain_and_then_made(edition, chair, plan, people, papers):
    known = Exchanges(plan, sight_of(chair, edition))

    [shown] = exchanges(known, (papers[0].pk, people[0].pk))
    gained = swap_pairs(plan, *pairs(papers, people), by=chair)

    plan.refresh_from_db()
    assert (shown.paper, shown.person, shown.why_not) == (papers[1], people[1], ())
    assert gained == pytest.approx(shown.gained)
    assert gained > 0.5
    assert plan.total == pytest.approx(0.1 + gained)
    assert plan.total == pytest.approx(sum(plan.pairs.values_list("score", flat=True)))
    assert as_it_stands(plan) == {(papers[0].pk, people[1].pk), (papers[1].pk, people[0].pk)}
    assert {entry.submission_id for entry in Entry.objects.filter(verb="assignment.plan_changed")} == {
        paper.pk for paper in papers
    }


@pytest.mark.parametrize("side", [0, 1])
def test_conflict_on_either_side_keeps_both_where_they_are(chair, plan, people, papers, side):
    cast.declare(papers[1 - side], people[side])
    before = as_it_stands(plan)

    with pytest.raises(Refused, match=f"{people[side].name} has a conflict of interest"):
        swap_pairs(plan, *pairs(papers, people), by=chair)

    assert as_it_stands(plan) == before


def test_pinned_ruled_out_and_taken_off_before_are_said(chair, plan, people, papers):
    plan.options = {
        "pinned": [[papers[0].pk, people[0].pk]],
        "barred": [[papers[0].pk, people[1].pk]],
    }
    plan.save()
    taken = cast.assign(papers[1], people[0])
    taken.removed_at, taken.removal_reason = cast.at(37), "No time."
    taken.save()

    assert against(plan, chair, papers, people) == [
        f"{people[0].name} is pinned to paper {papers[0].number}.",
        f"Paper {papers[0].number}: {people[1].name} is ruled out for this paper.",
        f"Paper {papers[1].number}: {people[0].name} was taken off this paper before.",
    ]


def test_rules_of_the_plan_hold_after_the_exchange(edition, chair, plan, people, papers):
    third = cast.make_user("Third Person", affiliation="House A")
    cast.join(edition, third, Role.REVIEWER)
    PlannedPair.objects.create(plan=plan, submission=papers[1], reviewer=third, score=0.05)
    plan.options = {"one_of_institution": True, "min_seniors": 1}
    plan.save()
    edition.memberships.filter(user=people[0]).update(is_senior=True)

    assert against(plan, chair, papers, people) == [
        f"Paper {papers[1].number}: {people[0].name}: Somebody of House A has this paper already.",
        f"Paper {papers[0].number} would have 0 of the 1 seniors it needs.",
    ]


def test_page_leads_from_the_paper_and_swaps(client, edition, chair, plan, people, papers):
    client.force_login(chair)
    page = reverse("desk:plan_paper", args=[edition.slug, plan.pk, papers[0].code])
    swap = reverse("desk:plan_swap", args=[edition.slug, plan.pk, papers[0].code])
    sent = {"leaving": seal(people[0].pk, "person"), "paper": papers[1].code, "coming": seal(people[1].pk, "person")}

    assert swap in client.get(page).content.decode()
    assert re.search(r">\+0\.\d{3}<", client.get(swap).content.decode())
    done = client.post(swap, sent, follow=True).content.decode()
    again = client.post(swap, sent, follow=True).content.decode()

    assert "have exchanged their people. The total affinity gains" in done
    assert "The plan is not as it was shown any more" in again


def test_search_shows_what_cannot_be_and_why(client, edition, chair, plan, people, papers):
    cast.declare(papers[1], people[0])
    client.force_login(chair)
    swap = reverse("desk:plan_swap", args=[edition.slug, plan.pk, papers[0].code])

    unasked = client.get(swap).content.decode()
    asked = client.get(swap, {"q": people[1].name}).content.decode()

    assert "No exchange with another paper keeps all rules." in unasked
    assert f"{people[0].name} has a conflict of interest with this paper." in asked
    assert 'name="coming"' not in asked


def test_conflicted_chair_finds_their_paper_on_neither_side(client, edition, plan, people, papers):
    tied = cast.make_user("Connie Conflicted")
    cast.join(edition, tied, Role.CHAIR)
    cast.declare(papers[1], tied)
    client.force_login(tied)
    swap = reverse("desk:plan_swap", args=[edition.slug, plan.pk, papers[0].code])
    sent = {"leaving": seal(people[0].pk, "person"), "paper": papers[1].code, "coming": seal(people[1].pk, "person")}

    seen = client.get(swap, {"q": people[1].name}).content.decode()
    refused, missing = (
        client.post(swap, data, follow=True).content.decode() for data in (sent, {**sent, "paper": "nothere"})
    )

    assert papers[1].title not in seen
    assert "Nothing in the plan matches." in seen
    assert "not as it was shown" in refused
    assert "not as it was shown" in missing
    assert client.get(swap.replace(papers[0].code, papers[1].code)).status_code == 404
    assert as_it_stands(plan) == set(pairs(papers, people))


def test_exchanges_of_another_state_are_not_found(client, edition, chair, plan, papers):
    AssignmentPlan.objects.filter(pk=plan.pk).update(state="applied")
    client.force_login(chair)

    assert client.get(reverse("desk:plan_swap", args=[edition.slug, plan.pk, papers[0].code])).status_code == 404
