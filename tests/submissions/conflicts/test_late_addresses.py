"""Addresses that are proved while papers are reviewed tell nobody where authors work, one place after the other."""

import pytest
from django.urls import reverse

from reviews.visibility.lists import visible_submissions
from submissions.conflicts.actions import name_conflicts, refresh_edition
from submissions.conflicts.records import Named
from submissions.models import Author, Conflict, LateAddress
from tests import cast
from tests.accounts.test_entrance import code_in
from want.accounts.actions import verify_address
from want.audit.models import Entry
from want.mail.models import Message
from want.venues.stages import Stage

HOUSES = ("one.example", "two.example", "three.example")


@pytest.fixture
def papers(edition, during):
    """Return a paper from each house, at bidding."""
    during(Stage.SUBMISSION)
    found = [cast.make_submission(edition, cast.make_user(f"Ann {house}", email=f"ann@{house}")) for house in HOUSES]
    during(Stage.BIDDING)
    return found


def seen_by(person, edition):
    return set(visible_submissions(person, edition))


def prove(client, email):
    """Add an address to one's account by its code, as a browser does."""
    client.post(reverse("account_email"), {"action_add": "", "email": email})
    code = code_in(Message.objects.filter(to=email).latest("pk"))
    return client.post(reverse("account_email_verification_sent"), {"code": code}, follow=True)


def test_a_reviewer_does_not_try_one_domain_after_the_other(client, edition, papers, reviewer):
    client.force_login(reviewer)

    pages = [prove(client, f"alum@{house}").content.decode() for house in HOUSES]
    refresh_edition(edition)

    assert seen_by(reviewer, edition) == set(papers[1:])
    assert ["conflicts of interest follow from one new address" in page for page in pages] == [False, True, True]
    assert reviewer.emailaddress_set.filter(verified=True).count() == 4
    assert set(
        Entry.objects.filter(actor_id=reviewer.pk, verb__startswith="committee.address").values_list("verb")
    ) == {
        ("committee.address_counted",),
        ("committee.address_set_aside",),
    }


def test_nor_by_removing_them_or_by_what_authors_named(edition, papers, reviewer):
    name_conflicts(papers[1], [Named("two.example")])
    for house in HOUSES:
        verify_address(reviewer, f"alum@{house}")
        reviewer.emailaddress_set.filter(email=f"alum@{house}").delete()

    assert seen_by(reviewer, edition) == set(papers[1:])


def test_nor_does_an_author_shed_reviewers(edition, papers, reviewer, second_reviewer, during):
    ann = papers[0].authors.get().user
    for person in (reviewer, second_reviewer):
        verify_address(ann, f"ann@{person.email.partition('@')[2]}")

    assert list(Conflict.objects.filter(submission=papers[0]).values_list("user", flat=True)) == [reviewer.pk]


def test_an_address_still_makes_papers_theirs_that_list_it(edition, papers, reviewer):
    Author.objects.create(submission=papers[2], name="R", email="rita@three.example", position=2)

    for email in ("rita@one.example", "rita@two.example", "rita@three.example"):
        verify_address(reviewer, email)

    assert Conflict.objects.get(submission=papers[2], user=reviewer).reason == "author"
    assert [late.email for late in LateAddress.objects.all()] == ["rita@two.example"]


def test_another_address_at_a_place_one_is_known_to_be_at_is_no_news(edition, papers, reviewer):
    house = reviewer.email.partition("@")[2]

    for email in (f"second@cs.{house}", "rita@one.example"):
        verify_address(reviewer, email)

    assert seen_by(reviewer, edition) == set(papers[1:])


def test_before_the_deadline_and_after_the_release_all_of_them_count(edition, papers, reviewer, during):
    for stage, house in zip((Stage.SUBMISSION, Stage.SUBMISSION, Stage.RELEASED), HOUSES, strict=True):
        during(stage)
        verify_address(reviewer, f"alum@{house}")

    assert Conflict.objects.filter(user=reviewer).count() == 3
