"""Whoever lists others as authors keeps nobody from reviewing: lists for a moment, withdrawn ones, doubted ones."""

import pytest
from django.urls import reverse

from reviews.assignment.inputs import conflicts_in
from reviews.conflicts.panel import MANY, crowded_papers
from reviews.desk_rejection.actions import take_back
from reviews.visibility.lists import is_kept_from_review, kept_from, sight_of
from submissions.conflicts.actions import refresh_after_change_of_authors, refresh_edition
from submissions.models import Conflict, Submission
from submissions.submitting.actions import save_draft, start_draft, withdraw
from submissions.submitting.authors import replace_authors
from tests import cast
from tests.submissions import papers as lines
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.actions import change_settings
from want.venues.models import Role
from want.venues.stages import Stage

REASON = {"reason": "None of them answers for it."}


@pytest.fixture
def members(edition):
    """As many of the committee as make a crowd."""
    people = [cast.make_user(f"Member {letter}") for letter in "ABCDEF"[:MANY]]
    for person in people:
        cast.join(edition, person, Role.REVIEWER)
    return people


@pytest.fixture
def junk(edition, submission, author, outsider, members):
    """A paper of somebody else, which lists the author of `submission` and the whole committee."""
    paper = cast.make_submission(edition, outsider, author, *members, title="Junk")
    refresh_edition(edition)
    return paper


def kept_away(paper: Submission) -> set[str]:
    return set(Conflict.objects.filter(submission=paper).values_list("user__name", flat=True))


def page_of(paper: Submission) -> str:
    return reverse("desk:paper_conflicts", args=[paper.edition.slug, paper.code])


def test_who_stood_on_a_draft_for_a_moment_may_review_it(edition, author, members, during):
    during(Stage.SUBMISSION)
    draft = start_draft(edition, by=author)
    everybody = [lines.line(author), *[lines.line(person) for person in members]]
    save_draft(draft, {}, everybody, seen_version=None, by=author)
    assert len(conflicts_in(edition, [person.pk for person in members])) == len(members)

    save_draft(draft, {}, everybody[:1], seen_version=None, by=author)

    assert conflicts_in(edition, [person.pk for person in members]) == set()
    assert [kept_from(sight_of(person, edition)) for person in members] == [set()] * len(members)


def test_who_is_taken_off_a_submitted_paper_is_free_of_it_and_of_the_papers_of_those_who_stay(
    edition, submission, author, coauthor, members, during
):
    during(Stage.SUBMISSION)
    second = cast.make_submission(edition, author, *members, coauthor)
    refresh_after_change_of_authors(second, second.authors.all())
    assert len(kept_away(submission)) == len(members)

    changes = replace_authors(second, [lines.line(author), lines.line(coauthor)], by=author)
    refresh_after_change_of_authors(second, changes.removed)

    assert kept_away(submission) == kept_away(second) == set()


def test_a_paper_that_was_withdrawn_before_the_deadline_makes_nobody_co_authors(junk, submission, outsider, during):
    during(Stage.SUBMISSION)
    assert kept_away(submission)

    withdraw(junk, "A mistake.", by=outsider)

    assert kept_away(submission) == set()
    assert len(kept_away(junk)) == MANY


def test_a_paper_that_is_withdrawn_later_frees_nobody_for_its_authors_would_learn_whose_papers_appear(
    junk, submission, outsider, during
):
    during(Stage.BIDDING)

    withdraw(junk, "A mistake.", by=outsider)

    assert len(kept_away(submission)) == MANY


def test_chair_doubts_a_list_and_believes_it_again(client, junk, submission, chair, during):
    during(Stage.CHECKS)
    client.force_login(chair)
    seen = [kept_away(submission)]

    for act in ("doubt", "believe"):
        client.post(page_of(junk), REASON | {"act": act})
        seen.append(kept_away(submission))

    assert [len(found) for found in seen] == [MANY, 0, MANY]
    verbs = ["conflict.authors_believed", "conflict.authors_doubted"]
    assert list(Entry.objects.filter(verb__startswith="conflict.authors").values_list("verb", flat=True)) == verbs
    assert len(kept_away(junk)) == MANY


def test_a_reason_is_asked_for_and_the_page_names_the_members(client, junk, chair, during):
    during(Stage.CHECKS)
    client.force_login(chair)

    page = client.post(page_of(junk), {"act": "doubt", "reason": " "}).content.decode()

    junk.refresh_from_db()
    assert not junk.authors_doubted
    assert "Of the committee it lists Member A, Member B" in page


def test_chair_who_is_listed_finds_no_page(client, edition, junk, author, during):
    during(Stage.CHECKS)
    cast.join(edition, author, Role.CHAIR)
    client.force_login(author)

    assert client.post(page_of(junk), REASON | {"act": "doubt"}).status_code == 404


def test_dashboard_names_such_a_paper_until_it_is_dealt_with(client, edition, junk, chair, during):
    during(Stage.CHECKS)
    sight = sight_of(chair, edition)
    assert crowded_papers(sight) == [(junk.code, junk.number, MANY)]

    Submission.objects.filter(pk=junk.pk).update(authors_doubted=True)

    assert crowded_papers(sight) == []


def test_lists_of_drafts_and_of_what_is_out_for_good_take_no_office_from_a_chair(edition, chair, outsider, during):
    during(Stage.BIDDING)
    found = []

    for fields in (
        {"status": "submitted"},
        {"status": "desk_rejected"},
        {"status": "withdrawn", "withdrawn_early": False},
        {"status": "withdrawn"},
        {"status": "draft"},
        {"status": "desk_rejected", "authors_doubted": True},
        {"status": "withdrawn", "withdrawn_early": False, "authors_doubted": True},
    ):
        paper = cast.make_submission(edition, outsider, chair, **fields)
        found.append((bool(kept_from(sight_of(chair, edition))), is_kept_from_review(sight_of(chair, edition))))
        paper.delete()

    assert found == [(True, True)] * 3 + [(True, False)] * 4


def test_chair_who_withdraws_a_paper_gets_no_hand_in_what_would_hold_for_it_when_it_is_back(edition, chair, during):
    paper = cast.make_submission(edition, chair)
    during(Stage.ASSIGNMENT)

    withdraw(paper, "Oops.", by=chair)

    with pytest.raises(Refused, match="another chair changes how many papers"):
        change_settings(edition, {"papers_per_reviewer": 2}, seen_version=edition.version, by=chair)


@pytest.mark.parametrize("who", ["author", "chair"])
def test_what_a_chair_withdrew_before_the_deadline_does_not_come_back_later(
    request, edition, chair, outsider, during, who
):
    cast.join(edition, outsider, Role.CHAIR)
    paper = cast.make_submission(edition, request.getfixturevalue(who))
    during(Stage.SUBMISSION)
    withdraw(paper, "Oops.", by=paper.created_by)
    paper.refresh_from_db()
    during(Stage.ASSIGNMENT)

    if who == "author":
        take_back(paper, by=outsider)
        paper.refresh_from_db()
        assert (paper.status, paper.withdrawn_early) == ("submitted", False)
    else:
        with pytest.raises(Refused, match="withdrawn before the deadline"):
            take_back(paper, by=outsider)
