"""Days away reach the chairs who plan with them: in the committee, in a member's record, beside candidates."""

from datetime import date

import pytest
from django.urls import reverse

from reviews.expertise.absences import days_away
from reviews.models import Absence
from tests import cast
from want.venues.models import Membership, Role
from want.venues.stages import Stage

SAID = "1 to 9 June 2044"


@pytest.fixture(autouse=True)
def papers_are_assigned(edition, during):
    during(Stage.ASSIGNMENT)


@pytest.fixture
def away(reviewer):
    return Absence.objects.create(user=reviewer, first_day=date(2044, 6, 1), last_day=date(2044, 6, 9))


def desk(client, chair, edition):
    client.force_login(chair)
    client.get(reverse("desk:dashboard", args=[edition.slug]))
    return client


def rows_of_the_committee(client) -> dict[str, str]:
    found = client.get(reverse("desk:venues_membership_changelist")).context["cl"].result_list
    return {row.user.name: row.cells["away"] for row in found}


def test_spans_are_brief_and_those_that_are_over_are_left_out(reviewer, second_reviewer):
    for first, last in (
        ((2044, 5, 30), (2044, 6, 2)),
        ((2044, 7, 3), (2044, 7, 3)),
        ((2044, 8, 1), (2044, 8, 9)),
        ((2004, 6, 1), (2004, 6, 9)),
    ):
        Absence.objects.create(user=reviewer, first_day=date(*first), last_day=date(*last))
    Absence.objects.create(user=second_reviewer, first_day=date(2004, 6, 1), last_day=date(2004, 6, 9))

    said = days_away([reviewer.pk, second_reviewer.pk])

    assert said == {reviewer.pk: "30 May 2044 to 2 June 2044, 3 July 2044, 1 to 9 August 2044"}


def test_chair_sees_them_in_the_committee_and_in_the_record(client, edition, chair, reviewer, second_reviewer, away):
    rows = rows_of_the_committee(desk(client, chair, edition))

    assert (rows["Rita Reviewer"], rows["Sam Second"]) == (SAID, "")
    assert SAID in client.get(reverse("desk:venues_membership_changelist")).content.decode()
    assert SAID in b"".join(client.get(reverse("desk:venues_membership_csv"))).decode()
    assert lines_of(client, reviewer)["Days away"] == SAID
    assert "Days away" not in lines_of(client, second_reviewer)


def lines_of(client, person) -> dict[str, object]:
    member = Membership.objects.get(user=person)
    record = client.get(reverse("desk:venues_membership_change", args=[member.pk]))
    return {line.label: line.value for line in record.context["facts"]}


def test_chair_sees_them_where_papers_are_given_by_hand(client, edition, chair, submission, away):
    page = desk(client, chair, edition).get(reverse("desk:paper_assignments", args=[edition.slug, submission.code]))

    assert f"Away {SAID}." in page.content.decode()


def test_area_chair_who_gives_papers_does_not_see_them(client, submission, area_chair, away):
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    client.force_login(area_chair)

    page = client.get(f"/icml2024/papers/{submission.code}/reviewers/").content.decode()

    assert "Rita Reviewer" in page
    assert "2044" not in page
