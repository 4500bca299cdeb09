import re

import pytest
from django.http import HttpResponse

from tests import cast
from want.venues.models import Edition, Role, Venue
from want.venues.stages import Stage

PAGES = ["", "call/", "dates/", "committee/"]


def words_of(answer: HttpResponse) -> str:
    """The page without what differs at every request: the form token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_public_page_of_an_edition_costs_the_public_at_most_two_queries(
    client, edition, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        answer = client.get(f"/{edition.slug}/{address}")

    assert answer.status_code == 200


@pytest.mark.parametrize("address", [*PAGES, "dates.ics"])
def test_page_of_a_private_edition_answers_like_a_missing_one(client, edition, outsider, address):
    edition.is_public = False
    edition.save()
    client.force_login(outsider)

    private = client.get(f"/{edition.slug}/{address}")
    missing = client.get(f"/nowhere/{address}")

    assert (private.status_code, missing.status_code) == (404, 404)
    assert words_of(private) == words_of(missing)


@pytest.mark.parametrize("address", [*PAGES, "dates.ics"])
def test_page_of_a_private_edition_is_open_to_those_who_have_a_role_in_it(client, edition, reviewer, address):
    edition.is_public = False
    edition.save()
    client.force_login(reviewer)

    answer = client.get(f"/{edition.slug}/{address}")

    assert answer.status_code == 200


@pytest.mark.parametrize("people", [3, 30])
def test_committee_page_costs_the_same_for_three_and_for_thirty(client, edition, people, django_assert_num_queries):
    edition.public_roster = True
    edition.save()
    for number in range(people):
        cast.join(edition, cast.make_user(f"Reviewer {number}"), Role.REVIEWER)

    with django_assert_num_queries(2):
        answer = client.get(f"/{edition.slug}/committee/")

    assert answer.content.count(b"<li>Reviewer ") == people


def test_committee_page_names_the_chairs_alone_unless_the_edition_lists_its_committee(
    client, edition, chair, reviewer, area_chair
):
    words = client.get(f"/{edition.slug}/committee/").content.decode()

    named = [person.name in words for person in (chair, area_chair, reviewer)]
    assert named == [True, False, False]


def test_committee_page_leaves_out_whoever_does_not_want_to_be_named(client, edition, reviewer, second_reviewer):
    edition.public_roster = True
    edition.save()
    edition.memberships.filter(user=second_reviewer).update(is_listed=False)

    words = client.get(f"/{edition.slug}/committee/").content.decode()

    assert (reviewer.name in words, second_reviewer.name in words) == (True, False)


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.UPCOMING, "Submission is not open yet."),
        (Stage.SUBMISSION, "Submission is open."),
        (Stage.CHECKS, "Submission is closed and the papers are under review."),
        (Stage.DISCUSSION, "Submission is closed and the papers are under review."),
        (Stage.RELEASED, "Decisions are out."),
        (Stage.CAMERA_READY, "Decisions are out."),
        (Stage.PUBLISHED, "The programme is public"),
        (Stage.ARCHIVED, "This edition is over."),
    ],
)
def test_home_of_an_edition_says_where_it_stands(client, edition, during, stage, sentence):
    during(stage)

    assert sentence in client.get(f"/{edition.slug}/").content.decode()


@pytest.mark.parametrize("address", [*PAGES, "dates.ics"])
def test_page_of_an_edition_of_which_nothing_is_known_yet_can_be_read(client, db, address):
    venue = Venue.objects.create(slug="want", name="WANT", full_name="Workshop")
    Edition.objects.create(venue=venue, slug="next", name="WANT next", title="The next WANT", is_public=True)

    answer = client.get(f"/next/{address}")

    assert answer.status_code == 200
    assert "None" not in answer.content.decode()
