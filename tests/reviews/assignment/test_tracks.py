"""Whoever serves in named tracks gets papers of these: in plans always, by hand unless a chair wants it otherwise."""

import re
from html import unescape

import pytest
from django.urls import reverse

from reviews.assignment.actions import assign, compute, make_plan, set_wish
from reviews.assignment.candidates import candidates
from reviews.assignment.inputs import inputs_of
from reviews.assignment.options import Options
from reviews.assignment.planning import Wish
from reviews.assignment.tracks import Tracks
from reviews.bidding.actions import place_bid
from reviews.bidding.queries import biddable
from reviews.late.needs import needs_of
from reviews.late.remedies import helpers_of
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import sight_of
from tests import cast
from want.core import clock
from want.core.verdict import Refused
from want.venues.models import Edition, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracks(edition):
    return [edition.tracks.create(name=name, position=place) for place, name in enumerate(("Main", "AI for science"))]


@pytest.fixture
def papers(edition, author, tracks):
    """Two papers of each track."""
    return [cast.make_submission(edition, author, track=tracks[number % 2]) for number in range(4)]


@pytest.fixture
def people(edition, tracks):
    """Two people of each track, and one of both."""
    found = []
    for number in range(5):
        user = cast.make_user(f"Reader Number{number}", affiliation=f"House {number}")
        member = cast.join(edition, user, Role.REVIEWER, max_load=2)
        member.tracks.set([tracks[number % 2]] if number < 4 else [])
        found.append(user)
    return found


def planned(edition, chair, demand=2, **wishes) -> AssignmentPlan:
    plan = make_plan(edition, role=Role.REVIEWER, demand=demand, by=chair, **wishes)
    compute(plan.pk)
    plan.refresh_from_db()
    return plan


def off_track(pairs, papers, people) -> list[tuple[int, int]]:
    """Return the pairs of somebody's and a paper of the other track."""
    return [
        (p, r) for p, r in pairs if r != people[4].pk and papers.index(p) % 2 != [u.pk for u in people].index(r) % 2
    ]


def test_plan_keeps_to_the_tracks_whatever_the_bids(edition, chair, papers, people, during):
    during(Stage.BIDDING)
    for paper in papers[1::2]:
        paper.bids.create(user=people[0], value="eager")
    during(Stage.ASSIGNMENT)

    plan = planned(edition, chair)

    pairs = list(plan.pairs.values_list("submission", "reviewer"))
    assert (plan.state, len(pairs)) == (PlanState.READY, 8)
    assert off_track(pairs, [paper.pk for paper in papers], people) == []


def test_pinned_pair_is_planned_across_tracks(edition, chair, papers, people, during):
    during(Stage.ASSIGNMENT)
    first = planned(edition, chair, demand=1)

    set_wish(first, papers[1], people[0], Wish.PIN, by=chair)
    first.refresh_from_db()
    again = planned(edition, chair, options=Options.of(first.options))

    assert again.pairs.filter(submission=papers[1], reviewer=people[0]).exists()


def test_infeasible_plan_names_the_track(edition, chair, papers, people, during):
    during(Stage.ASSIGNMENT)
    edition.memberships.filter(user__in=people[3:]).delete()

    plan = planned(edition, chair)

    assert plan.state == PlanState.INFEASIBLE
    assert "The papers named below belong to the track “AI for science”, for which 1 of 3 people serve." in plan.why
    assert plan.shortage["remedies"][0].startswith("Let more people serve for the track “AI for science”")


def test_chair_assigns_across_tracks_after_a_warning_and_an_area_chair_does_not(
    edition, chair, area_chair, papers, people, during
):
    during(Stage.ASSIGNMENT)
    Assignment.objects.create(
        submission=papers[0], reviewer=area_chair, role=Role.AREA_CHAIR, pseudonym="A", assigned_by=chair
    )
    inputs = inputs_of(edition, Role.REVIEWER)
    found = candidates(inputs, papers[0].pk, set(), is_discreet=False, shows_absences=False)
    warned = {one.pk: one.off_track for one in found}

    with pytest.raises(Refused, match="cannot take this paper"):
        assign(papers[0], people[1], by=area_chair)
    assign(papers[0], people[1], by=chair)

    assert [one.pk for one in found][3:] == [one.pk for one in found if one.off_track]
    assert warned[people[1].pk] == "Reader Number1 serves for the track “AI for science” only; this paper is in “Main”."
    assert not warned[people[0].pk]
    assert not warned[people[4].pk]
    assert not any(one.why_not for one in found)


def test_pages_by_hand_warn(client, edition, chair, papers, people, during):
    during(Stage.ASSIGNMENT)
    client.force_login(chair)
    member = edition.memberships.get(user=people[1])
    plan = planned(edition, chair, demand=1)
    pages = [
        reverse("desk:paper_assignments", args=[edition.slug, papers[0].code]),
        reverse("desk:person_assignments", args=[edition.slug, member.pk]),
        reverse("desk:plan_paper", args=[edition.slug, plan.pk, papers[0].code]),
    ]

    told = [client.get(page).content.decode().count("serves for the track “AI for science” only") for page in pages]
    table = f"paper,person\n{papers[0].number},{people[1].email}"
    shown = client.post(reverse("desk:assignment_import", args=[edition.slug]), {"text": table}).content.decode()

    assert all(told)
    assert "serves for the track “AI for science” only" in shown


def test_plan_marks_pairs_that_tracks_part_afterwards_in_the_words_of_its_application(
    client, edition, chair, tracks, papers, people, during
):
    during(Stage.ASSIGNMENT)
    client.force_login(chair)
    plan = planned(edition, chair)
    places = [("plan", []), ("plan_apply", []), ("plan_paper", [papers[0].code])]
    addresses = [reverse(f"desk:{name}", args=[edition.slug, plan.pk, *more]) for name, more in places]

    def told(mark) -> list[list[str]]:
        return [re.findall(mark, unescape(client.get(address).content.decode())) for address in addresses]

    before = told("outside their tracks")
    papers[0].track = tracks[1]
    papers[0].save()
    moved = plan.pairs.filter(submission=papers[0]).exclude(reviewer=people[4]).order_by("reviewer__name")
    names = list(moved.values_list("reviewer__name", flat=True))
    why = "serves for the track “Main” only; this paper is in “AI for science”."

    assert before == [[], [], []]
    assert told("outside their tracks") == [["outside their tracks"]] * 2 + [[]]
    lines = [f"Paper {papers[0].number}: {name} {why}" for name in names]
    assert names
    assert told(r"<li>(Paper \d+: [^<]*)</li>") == [lines, lines, []]
    sentences = [f"{name} {why}" for name in names]
    in_rows = told(r'warning-mark">([^<]*)</span></li>')
    in_labels = told(r'warning-mark">([^<]*)</span></label>')
    assert (sorted(in_rows[0]), sorted(in_labels[2])) == (sentences, sentences)


def test_bidders_are_offered_papers_of_their_tracks(edition, papers, people, during):
    during(Stage.BIDDING)
    offered = [
        sorted(biddable(sight_of(person, Edition.objects.get()), person).values_list("pk", flat=True))
        for person in (people[1], people[4])
    ]

    place_bid(papers[1], "eager", by=people[1])
    with pytest.raises(Refused, match="a track for which you do not serve"):
        place_bid(papers[0], "eager", by=people[1])

    assert offered == [[papers[1].pk, papers[3].pk], sorted(paper.pk for paper in papers)]


def test_help_in_need_comes_from_the_track_first(edition, chair, papers, people, during):
    during(Stage.REVIEWING)
    edition.assigned_at = clock.now()
    edition.save()
    sight = sight_of(chair, edition)
    [need] = [one for one in needs_of(edition, sight) if one.paper == papers[1]]

    helpers = helpers_of(edition, [need], sight, shown=5)[papers[1].pk, Role.REVIEWER]

    assert {one.user for one in helpers[:3]} == {people[1], people[3], people[4]}
    assert [bool(one.off_track) for one in helpers] == [False] * 3 + [True] * 2


def test_paper_in_no_track_goes_to_those_of_all_tracks():
    tracks = Tracks({1: "Main"}, {10: 1}, {7: frozenset({1})})

    assert not tracks.bar(10, 7)
    assert not tracks.bar(11, 8)
    assert tracks.why_not(11, 7) == "serves for the track “Main” only; this paper is in no track yet"
    of_paper, serving = tracks.table([10, 11], [7, 8])
    assert (of_paper.tolist(), serving.tolist()) == ([1, 0], [[False, True], [True, True]])
