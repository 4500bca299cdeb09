"""The desk's page of one member: what fits, what stands in the way, what giving and taking change; and who sees it."""

import re

import pytest
from django.urls import reverse

from reviews.assignment.inputs import inputs_of
from reviews.assignment.one_person import papers_of
from reviews.models import Absence, Assignment
from reviews.visibility.lists import sight_of
from tests import cast
from want.core.sealed import seal
from want.mail.models import Message
from want.venues.models import Membership, Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def assignment_stage(during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def member(edition, reviewer) -> Membership:
    return edition.memberships.get(user=reviewer)


@pytest.fixture
def papers(edition, author):
    """Three papers; the member knows the topic of the second alone."""
    topics = list(edition.topics.all())
    made = [cast.make_submission(edition, author) for _ in range(3)]
    for paper, topic in zip(made, topics, strict=False):
        paper.topics.set([topic])
    edition.memberships.get(user__name="Rita Reviewer").topics.set([topics[1]])
    return made


@pytest.fixture
def desk(client, chair):
    client.force_login(chair)
    return client


def address(member) -> str:
    return reverse("desk:person_assignments", args=[member.edition.slug, member.pk])


def page(client, member, more: str = "") -> str:
    return re.sub(r"\s+", " ", client.get(address(member) + more).content.decode())


def shown(member, person, **asked):
    return papers_of(member, inputs_of(member.edition, member.role), sight_of(person, member.edition), **asked)


def test_papers_come_by_fit_with_what_they_lack_and_why_not(member, reviewer, chair, papers):
    cast.declare(papers[0], reviewer)
    cast.assign(papers[2], cast.make_user("Someone Else"))

    found = shown(member, chair).choices

    assert found[0].paper == papers[1]
    assert found[0].because.startswith("topics: ")
    assert {papers.index(one.paper): one.lacking for one in found} == {0: 3, 1: 3, 2: 2}
    assert {papers.index(one.paper): one.why_not for one in found} == {
        0: "Rita Reviewer has a conflict of interest with this paper.",
        1: "",
        2: "",
    }


def test_papers_are_found_by_number_and_by_what_they_lack(edition, member, chair, papers):
    edition.reviews_per_paper = 1
    edition.save()
    cast.assign(papers[0], cast.make_user("Someone Else"))

    assert [one.paper for one in shown(member, chair, words=str(papers[2].number)).choices] == [papers[2]]
    assert papers[0] not in [one.paper for one in shown(member, chair, is_lacking=True).choices]


def test_where_a_paper_lacks_nobody_the_exchange_for_the_weakest_is_told(edition, member, chair, papers):
    edition.reviews_per_paper = 1
    edition.save()
    other = cast.make_user("Someone Else")
    cast.join(edition, other, Role.REVIEWER).topics.set([edition.topics.first()])
    cast.assign(papers[1], other)

    [choice] = [one for one in shown(member, chair).choices if one.paper == papers[1]]

    assert choice.weakest == "Someone Else"
    assert choice.exchanged == pytest.approx(
        choice.score - inputs_of(edition, "reviewer").match(papers[1].pk, other.pk).value
    )
    assert choice.exchanged > 0


def test_taking_a_paper_tells_beforehand_what_is_lost_and_who_could_come(edition, member, chair, reviewer, papers):
    other = cast.make_user("Someone Else")
    cast.join(edition, other, Role.REVIEWER)
    cast.assign(papers[1], reviewer)

    [held] = shown(member, chair).held

    assert (held.present, held.instead) == (1, "Someone Else")
    assert held.score > 0
    assert held.exchanged == pytest.approx(
        inputs_of(edition, "reviewer").match(papers[1].pk, other.pk).value - held.score
    )


def test_nobody_in_conflict_is_named_as_the_one_to_come(edition, member, chair, reviewer, papers):
    other = cast.make_user("Someone Else")
    cast.join(edition, other, Role.REVIEWER)
    cast.declare(papers[1], other)
    cast.assign(papers[1], reviewer)

    assert shown(member, chair).held[0].instead == ""


def test_chair_gives_and_takes_with_letters(desk, member, reviewer, papers):
    given = desk.post(address(member), {"paper": papers[1].code}, follow=True).content.decode()
    made = Assignment.objects.get()
    refused = desk.post(
        address(member), {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": ""}, follow=True
    ).content.decode()
    desk.post(address(member), {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": "Ill."})

    made.refresh_from_db()
    assert (made.reviewer, made.submission, made.removal_reason) == (reviewer, papers[1], "Ill.")
    assert "is told by mail" in given
    assert "Please say why" in refused
    assert Message.objects.filter(to=reviewer.email).count() == 2
    assert "Ill." in page(desk, member)


def test_page_says_load_days_away_and_that_nothing_more_goes(desk, edition, member, reviewer, papers):
    Absence.objects.create(user=reviewer, first_day=cast.at(40).date(), last_day=cast.at(41).date())
    Membership.objects.filter(pk=member.pk).update(max_load=1)
    cast.assign(papers[0], reviewer)

    text = page(desk, member)
    refused = desk.post(address(member), {"paper": papers[1].code}, follow=True).content.decode()

    assert "1 of 1 paper" in text
    assert "Away " in text
    assert "has as many papers as they take" in text
    assert "has 1 of 1 papers" not in text  # said once, above
    assert "Rita Reviewer has 1 of 1 papers" in refused


def test_committee_who_reviews_what_and_record_lead_there(desk, edition, member, reviewer, papers):
    cast.assign(papers[0], reviewer)

    desk.get(reverse("desk:dashboard", args=[edition.slug]))
    committee = desk.get(reverse("desk:venues_membership_changelist")).content.decode()
    papers_and_people = desk.get(reverse("desk:assignments", args=[edition.slug])).content.decode()
    record = desk.get(reverse("desk:venues_membership_change", args=[member.pk])).content.decode()

    assert address(member) in committee
    assert address(member) in papers_and_people
    assert (
        f'<a href="{address(member)}">1\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}{edition.papers_per_reviewer}</a>'
        in record
    )


def test_conflicted_chair_finds_neither_the_paper_nor_its_place_in_the_load(client, edition, member, reviewer, papers):
    tied = cast.make_user("Connie Conflicted")
    cast.join(edition, tied, Role.CHAIR)
    cast.declare(papers[1], tied)
    client.force_login(tied)
    client.get(reverse("desk:dashboard", args=[edition.slug]))
    committee = reverse("desk:venues_membership_changelist")
    before, list_before = plain(page(client, member)), plain(client.get(committee).content.decode())
    made = cast.assign(papers[1], reviewer)

    assert papers[0].title in before
    assert papers[1].title not in before
    assert plain(page(client, member)) == before
    assert plain(client.get(committee).content.decode()) == list_before

    sent = {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": "Mine."}
    missing = {**sent, "assignment": seal(987654, "assignment")}
    assert client.post(address(member), sent, follow=True).content.count(b"gone already") == 1
    assert client.post(address(member), missing, follow=True).content.count(b"gone already") == 1
    assert client.post(address(member), {"paper": papers[1].code}, follow=True).content.count(b"gone already") == 1
    assert Assignment.objects.current().count() == 1


def plain(text: str) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*', "", re.sub(r"\s+", " ", text))


def test_member_of_another_edition_and_a_chair_are_not_found(desk, edition, reviewer, chair):
    elsewhere = cast.join(cast.make_edition("other"), reviewer, Role.REVIEWER)

    for member in (elsewhere, edition.memberships.get(user=chair)):
        place = reverse("desk:person_assignments", args=[edition.slug, member.pk])
        assert desk.get(place).status_code == 404
