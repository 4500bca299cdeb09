from contextlib import nullcontext
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from reviews.committee.actions import change_service, dismiss, invite, revoke
from reviews.committee.answering import accept, decline
from reviews.committee.parsing import Candidate
from reviews.committee.reminding import remind
from reviews.models import Invitation
from tests import cast
from tests.reviews.committee.asked import ADA
from want.accounts.actions import verify_address
from want.accounts.models import User
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import MailTemplate, Membership, Role
from want.venues.stages import Stage
from want.venues.wordings import Wording


@pytest.fixture(autouse=True)
def submission_is_open(edition, during):
    during(Stage.SUBMISSION)


def test_inviting_writes_one_letter_to_each_address(edition, chair):
    bo = Candidate("bo@lab.example")

    report = invite(edition, Role.REVIEWER, [ADA, bo, Candidate("ADA@college.example", "Twice")], by=chair)
    again = invite(edition, Role.REVIEWER, [ADA, bo], by=chair)

    assert [one.email for one in report.invited] == ["ada@college.example", "bo@lab.example"]
    assert (again.invited, again.left_out) == ((), (ADA, bo))
    assert sorted(Message.objects.values_list("to", flat=True)) == ["ada@college.example", "bo@lab.example"]


def test_letter_holds_the_link_and_is_its_recipients_alone(edition, invitation):
    letter = Message.objects.get()

    assert f"/{edition.slug}/invitation/{invitation.token}/" in letter.body
    assert "Dear Ada Lovelace" in letter.body
    assert "at most 2 papers" in letter.body
    assert letter.is_personal


def test_who_serves_already_is_not_invited(edition, chair, reviewer):
    second = EmailAddress.objects.create(user=reviewer, email="rita@home.example", verified=True)

    report = invite(edition, Role.REVIEWER, [Candidate(reviewer.email), Candidate(second.email)], by=chair)

    assert report.invited == ()
    assert not Message.objects.exists()


def test_only_chairs_of_the_edition_invite(edition, reviewer, area_chair):
    elsewhere = cast.make_user("Ella Elsewhere")
    cast.join(cast.make_edition("neurips2023"), elsewhere, Role.CHAIR)

    for by in (reviewer, area_chair, elsewhere, cast.make_user("Kim Keeper", is_superuser=True)):
        with pytest.raises(Refused, match="Only the chairs"):
            invite(edition, Role.REVIEWER, [ADA], by=by)

    assert not Invitation.objects.exists()


def test_a_letter_without_its_link_is_refused_and_nothing_is_sent(edition, chair):
    with pytest.raises(Refused, match=r"needs \{link\}"):
        invite(edition, Role.REVIEWER, [ADA], wording=Wording("Come", "Please come."), by=chair)

    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_an_edited_letter_is_sent_and_kept_for_the_edition(edition, chair):
    invite(edition, Role.REVIEWER, [ADA], wording=Wording("Hi {name}", "Come: {link}\n"), by=chair)

    assert Message.objects.get().subject == "Hi Ada Lovelace"
    assert MailTemplate.objects.get(edition=edition).body == "Come: {link}\n"


def test_a_name_with_a_place_in_it_is_not_filled(edition, chair):
    invite(edition, Role.REVIEWER, [Candidate("eve@x.example", "{link}")], by=chair)

    assert "Dear {link}," in Message.objects.get().body


def test_accepting_makes_an_account_whose_address_is_proved(edition, invitation):
    answers = {"name": "Ada L.", "affiliation": "Ada College", "country": "GB", "max_load": 3}
    member = accept(invitation, **answers, topics=edition.topics.all()[:2])

    user = User.objects.get(email="ada@college.example")
    assert (member.user, member.role, member.max_load, member.topics.count()) == (user, "reviewer", 3, 2)
    assert user.emailaddress_set.get().verified
    assert user.country == "GB"
    assert not user.has_usable_password()
    assert (invitation.state, invitation.user) == ("accepted", user)
    assert Message.objects.filter(to=user.email, subject__startswith="Thank you").count() == 1


def test_accepting_joins_the_account_to_which_the_address_belongs(edition, chair):
    user = cast.make_user("Ada Lovelace", "ada@home.example")
    EmailAddress.objects.create(user=user, email="ada@college.example", verified=True)
    invitation = invite(edition, Role.REVIEWER, [ADA], by=chair).invited[0]

    member = accept(invitation, name="Somebody else")

    assert member.user == user
    assert User.objects.get(pk=user.pk).name == "Ada Lovelace"


def test_account_that_was_made_with_a_foreign_address_loses_its_password_when_the_owner_comes(edition, invitation):
    squatter = User.objects.create_user("ada@college.example", "correct horse battery", name="Not Ada")
    EmailAddress.objects.create(user=squatter, email="ada@college.example", verified=False, primary=True)

    member = accept(invitation, name="Ada Lovelace")

    squatter.refresh_from_db()
    assert member.user == squatter
    assert not squatter.has_usable_password()


def test_link_proves_no_address_to_be_that_of_somebody_else(edition, invitation, outsider):
    with pytest.raises(Refused, match="not proved to be yours"):
        accept(invitation, name="x", as_user=outsider)

    assert not EmailAddress.objects.filter(email="ada@college.example").exists()
    assert not edition.memberships.filter(role=Role.REVIEWER).exists()


def test_somebody_serves_under_their_account_once_the_address_is_proved_to_be_theirs(edition, invitation, outsider):
    verify_address(outsider, "ada@college.example")

    member = accept(invitation, name="x", as_user=outsider)

    assert member.user == outsider
    assert not User.objects.filter(email="ada@college.example").exists()


def test_accepting_twice_is_one_membership_and_one_letter_of_thanks(edition, invitation):
    first = accept(invitation, name="Ada", max_load=3)
    second = accept(invitation, name="Ada", max_load=2)

    assert first.pk == second.pk
    assert Membership.objects.get(pk=first.pk).max_load == 2
    assert Message.objects.filter(subject__startswith="Thank you").count() == 1


def test_accepting_finds_conflicts(edition, submission, chair):
    mail_mate = Candidate("colleague@ada-author.example", "Colleague", "Ada College")
    invitation = invite(edition, Role.REVIEWER, [mail_mate], by=chair).invited[0]

    member = accept(invitation, name="Colleague", affiliation="Ada College")

    assert submission.conflicts.filter(user=member.user).exists()


def test_topics_of_another_edition_are_not_taken(edition, invitation):
    other = cast.make_edition("neurips2023")

    member = accept(invitation, name="Ada", topics=other.topics.all())

    assert member.topics.count() == 0


def test_declining_and_changing_ones_mind_both_ways(edition, invitation):
    decline(invitation, reason="No time.")
    assert (invitation.state, invitation.decline_reason) == ("declined", "No time.")
    assert not User.objects.filter(email="ada@college.example").exists()

    accept(invitation, name="Ada")
    assert edition.memberships.filter(role="reviewer").count() == 1

    decline(invitation)
    assert edition.memberships.filter(role="reviewer").count() == 0
    assert invitation.state == "declined"


def test_who_has_papers_cannot_just_leave(edition, submission, invitation):
    member = accept(invitation, name="Ada")
    cast.assign(submission, member.user)

    with pytest.raises(Refused, match="papers are assigned to them"):
        decline(invitation)

    assert edition.memberships.filter(user=member.user).exists()


def test_invitation_that_was_taken_back_cannot_be_answered(invitation, chair):
    revoke(invitation, by=chair)

    with pytest.raises(Refused, match="taken back"):
        accept(invitation, name="Ada")
    with pytest.raises(Refused, match="taken back"):
        decline(invitation)

    assert not User.objects.filter(email="ada@college.example").exists()


def test_inviting_again_after_taking_back_makes_a_new_link(edition, invitation, chair):
    old = invitation.token
    revoke(invitation, by=chair)

    again = invite(edition, Role.REVIEWER, [ADA], by=chair).invited[0]

    assert again.pk == invitation.pk
    assert again.token != old
    assert Message.objects.filter(to=ADA.email).count() == 2


def test_an_accepted_invitation_is_not_taken_back(invitation, chair):
    accept(invitation, name="Ada")

    with pytest.raises(Refused, match="accepted already"):
        revoke(invitation, by=chair)


def test_reminders_go_to_the_silent_only_and_at_most_once_a_day(edition, chair):
    people = [Candidate(f"{name}@x.example") for name in ("silent", "yes", "no")]
    _, yes, no = invite(edition, Role.REVIEWER, people, by=chair).invited
    accept(yes, name="Yes")
    decline(no)
    assert remind(edition, by=chair) == 0  # the first letter is fresh

    day = clock.now() + timedelta(days=1)
    with clock.frozen(day):
        counts = [remind(edition, by=chair), remind(edition, by=chair)]
    with clock.frozen(day + timedelta(days=1)):
        counts.append(remind(edition, by=chair))

    assert counts == [1, 0, 1]
    assert Message.objects.filter(to="silent@x.example").count() == 3
    assert Invitation.objects.get(email="silent@x.example").reminders == 2


def test_dismissing_takes_role_and_link(edition, invitation, chair):
    member = accept(invitation, name="Ada")

    dismiss(member, by=chair)

    assert not edition.memberships.filter(user=member.user).exists()
    with pytest.raises(Refused, match="taken back"):
        accept(invitation, name="Ada")


def test_last_chair_stays(edition, chair):
    with pytest.raises(Refused, match="needs a chair"):
        dismiss(edition.memberships.get(user=chair), by=chair)


def test_service_is_changed_by_oneself_alone(edition, reviewer, second_reviewer, submission):
    member = edition.memberships.get(user=reviewer)
    topic = edition.topics.first()

    change_service(member, max_load=2, topics=[topic], is_listed=False, by=reviewer)
    with pytest.raises(Refused, match="Only the person themselves"):
        change_service(member, max_load=9, topics=[], is_listed=True, by=second_reviewer)

    member.refresh_from_db()
    assert (member.max_load, list(member.topics.all()), member.is_listed) == (2, [topic], False)


@pytest.mark.parametrize("stage", [Stage.ASSIGNMENT, Stage.REVIEWING])
def test_load_cannot_be_less_than_what_one_knows_to_have(edition, reviewer, submission, during, stage):
    during(stage)
    member = edition.memberships.get(user=reviewer)
    cast.assign(submission, reviewer)
    cast.assign(cast.make_submission(edition, cast.make_user("Nora")), reviewer)

    with pytest.raises(Refused, match="2 papers with you") if stage is Stage.REVIEWING else nullcontext():
        change_service(member, max_load=1, topics=[], is_listed=True, by=reviewer)


def test_log_knows_the_acts_and_no_names_of_those_who_only_were_asked(edition, invitation, chair):
    decline(invitation, reason="My child is ill.")

    entries = {entry.verb: entry.detail for entry in Entry.objects.all()}
    assert entries["committee.invited"] == {"role": "reviewer", "people": 1}
    assert entries["committee.declined"] == {"role": "reviewer"}
