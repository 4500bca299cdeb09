"""Area chairs give the papers they lead to reviewers, where the edition lets them, and learn nothing of conflicts."""

import pytest

from reviews.assignment.actions import assign, unassign
from reviews.models import Assignment
from tests import cast
from want.core.sealed import seal
from want.core.verdict import Refused
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def papers_are_assigned(edition, during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def led(submission, area_chair):
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    return submission


def url_of(paper):
    return f"/icml2024/papers/{paper.code}/reviewers/"


def names(page):
    return sorted(one.name for one in page.context["candidates"])


def test_area_chair_assigns_from_the_page_that_the_paper_leads_to(client, led, area_chair, reviewer):
    client.force_login(area_chair)
    assert f'href="{url_of(led)}">Choose its reviewers' in client.get(f"/icml2024/papers/{led.code}/").content.decode()

    page = client.post(url_of(led), {"person": seal(reviewer.pk, "person")}, follow=True)

    assert "Rita Reviewer has paper 101 now, and is told by mail." in page.content.decode()
    assert Assignment.objects.get(role=Role.REVIEWER).reviewer == reviewer


def test_area_chair_takes_a_paper_from_a_reviewer_with_a_reason(client, led, area_chair, reviewer):
    assignment = cast.assign(led, reviewer)
    client.force_login(area_chair)

    client.post(url_of(led), {"act": "unassign", "assignment": seal(assignment.pk, "assignment"), "reason": ""})
    assert Assignment.objects.current().filter(pk=assignment.pk).exists()
    client.post(
        url_of(led), {"act": "unassign", "assignment": seal(assignment.pk, "assignment"), "reason": "On leave."}
    )

    assignment.refresh_from_db()
    assert assignment.removal_reason == "On leave."


def test_who_is_in_conflict_or_full_is_not_offered_and_the_refusal_says_not_why(
    client, edition, led, area_chair, reviewer, second_reviewer
):
    client.force_login(area_chair)
    assert names(client.get(url_of(led))) == ["Rita Reviewer", "Sam Second"]
    cast.declare(led, reviewer)
    second_reviewer.memberships.update(max_load=1)
    cast.assign(cast.make_submission(edition, cast.make_user("Nora Novel")), second_reviewer)

    page = client.get(url_of(led))

    assert names(page) == []
    for person in (reviewer, second_reviewer):
        with pytest.raises(Refused, match=f"^{person} cannot take this paper.$"):
            assign(led, person, by=area_chair)


def test_nobody_learns_by_numbers_who_has_an_account(client, edition, led, author, area_chair, chair):
    for person, page in ((area_chair, url_of(led)), (chair, f"/desk/e/icml2024/assigned/{led.code}/")):
        client.force_login(person)
        answer = client.post(page, {"person": seal(author.pk, "person")}, follow=True).content.decode()
        missing = client.post(page, {"person": seal(987654321, "person")}, follow=True).content.decode()

        assert "Choose a person." in answer
        assert "Choose a person." in missing
        assert "Ada Author cannot" not in answer
        assert "Ada Author does not" not in answer


def test_area_chair_chooses_no_area_chairs_and_does_not_take_the_paper_from_one(edition, led, area_chair):
    other = cast.make_user("Otis Other")
    cast.join(edition, other, Role.AREA_CHAIR)

    with pytest.raises(Refused, match="Only the chairs"):
        assign(led, other, role=Role.AREA_CHAIR, by=area_chair)
    with pytest.raises(Refused, match="Only the chairs"):
        unassign(led.assignments.get(), reason="Mine.", by=area_chair)


def test_page_is_there_for_nobody_else_and_not_where_the_edition_forbids_it(client, edition, led, area_chair, chair):
    other = cast.make_user("Otis Other")
    cast.join(edition, other, Role.AREA_CHAIR)
    for person in (other, chair):
        client.force_login(person)
        assert client.get(url_of(led)).status_code == 404
    client.force_login(area_chair)
    assert client.get(url_of(led)).status_code == 200

    edition.ac_manages = False
    edition.save()

    assert client.get(url_of(led)).status_code == 404


def test_when_reviewing_is_over_the_page_says_so(client, led, area_chair, reviewer, during):
    during(Stage.REBUTTAL)
    client.force_login(area_chair)

    page = client.get(url_of(led))

    assert "Reviewing is over. Please ask a chair" in page.content.decode()
    assert page.context["candidates"] == []
