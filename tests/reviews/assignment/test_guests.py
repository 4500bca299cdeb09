"""What if somebody joined who is not on the committee: what is known of them counts, and nothing can be applied."""

import pytest
from django.urls import reverse

from reviews.assignment.actions import apply_plan, change_plan, compute, make_plan
from reviews.assignment.guests import choices_of, guest_of
from reviews.assignment.inputs import inputs_of
from reviews.assignment.options import Options
from reviews.expertise.actions import add_papers
from reviews.expertise.found import Reading
from reviews.models import AssignmentPlan, Candidacy, Invitation
from reviews.models.assignment import PlanState
from submissions.models import Volunteer
from tests import cast
from want.core.verdict import Refused
from want.keeping.erasure import erase
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def papers(edition, author):
    """Two papers on the second topic, of which the only reviewer knows nothing."""
    topic, made = list(edition.topics.all())[1], [cast.make_submission(edition, author) for _ in range(2)]
    for paper in made:
        paper.topics.set([topic])
    return made


@pytest.fixture
def member(edition, reviewer):
    edition.memberships.get(user=reviewer).topics.set([edition.topics.first()])
    return reviewer


@pytest.fixture
def known(edition, chair):
    """Somebody who served where the chair was chair, and chose a topic of this name there."""
    old, person = cast.make_edition("before"), cast.make_user("Gwen Guest")
    cast.join(old, chair, Role.CHAIR)
    name = list(edition.topics.all())[1].name
    cast.join(old, person, Role.REVIEWER).topics.set(old.topics.filter(name=name))
    return person


def made(edition, chair, demand=1, **wishes) -> AssignmentPlan:
    plan = make_plan(edition, role=Role.REVIEWER, demand=demand, by=chair, options=Options(**wishes))
    compute(plan.pk)
    plan.refresh_from_db()
    return plan


def test_guest_is_counted_on_where_they_fit_and_the_total_rises(edition, chair, member, known, papers):
    plain = made(edition, chair)
    trial = made(edition, chair, guest=known.email)

    told = trial.outcome["guest"]
    assert (plain.state, trial.state) == (PlanState.READY, PlanState.TRIAL)
    assert {paper for paper, *_ in told["pairs"]} == {paper.pk for paper in papers}
    assert trial.total > plain.total
    assert told["told"] == "What Gwen Guest knows is taken from 1 topic from another committee."
    assert not trial.pairs.exists()


def test_own_papers_of_the_guest_count_and_their_titles_stay_theirs(edition, chair, member, known, papers):
    papers[0].title = "Sheared pipelines of quantised gradients"
    papers[0].save()
    reading = Reading("typed")
    reading.add("the paper", "Quantised gradients in sheared pipelines", "Sheared pipelines of quantised gradients.")
    add_papers(reading, by=known)

    trial = made(edition, chair, guest=known.email)

    because = {paper: words for paper, _, words in trial.outcome["guest"]["pairs"]}
    assert "1 of their own papers" in trial.outcome["guest"]["told"]
    assert "text: 1.00 similar" in because[papers[0].pk]
    assert "Quantised" not in str(trial.outcome)


def test_account_that_has_not_shown_itself_is_a_stranger(edition, chair, member, papers):
    other = cast.make_edition("elsewhere", public_roster=False)
    hidden = cast.make_user("Hugo Hidden")
    cast.join(other, hidden, Role.REVIEWER).topics.set(other.topics.all())

    guest = guest_of(edition, chair, hidden.email, inputs_of(edition, Role.REVIEWER))

    assert (guest.name, guest.topics, guest.texts) == (hidden.email, {}, [])
    assert guest.told.startswith(f"Nothing is known of what {hidden.email} knows")


def test_guest_gets_no_paper_in_conflict(edition, chair, member, author, papers):
    strange = f"somebody@{author.email.partition('@')[2]}"

    trial = made(edition, chair, guest=strange)
    own = guest_of(edition, chair, author.email, inputs_of(edition, Role.REVIEWER))

    assert trial.outcome["guest"]["pairs"] == []
    assert own.conflicts == {paper.pk for paper in papers}


def test_trial_can_neither_be_applied_nor_changed(edition, chair, member, known, papers):
    trial = made(edition, chair, guest=known.email)

    with pytest.raises(Refused, match="cannot be applied"):
        apply_plan(trial, by=chair)
    with pytest.raises(Refused, match="no longer be changed"):
        change_plan(trial, papers[0], leaving=None, coming=member, by=chair)


def test_impossible_plan_becomes_possible_with_the_guest_s_load(edition, chair, member, papers):
    edition.memberships.filter(user=member).update(max_load=1)
    Invitation.objects.create(
        edition=edition, role=Role.REVIEWER, email="ivo@far.example", name="Ivo", max_load=1, invited_by=chair
    )

    assert made(edition, chair).state == PlanState.INFEASIBLE
    assert made(edition, chair, guest="ivo@far.example").state == PlanState.TRIAL


def test_those_to_choose_are_invited_volunteers_and_offers_and_no_members(edition, chair, member, author, papers):
    Volunteer.objects.create(edition=edition, user=author)
    for email in ("ivo@far.example", member.email):
        Invitation.objects.create(edition=edition, role=Role.REVIEWER, email=email, name="Ivo", invited_by=chair)
    Candidacy.objects.create(edition=edition, kind="offered", email="olga@offer.example", name="Olga")

    assert choices_of(edition, chair, Role.REVIEWER) == [
        ("ivo@far.example", "Ivo (invited, no answer yet)"),
        (author.email, "Ada Author (volunteered)"),
        ("olga@offer.example", "Olga (offered to review)"),
    ]


def test_chair_asks_on_the_page_and_reads_what_it_is_worth(client, edition, chair, member, known, papers):
    plain = made(edition, chair)
    client.force_login(chair)
    address = reverse("desk:plan_what_if", args=[edition.slug, plain.pk])

    refused = client.post(address, {"demand": 1, "guest_address": member.email}).content.decode()
    asked = client.post(address, {"demand": 1, "guest_address": known.email})
    compute(AssignmentPlan.objects.latest("id").pk)
    page = client.get(asked.url).content.decode()
    compared = client.get(f"{asked.url}compare/").content.decode()

    assert "on the committee already" in refused
    assert "If Gwen Guest joined" in page
    assert "The paper served worst, on average" in page
    assert "Apply this plan" not in page
    assert "Gwen Guest" in compared


def test_trial_goes_with_the_person_who_is_erased(edition, chair, member, known, papers):
    trial = made(edition, chair, guest=known.email)

    erase(known)

    assert not AssignmentPlan.objects.filter(pk=trial.pk).exists()


def test_plan_by_words_alone_says_so(client, edition, chair, member, papers, monkeypatch):
    for place in ("reviews.matching.table.encoder",):
        monkeypatch.setattr(place, lambda: None)
    reading = Reading("typed")
    reading.add("the paper", "Quantised gradients", "")
    add_papers(reading, by=member)
    client.force_login(chair)

    plan = made(edition, chair)

    assert "by words alone" in client.get(reverse("desk:plan", args=[edition.slug, plan.pk])).content.decode()
