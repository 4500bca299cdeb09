"""Answers by link: fewer papers, somebody else instead, expiry, and second answers that change the first knowingly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reviews.committee.actions import invite
from reviews.committee.answering import accept, decline, mark_of_answer, renew
from reviews.committee.funnel import funnels_of
from reviews.committee.parsing import Candidate
from reviews.committee.queries import members_not_ready
from reviews.committee.reminding import remind_unready
from reviews.models import Candidacy, Invitation
from tests import cast
from tests.reviews.committee.asked import ADA, link_of
from tests.submissions.submitting.test_at_once import at_once
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def submission_is_open(edition, during):
    during(Stage.SUBMISSION)


def test_a_no_names_somebody_else_whom_nobody_writes_to(client, edition, invitation):
    before = Message.objects.count()
    other = {"other_name": "Bo Bell", "other_email": "Bo@lab.example", "other_why": "Knows pipelines."}

    client.post(link_of(invitation), {"answer": "no", "reason": "No time.", **other})

    one = Candidacy.objects.get()
    assert (one.kind, one.name, one.email, one.words) == ("suggested", "Bo Bell", "bo@lab.example", "Knows pipelines.")
    assert one.suggested_by == invitation
    assert Message.objects.count() == before


def test_a_name_without_an_address_is_asked_for_and_nothing_is_answered(client, invitation):
    page = client.post(link_of(invitation), {"answer": "no", "reason": "", "other_name": "Bo Bell"})

    assert "give both the name and the address" in page.content.decode()
    assert Invitation.objects.get().state == "pending"


def test_one_invitation_names_three_others_and_no_more(client, invitation):
    for name in ("bo", "cy", "di", "ed"):
        other = {"other_name": name, "other_email": f"{name}@lab.example"}
        page = client.post(link_of(invitation), {"answer": "no", "reason": f"Ask {name}.", **other}, follow=True)

    assert "You have suggested 3 people by now" in page.content.decode()
    assert list(Candidacy.objects.order_by("pk").values_list("name", flat=True)) == ["bo", "cy", "di"]


def test_fewer_papers_are_kept_as_answered(edition, chair):
    invitation = invite(edition, Role.REVIEWER, [replace(ADA, max_load=4)], by=chair).invited[0]

    accept(invitation, name="Ada", max_load=2)

    assert (invitation.max_load, invitation.answered_load) == (4, 2)


def test_second_answer_from_a_page_that_showed_none_does_not_replace_the_first(invitation):
    seen = mark_of_answer(invitation)
    accept(invitation, name="Ada", max_load=2, seen=seen)

    with pytest.raises(EditedMeanwhile, match="was answered after"):
        decline(invitation, reason="No.", seen=seen)

    invitation.refresh_from_db()
    assert invitation.state == "accepted"


def test_changed_answer_is_logged_as_such(invitation):
    accept(invitation, name="Ada", seen=mark_of_answer(invitation))

    decline(invitation, reason="I moved.", seen=mark_of_answer(invitation))

    assert Entry.objects.get(verb="committee.answer_changed").detail["answers"] == ["accepted", "declined"]


def test_answers_are_changed_until_the_committee_is_closed(edition, invitation, during):
    decline(invitation)
    during(Stage.REVIEWING)

    with pytest.raises(Refused, match="committee is closed"):
        accept(invitation, name="Ada")

    assert not edition.memberships.filter(role=Role.REVIEWER).exists()


def test_first_answer_is_taken_after_the_committee_was_closed(edition, invitation, during):
    during(Stage.REVIEWING)

    accept(invitation, name="Ada")

    assert edition.memberships.filter(role=Role.REVIEWER).exists()


def test_expired_link_answers_nothing_and_says_what_to_do(client, edition, invitation):
    Invitation.objects.update(expires_at=clock.now())

    page = client.post(link_of(invitation), {"answer": "yes", "name": "Ada"})

    assert page.status_code == 410
    assert "Send me a new link" in page.content.decode()
    assert not edition.memberships.filter(role=Role.REVIEWER).exists()


def test_new_link_goes_to_the_invited_address_and_once_a_day(client, edition, invitation):
    old = link_of(invitation)
    Invitation.objects.update(expires_at=clock.now(), written_at=clock.now() - timedelta(days=2))

    page = client.post(old, {"answer": "renew"})

    invitation.refresh_from_db()
    letter = Message.objects.filter(to=ADA.email).first()
    assert "on its way" in page.content.decode()
    assert f"/{invitation.token}/" in letter.body
    assert invitation.token not in page.content.decode()
    assert client.get(old).status_code == 404
    with pytest.raises(Refused, match="still works"):
        renew(invitation)


def test_owner_of_the_address_answers_an_expired_invitation_when_signed_in(client, edition, invitation):
    client.force_login(cast.make_user("Ada Lovelace", ADA.email))
    Invitation.objects.update(expires_at=clock.now())

    client.post(link_of(invitation), {"answer": "yes", "name": "Ada"})

    assert edition.memberships.filter(role=Role.REVIEWER).exists()


def test_funnel_counts_the_way_from_the_letter_to_a_ready_member(edition, chair):
    people = [Candidate(f"p{n}@lab.example", f"P {n}") for n in range(5)]
    ready, unready, no, bounced, _ = invite(edition, Role.REVIEWER, people, by=chair).invited
    accept(ready, name="R", affiliation="Lab", topics=edition.topics.all())
    accept(unready, name="U", affiliation="Lab")
    decline(no)
    Message.objects.filter(to=bounced.email).update(state="failed")

    [funnel] = funnels_of(edition)

    assert funnel.numbers == [("Invited", 5), ("Answered", 3), ("Accepted", 2), ("Ready", 1)]
    assert (funnel.declined, funnel.pending, funnel.bounced) == (1, 2, 1)


def test_members_who_are_not_ready_are_written_to_once_a_day(edition, chair, reviewer):
    tomorrow = clock.now() + timedelta(days=1)
    ready = cast.join(edition, cast.make_user("Rea Ready", affiliation="Lab"), Role.REVIEWER)
    ready.topics.set(edition.topics.all())

    with clock.frozen(tomorrow):
        counts = [remind_unready(edition, by=chair), remind_unready(edition, by=chair)]
    with clock.frozen(tomorrow + timedelta(days=1)):
        due = [str(one.user) for one in members_not_ready(edition)]

    assert counts == [1, 0]
    assert Message.objects.get().to == reviewer.email
    assert due == [str(reviewer)]


def test_sending_another_list_than_the_previewed_one_shows_it_first(client, edition, chair):
    client.force_login(chair)
    url = f"/desk/e/{edition.slug}/committee/invite/"
    typed = {"role": "reviewer", "people": "a@x.example", "do": "preview"}
    page = client.post(url, typed)
    letter = page.context["letter"].initial

    again = client.post(
        url, letter | {"role": "reviewer", "people": "b@x.example", "do": "send", "seen_people": page.context["mark"]}
    )

    assert "nothing is sent yet" in again.content.decode()
    assert not Invitation.objects.exists()


def test_preview_shows_three_letters_with_names_and_numbers(client, edition, chair):
    client.force_login(chair)
    people = "\n".join(f"P {n} <p{n}@x.example>, Lab, {n + 1}" for n in range(4)) + "\nz@x.example"

    page = client.post(
        f"/desk/e/{edition.slug}/committee/invite/",
        {"role": "reviewer", "people": people, "max_load": "6", "do": "preview"},
    )

    bodies = [sample.body for sample in page.context["samples"]]
    assert [f"Dear P {n}," in body and f"at most {n + 1} papers" in body for n, body in enumerate(bodies)] == [True] * 3
    assert page.context["chosen"][-1].max_load == 6


@pytest.mark.django_db(transaction=True)
def test_two_letters_to_somebody_without_an_account_are_answered_at_once(edition, chair):
    asked = [invite(edition, role, [ADA], by=chair).invited[0] for role in (Role.REVIEWER, Role.AREA_CHAIR)]

    accepted = at_once(*[lambda one=one: accept(one, name="Ada Lovelace") for one in asked])

    assert {member.user.email for member in accepted} == {ADA.email}
