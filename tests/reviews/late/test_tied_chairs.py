"""A chair in conflict with a paper learns from no letter, and from no refusal, who was reviewing it."""

import pytest
from django.urls import reverse

from reviews.late.actions import stop_serving
from tests import cast
from want.mail.models import Message
from want.venues.models import Membership
from want.venues.stages import Stage


@pytest.fixture
def tied(edition, submission, conflicted_chair, chair, reviewer, second_reviewer, during):
    """One of the two reviewers has the one paper, with which this chair has a conflict."""
    during(Stage.REVIEWING)
    cast.assign(submission, reviewer)
    return conflicted_chair


def members(*people):
    return [Membership.objects.select_related("edition", "user").get(user=person) for person in people]


@pytest.mark.parametrize("is_noted", [False, True], ids=["said by oneself", "noted by a chair"])
def test_letters_of_stopping_look_alike_whatever_was_given_back(
    client, tied, chair, reviewer, second_reviewer, is_noted
):
    for member in members(reviewer, second_reviewer):
        stop_serving(member, reason="I am ill.", by=chair if is_noted else member.user)
    client.force_login(tied)

    page = client.get(reverse("desk:mail_message_changelist"))

    letters = [(one.subject, one.to) for one in page.context["cl"].result_list]
    about = {
        person: sorted(
            (subject.replace(person.name, "?"), to.replace(person.email, "?"))
            for subject, to in letters
            if person.name in subject or person.email == to
        )
        for person in (reviewer, second_reviewer)
    }
    assert about[reviewer] == about[second_reviewer] != []


def test_other_chairs_are_told_who_noted_that_somebody_drops_out(tied, chair, edition, reviewer):
    (member,) = members(reviewer)

    stop_serving(member, reason="On leave, I hear.", by=tied)

    letter = Message.objects.get(to=chair.email)
    assert f"{tied.name} has noted it for them." in letter.body
    assert "On leave, I hear." in letter.body
    assert not Message.objects.filter(to=tied.email).exists()


def test_a_tied_chair_brings_nobody_back_and_another_one_does(client, tied, chair, edition, second_reviewer):
    (member,) = members(second_reviewer)
    stop_serving(member, reason="On leave.", by=tied)
    page = reverse("desk:drop_out", args=["icml2024", member.pk])
    seen = []

    for who in (tied, chair):
        client.force_login(who)
        shown = client.get(page).content.decode()
        answer = client.post(page, {"do": "resume"}, follow=True).content.decode()
        member.refresh_from_db()
        seen.append(
            ["another chair brings people back" in text for text in (shown, answer)] + [member.stopped_at is None]
        )

    assert seen == [[True, True, False], [False, False, True]]


def test_nobody_is_removed_once_papers_are_given_out(client, tied, edition, reviewer, second_reviewer):
    client.force_login(tied)
    pages = [reverse("desk:dismiss", args=["icml2024", member.pk]) for member in members(reviewer, second_reviewer)]

    answers = [[str(one) for one in client.post(page).context["messages"]] for page in pages]

    assert answers[0] == answers[1]
    assert "another chair removes people now" in answers[0][0]
    assert members(reviewer, second_reviewer)
    assert "another chair removes people now" in client.get(pages[0]).content.decode()


def test_other_chairs_remove_who_has_no_paper(client, tied, chair, edition, reviewer, second_reviewer):
    client.force_login(chair)
    with_paper, without = members(reviewer, second_reviewer)

    client.post(reverse("desk:dismiss", args=["icml2024", with_paper.pk]))
    client.post(reverse("desk:dismiss", args=["icml2024", without.pk]))

    assert Membership.objects.filter(pk=with_paper.pk).exists()
    assert not Membership.objects.filter(pk=without.pk).exists()


def test_nobody_is_removed_once_papers_are_in(client, edition, submission, conflicted_chair, reviewer, during):
    during(Stage.BIDDING)
    client.force_login(conflicted_chair)
    (member,) = members(reviewer)

    page = client.post(reverse("desk:dismiss", args=["icml2024", member.pk]), follow=True).content.decode()

    assert "another chair removes people now" in page
    assert members(reviewer) == [member]


def test_a_tied_chair_removes_people_before(client, edition, conflicted_chair, reviewer, during):
    during(Stage.SUBMISSION)
    client.force_login(conflicted_chair)
    (member,) = members(reviewer)

    client.post(reverse("desk:dismiss", args=["icml2024", member.pk]))

    assert not Membership.objects.filter(pk=member.pk).exists()
