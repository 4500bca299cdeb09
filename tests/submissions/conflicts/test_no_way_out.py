"""No detour frees somebody of a conflict that came from where they work, nor lets them try place after place."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.committee.answering import accept
from reviews.models import Invitation
from reviews.visibility.lists import visible_submissions
from submissions.models import Conflict
from tests import cast
from want.accounts.actions import verify_address
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture
def mover(edition, chair, author, during):
    """A reviewer by invitation, at the college of a paper's author."""
    during(Stage.SUBMISSION)
    cast.make_submission(edition, author)
    cast.make_submission(edition, cast.make_user("Nora Novel", affiliation="Nora Novelties"))
    mover = cast.make_user("Mia Mover", affiliation=author.affiliation)
    invitation = Invitation.objects.create(edition=edition, role=Role.REVIEWER, email=mover.email, invited_by=chair)
    accept(invitation, name="Mia Mover", as_user=mover)
    during(Stage.BIDDING)
    return mover


def says_to_work_at(client, place):
    """Send the profile's form with another affiliation; tell whether it was taken."""
    form = client.get(reverse("profile")).context["form"]
    typed = {name: form[name].value() for name in ("name", "seen")}
    return client.post(reverse("profile"), typed | {"affiliation": place}).status_code == 302


def answers(client, said):
    """Answer the one invitation by its link."""
    page = reverse("committee:answer", args=["icml2024", Invitation.objects.get().token])
    seen = client.get(page).context["seen"]
    assert client.post(page, {"answer": said, "name": "Mia Mover", "seen": seen}).status_code == 302


def test_answering_by_link_is_no_second_change_and_names_no_ten_places(client, edition, mover):
    client.force_login(mover)
    assert says_to_work_at(client, "")
    answers(client, "no")
    places = "; ".join(["Nora Novelties", *(f"Place {number}" for number in range(9))])
    page = reverse("committee:answer", args=["icml2024", Invitation.objects.get().token])
    seen = client.get(page).context["seen"]

    said = {"answer": "yes", "name": "Mia Mover", "affiliation": places, "seen": seen}
    refused = client.post(page, said, follow=True)
    mover.refresh_from_db()

    assert "You have changed your affiliation once" in refused.content.decode()
    assert (mover.affiliation, mover.memberships.exists()) == ("", False)
    assert client.post(page, said | {"affiliation": ""}).status_code == 302
    assert papers_of(edition, mover) == {102}


def papers_of(edition, person):
    return set(visible_submissions(person, edition).values_list("number", flat=True))


def test_leaving_for_a_moment_ends_no_conflict_and_tries_no_places(client, edition, mover):
    client.force_login(mover)
    taken = []

    for place in ("Nowhere", "Nora Novelties", "Elsewhere"):
        answers(client, "no")
        taken.append(says_to_work_at(client, place))
        answers(client, "yes")
        assert papers_of(edition, mover) == {102}

    assert taken == [True, False, False]


def test_who_was_asked_and_has_not_served_says_where_they_work(client, edition, chair, during):
    during(Stage.BIDDING)
    client.force_login(cast.make_user("Ivo Invited"))

    assert [says_to_work_at(client, place) for place in ("One College", "Another College")] == [True, True]


def test_removing_an_address_ends_no_conflict(client, edition, author, reviewer, during):
    during(Stage.SUBMISSION)
    paper = cast.make_submission(edition, author)
    verify_address(reviewer, f"rita@{author.email.partition('@')[2]}")
    assert Conflict.objects.filter(submission=paper, user=reviewer).exists()
    during(Stage.BIDDING)
    client.force_login(reviewer)

    client.post(reverse("account_email"), {"action_remove": "", "email": f"rita@{author.email.partition('@')[2]}"})
    verify_address(reviewer, "rita@elsewhere.example")

    assert not reviewer.emailaddress_set.filter(email__startswith="rita@ada").exists()
    assert papers_of(edition, reviewer) == set()


def test_an_author_does_not_type_one_reviewer_s_institution_after_the_other(
    client, edition, submission, author, reviewer, second_reviewer, during
):
    during(Stage.REBUTTAL)
    for person in (reviewer, second_reviewer):
        cast.review(cast.assign(submission, person))
    client.force_login(author)

    taken = [says_to_work_at(client, person.affiliation) for person in (reviewer, second_reviewer)]

    assert taken == [True, False]
    other = Client()
    other.force_login(second_reviewer)
    assert other.get(f"/icml2024/papers/{submission.code}/").status_code == 200
