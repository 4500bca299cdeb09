"""Erasing an account: what says who somebody is goes, what others built upon stays, and nobody is left in the lurch."""

import re
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client
from django.urls import reverse

from reviews.models import (
    Absence,
    AssignmentPlan,
    Bid,
    ExpertisePaper,
    Invitation,
    PlannedAlternate,
    PlannedPair,
    Review,
    TextTerms,
    TextVector,
)
from reviews.models.invitation import InvitationState
from submissions.models import Author, Conflict, Submission
from tests import cast
from want.accounts.models import User
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.keeping.erasure import NAMELESS, erase
from want.mail.models import Message
from want.venues.models import Membership, Role
from want.venues.stages import Stage

# What erase() deletes, or empties of what says who the person is.
GOES = {
    "account.EmailAddress.user",
    "accounts.AddressOnce.user",
    "mfa.Authenticator.user",
    "reviews.Absence.user",
    "reviews.Bid.user",
    "reviews.Candidacy.user",
    "reviews.ExpertisePaper.user",
    "reviews.Invitation.user",
    "reviews.PlannedAlternate.reviewer",
    "reviews.PlannedPair.reviewer",
    "reviews.TextRow.user",
    "reviews.UploadedScore.user",
    "submissions.Author.user",
    "submissions.Conflict.user",
    "submissions.LateAddress.user",
    "submissions.PersonalConflict.user",
    "submissions.Volunteer.user",
    "usersessions.UserSession.user",
    "venues.Membership.user",
}
# What others built upon: rows that name an account, which is nobody's any more.
STAYS = {
    "admin.LogEntry.user",  # nothing is written there
    "reviews.Assignment.assigned_by",
    "reviews.Assignment.reviewer",
    "reviews.AssignmentPlan.created_by",
    "reviews.BiddingLock.locked_by",
    "reviews.CollusionReport.asked_by",
    "reviews.Comment.writer",
    "reviews.Decision.decided_by",
    "reviews.GlassSession.user",
    "reviews.Invitation.invited_by",
    "reviews.LateAsk.asked_by",
    "reviews.Rebuttal.written_by",
    "reviews.ReleaseRequest.asked_by",
    "reviews.ReleaseRequest.confirmed_by",
    "submissions.CameraReady.submitted_by",
    "submissions.Conflict.declared_by",
    "submissions.Manuscript.uploaded_by",
    "submissions.Submission.created_by",
}


def everything(user: User) -> str:
    """Return all rows of the tables that speak of people, as text."""
    tables = (User, EmailAddress, Author, Message, Membership, Bid, Conflict)
    return "\n".join(str(row) for table in tables for row in table.objects.values())


@pytest.fixture
def over(submission, edition):
    """Let the edition be over: published and in the archive."""
    submission.status, submission.presentation = "accepted", "poster"
    submission.save()
    cast.play_to(edition, Stage.ARCHIVED)
    return edition


def test_what_says_who_a_reviewer_is_goes_and_the_review_stays(over, submission, reviewer):
    review = cast.review(cast.assign(submission, reviewer))
    Bid.objects.create(submission=submission, user=reviewer, value="willing")
    cast.declare(submission, reviewer)
    Message.objects.create(key="k", to=reviewer.email, subject="Dear Rita", body="Rita Reviewer")
    address, words = reviewer.email, review.strengths
    assert "Rita" in everything(reviewer)

    erase(reviewer)

    left = everything(reviewer)
    assert "Rita" not in left
    assert address not in left
    gone = User.objects.get(pk=reviewer.pk)
    assert (gone.name, gone.is_active, gone.has_usable_password()) == (NAMELESS, False, False)
    assert Review.objects.get(pk=review.pk).strengths == words
    assert not Bid.objects.filter(user=reviewer).exists()


def test_own_papers_and_what_was_made_of_them_go(edition, reviewer, submission):
    cast.play_to(edition, Stage.ARCHIVED)
    ExpertisePaper.objects.create(user=reviewer, title="Rita's Theorem", title_key="x", digest="y")
    TextTerms.objects.create(digest="y", reading=1, terms=b"")
    TextVector.objects.create(digest="y", encoder="some", vector=b"")
    Absence.objects.create(user=reviewer, first_day=date(2024, 5, 1), last_day=date(2024, 5, 2))
    plan = AssignmentPlan.objects.create(edition=edition, state="applied", demand=1, created_by=reviewer)
    PlannedPair.objects.create(plan=plan, submission=submission, reviewer=reviewer, score=1, because="Rita's Theorem")
    PlannedAlternate.objects.create(plan=plan, submission=submission, reviewer=reviewer, place=1, score=1)

    erase(reviewer)

    assert not ExpertisePaper.objects.exists()
    assert not Absence.objects.exists()
    assert not TextTerms.objects.exists()
    assert not TextVector.objects.exists()
    assert PlannedPair.objects.get().because == ""
    assert not PlannedAlternate.objects.exists()


def test_every_table_that_points_to_people_is_erased_or_stays_for_a_reason():
    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    assert pointing == GOES | STAYS


def test_name_stays_on_submitted_papers_and_the_address_does_not(over, submission, author):
    erase(author)

    line = Author.objects.get(submission=submission, user=author)
    assert line.name == "Ada Author"
    assert line.email.endswith("@erased.invalid")


def test_own_draft_goes_and_the_draft_of_two_stays_with_the_other(edition, author, coauthor):
    alone = cast.make_submission(edition, author, status="draft")
    shared = cast.make_submission(edition, author, coauthor, status="draft")

    erase(author)

    assert not Submission.objects.filter(pk=alone.pk).exists()
    assert list(Author.objects.filter(submission=shared).values_list("user", flat=True)) == [coauthor.pk]


def test_erasure_is_logged_without_a_name(author):
    erase(author)

    entry = Entry.objects.get(verb="person.erased")
    assert (entry.actor_name, entry.detail) == ("", {"person": author.pk})


def test_who_has_a_paper_under_way_is_told_what_to_do(submission, author, during):
    during(Stage.REVIEWING)

    with pytest.raises(Refused, match=r"You are an author of a paper at ICML2024, which is not over\. Withdraw it"):
        erase(author)


def test_who_owes_a_review_is_told_what_to_do(submission, reviewer, during):
    cast.assign(submission, reviewer)

    with pytest.raises(Refused, match="Finish them, or hand them back first"):
        erase(reviewer)


def test_who_chairs_is_told_what_to_do(chair):
    with pytest.raises(Refused, match="Let another chair end that role first"):
        erase(chair)


def test_who_keeps_the_site_is_told_what_to_do(db):
    with pytest.raises(Refused, match="You keep this site"):
        erase(cast.make_user("Kim Keeper", is_superuser=True))


def test_page_erases_after_the_address_was_written_and_signs_out(outsider):
    browser = Client()
    browser.force_login(outsider)

    wrong = browser.post(reverse("erase_account"), {"address": "other@other.example"})
    assert "This is not the address of your account" in wrong.content.decode()
    assert User.objects.get(pk=outsider.pk).is_active

    right = browser.post(reverse("erase_account"), {"address": outsider.email.upper()})

    assert "Your account is erased" in right.content.decode()
    assert not User.objects.get(pk=outsider.pk).is_active
    assert browser.get(reverse("profile")).status_code == 302


def test_who_has_a_password_is_asked_for_it_before_their_account_is_erased(client, outsider):
    outsider.set_password("correct horse battery")
    outsider.save()
    client.force_login(outsider)
    page = reverse("erase_account")

    asked = client.post(page, {"address": outsider.email})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=outsider.pk).is_active

    done = client.post(asked.url, {"password": "correct horse battery"})
    assert "Your account is erased" in done.content.decode()
    assert not User.objects.get(pk=outsider.pk).is_active


def test_the_address_is_free_for_a_new_account(outsider):
    address = outsider.email

    erase(outsider)

    again = cast.make_user("Otto Again", address)
    assert again.pk != outsider.pk


def test_page_says_why_an_account_cannot_be_erased_now(chair, edition):
    browser = Client()
    browser.force_login(chair)

    page = browser.get(reverse("your_data")).content.decode()

    assert f"It cannot be erased now. You chair {edition.name}." in page
    assert "Erase my account for good" not in page
    assert Membership.objects.filter(user=chair, role=Role.CHAIR).exists()


def test_why_somebody_gave_papers_back_is_forgotten(over, submission, reviewer):
    given_back = cast.assign(submission, reviewer)
    given_back.removed_at, given_back.removal_reason = cast.at(40), "Stopped: I am ill."
    given_back.save()

    erase(reviewer)

    given_back.refresh_from_db()
    assert given_back.removal_reason == ""


def test_address_that_was_taken_off_the_account_is_forgotten_too(client, over, reviewer):
    old = "rita@old-place.example"
    Invitation.objects.create(
        edition=over, role=Role.REVIEWER, email=old, name="Rita R.", invited_by=reviewer, user=reviewer,
        state="accepted", answered_at=clock.now(),
    )  # fmt: skip
    Message.objects.create(key="k", to=old, subject="Dear Rita", body="Rita, review this.", edition=over.slug)
    client.force_login(reviewer)

    client.post(reverse("erase_account"), {"address": reviewer.email})

    assert not User.objects.get(pk=reviewer.pk).is_active
    left = f"{everything(reviewer)} {list(Invitation.objects.values())}"
    assert "old-place" not in left
    assert "Rita" not in left


@pytest.mark.parametrize("state", [InvitationState.PENDING, InvitationState.ACCEPTED])
def test_links_of_invitations_end(client, edition, chair, outsider, during, state):
    during(Stage.BIDDING)
    said = {"user": outsider, "answered_at": clock.now()} if state == InvitationState.ACCEPTED else {}
    asked = Invitation.objects.create(
        edition=edition, role=Role.REVIEWER, email=outsider.email, state=state, invited_by=chair, **said
    )
    link = reverse("committee:answer", args=[edition.slug, asked.token])
    page = client.get(link).content.decode()
    yes = {"answer": "yes", "name": "Otto Outsider", "seen": re.search(r'name="seen" value="(\w+)"', page)[1]}
    erase(outsider)

    assert client.post(link, yes).status_code == 404
    assert not User.objects.filter(name="Otto Outsider").exists()
    assert not edition.memberships.filter(role=Role.REVIEWER).exists()
    assert not Invitation.objects.filter(state=InvitationState.PENDING).exists()
