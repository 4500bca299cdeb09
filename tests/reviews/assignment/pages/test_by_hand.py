"""Assigning and taking back by hand, and the list of who reviews what."""

import pytest

from reviews.assignment.actions import assign, unassign
from reviews.models import Assignment
from tests import cast
from tests.reviews.assignment.pages.asked import BY_HAND, text_of
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role


def test_assigning_by_hand_gives_a_pseudonym_and_tells_the_person(desk, papers, reviewers):
    url = f"{BY_HAND}{papers[0].code}/"

    desk.post(url, {"person": seal(reviewers[0].pk, "person")})
    page = text_of(desk.get(url))

    made = Assignment.objects.get()
    assert (made.reviewer, made.pseudonym, made.role) == (reviewers[0], "Reviewer 1", Role.REVIEWER)
    assert Message.objects.get().to == reviewers[0].email
    assert reviewers[0].name in page
    assert reviewers[0].name not in str(Entry.objects.get(verb="assignment.made").detail)


def test_taking_a_paper_back_needs_a_reason_and_keeps_the_row(desk, papers, reviewers, chair):
    made = assign(papers[0], reviewers[0], by=chair)
    url = f"{BY_HAND}{papers[0].code}/"

    refused = text_of(
        desk.post(url, {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": " "}, follow=True)
    )
    desk.post(url, {"act": "unassign", "assignment": seal(made.pk, "assignment"), "reason": "Ill."})

    made.refresh_from_db()
    assert "Please say why" in refused
    assert (made.removed_at is not None, made.removal_reason) == (True, "Ill.")
    assert Message.objects.filter(to=reviewers[0].email, subject__contains="no longer with you").count() == 1


def test_taking_back_twice_tells_once(papers, reviewers, chair):
    made = assign(papers[0], reviewers[0], by=chair)

    unassign(made, reason="Ill.", by=chair)
    unassign(made, reason="Ill.", by=chair)

    assert Message.objects.filter(subject__contains="no longer").count() == 1
    assert Entry.objects.filter(verb="assignment.removed").count() == 1


def test_next_pseudonym_is_never_one_that_was_used(papers, reviewers, chair):
    first = assign(papers[0], reviewers[0], by=chair)
    unassign(first, reason="Ill.", by=chair)

    again = assign(papers[0], reviewers[0], by=chair)

    assert (first.pseudonym, again.pseudonym) == ("Reviewer 1", "Reviewer 2")


def test_nobody_gets_more_than_they_agreed_to_by_hand_either(papers, reviewers, chair):
    for paper in papers[:3]:
        assign(paper, reviewers[0], by=chair)

    with pytest.raises(Refused, match="has 3 of 3 papers"):
        assign(papers[3], reviewers[0], by=chair)


def test_chair_in_conflict_elsewhere_cannot_tell_who_is_full_from_who_has_a_conflict(papers, reviewers, chair):
    full, conflicted = reviewers[0], reviewers[1]
    for paper in papers[:3]:
        assign(paper, full, by=chair)
    cast.declare(papers[4], chair)
    cast.declare(papers[3], conflicted)
    answers = []
    for person in (full, conflicted):
        with pytest.raises(Refused) as refusal:
            assign(papers[3], person, by=chair)
        answers.append(str(refusal.value).removeprefix(person.name))

    assert answers[0] == answers[1]
    assert "3" not in answers[0]


def test_area_chair_of_the_paper_assigns_if_the_edition_lets_them(edition, papers, reviewers, area_chair):
    cast.assign(papers[0], area_chair, Role.AREA_CHAIR)

    made = assign(papers[0], reviewers[0], by=area_chair)
    edition.ac_manages = False
    edition.save()
    papers[0].refresh_from_db()

    assert made.assigned_by == area_chair
    with pytest.raises(Refused, match="Only the chairs"):
        assign(papers[0], reviewers[1], by=area_chair)
    with pytest.raises(Refused, match="Only the chairs"):
        assign(papers[1], reviewers[1], by=area_chair)


def test_list_of_papers_finds_those_with_too_few(desk, edition, papers, reviewers, chair):
    edition.reviews_per_paper = 1
    edition.save()
    assign(papers[0], reviewers[0], by=chair)

    everything = text_of(desk.get(f"{BY_HAND}"))
    lacking = text_of(desk.get(f"{BY_HAND}?lacking=1"))

    assert papers[0].title in everything
    assert papers[0].title not in lacking
    assert papers[1].title in lacking


def test_conflict_that_came_after_the_assignment_is_shown_and_found(desk, edition, papers, reviewers, chair):
    made = assign(papers[0], reviewers[0], by=chair)
    assign(papers[1], reviewers[1], by=chair)
    edition.assigned_at = cast.at(35)
    edition.save()
    cast.declare(papers[0], made.reviewer)

    dashboard = text_of(desk.get("/desk/e/icml2024/"))
    found = text_of(desk.get(f"{BY_HAND}?conflict=1"))

    assert "Assigned people with a conflict of interest" in dashboard
    assert papers[0].title in found
    assert papers[1].title not in found
