"""The table of conflicts stays true when authors, committee and affiliations change, and declared ones stay."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions.conflicts.actions import (
    declare_conflict,
    refresh_after_change_of_authors,
    refresh_edition,
    refresh_for_person,
    refresh_for_submission,
)
from submissions.conflicts.queries import committee_conflicts
from submissions.models import Author, Conflict
from tests import cast
from want.accounts.signals import profile_changed
from want.audit.models import Entry
from want.venues.models import Role
from want.venues.stages import Stage


def conflicts_of(user):
    found = Conflict.objects.filter(user=user).order_by("submission__number", "reason")
    return [(one.submission.number, one.reason) for one in found]


def test_author_on_the_committee_is_in_conflict(edition, author, reviewer):
    paper = cast.make_submission(edition, author, reviewer)

    refresh_for_submission(paper)

    assert conflicts_of(reviewer) == [(paper.number, "author")]


def test_people_outside_the_committee_are_not_listed(edition, author, coauthor, reviewer):
    paper = cast.make_submission(edition, author, coauthor, reviewer)

    refresh_for_submission(paper)

    assert {one.user for one in Conflict.objects.all()} == {reviewer}


def test_same_affiliation_is_a_conflict_with_its_reason_in_words(edition, author, reviewer):
    author.affiliation = reviewer.affiliation = "Skoltech"
    author.save(), reviewer.save()
    paper = cast.make_submission(edition, author)

    refresh_for_submission(paper)

    conflict = Conflict.objects.get()
    assert (conflict.user, conflict.reason) == (reviewer, "affiliation")
    assert conflict.because == "They and an author of this paper are both at Skoltech."


def test_writing_together_is_a_conflict_for_each_others_papers(edition, author, reviewer):
    alone = cast.make_submission(edition, author, number=1)
    refresh_for_submission(alone)
    assert conflicts_of(reviewer) == []

    together = cast.make_submission(edition, author, reviewer, number=2)
    refresh_for_submission(together)

    assert conflicts_of(reviewer) == [(1, "coauthor"), (2, "author")]


def test_conflicts_end_with_what_they_came_from(edition, author, reviewer):
    cast.make_submission(edition, author, number=1)
    together = cast.make_submission(edition, author, reviewer, number=2)
    refresh_edition(edition)
    assert conflicts_of(reviewer) == [(1, "coauthor"), (2, "author")]

    together.authors.filter(user=reviewer).update(removed_at=cast.at(11))
    refresh_for_submission(together)

    assert conflicts_of(reviewer) == []


def test_who_was_taken_off_a_submitted_paper_does_not_review_it(edition, author, reviewer):
    paper = cast.make_submission(edition, author, reviewer)
    paper.authors.filter(user=reviewer).update(removed_at=cast.at(13))

    refresh_for_submission(paper)

    assert conflicts_of(reviewer) == [(paper.number, "author")]


def test_who_joins_the_committee_is_compared_with_all_papers(edition, author, outsider):
    cast.make_submission(edition, author, number=1)
    cast.make_submission(edition, author, outsider, number=2)
    refresh_edition(edition)
    assert conflicts_of(outsider) == []

    cast.join(edition, outsider, Role.REVIEWER)
    refresh_for_person(edition, outsider)

    assert conflicts_of(outsider) == [(1, "coauthor"), (2, "author")]


def test_who_leaves_the_committee_has_no_derived_conflicts_there(edition, author, reviewer):
    cast.make_submission(edition, author, reviewer)
    refresh_edition(edition)

    edition.memberships.filter(user=reviewer).delete()
    refresh_for_person(edition, reviewer)

    assert conflicts_of(reviewer) == []


def test_a_draft_says_nothing_of_other_papers(edition, author, reviewer):
    """Else a reviewer could list somebody in a draft, delete it while bidding, and see whose papers come back."""
    cast.make_submission(edition, author, number=1)
    draft = cast.make_submission(edition, reviewer, author, number=2, status="draft")
    draft.authors.update(affiliation="Rita Institute")

    refresh_edition(edition)

    assert conflicts_of(reviewer) == [(2, "author")]


def test_declared_conflict_stays_whatever_is_derived(edition, submission, author, reviewer):
    declare_conflict(submission, reviewer, "We were married.", by=reviewer)

    refresh_for_submission(submission)
    refresh_for_person(edition, reviewer)
    refresh_edition(edition)

    conflict = Conflict.objects.get(user=reviewer)
    assert (conflict.reason, conflict.because, conflict.declared_by) == ("declared", "We were married.", reviewer)


def test_declaring_twice_declares_once_and_keeps_the_reason_out_of_the_log(submission, reviewer):
    for _ in range(2):
        declare_conflict(submission, reviewer, "We were married.", by=reviewer)

    assert Conflict.objects.filter(user=reviewer).count() == 1
    assert [entry.detail for entry in Entry.objects.filter(verb="conflict.declared")] == [{}]


def test_nothing_is_written_when_nothing_changed(edition, author, reviewer):
    paper = cast.make_submission(edition, author, reviewer)
    refresh_edition(edition)
    kept = list(Conflict.objects.values_list("pk", flat=True))

    refresh_edition(edition)
    refresh_for_submission(paper)

    assert list(Conflict.objects.values_list("pk", flat=True)) == kept


def test_conflicts_are_told_by_paper(edition, author, reviewer, area_chair):
    paper = cast.make_submission(edition, author, reviewer)
    refresh_edition(edition)
    declare_conflict(paper, area_chair, "", by=area_chair)

    assert committee_conflicts(edition) == {paper.pk: {reviewer.pk, area_chair.pk}}


def test_editions_do_not_mix(edition, author, reviewer):
    elsewhere = cast.make_edition("elsewhere2024")
    cast.make_submission(elsewhere, author, reviewer)

    refresh_edition(edition)
    refresh_edition(elsewhere)

    assert conflicts_of(reviewer) == []


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_comes_to_the_same_as_all_at_once(edition, during, seed):
    """Whatever the order of events, the small refreshes find what deriving everything anew finds."""
    during(Stage.SUBMISSION)
    dice = random.Random(seed)
    places = ["Skoltech", "Inria", "Mila", "CERN", ""]
    people = [cast.make_user(f"P{i}", f"p{i}@d{i % 5}.example", affiliation=dice.choice(places)) for i in range(14)]
    papers = []
    for step in range(40):
        event = dice.choice(["paper", "author", "leave", "join", "move"])
        person = dice.choice(people)
        if event == "paper" or not papers:
            papers.append(cast.make_submission(edition, *dice.sample(people, 2), number=step + 1, status="draft"))
            refresh_for_submission(papers[-1])
        elif event == "join":
            edition.memberships.get_or_create(user=person, role=Role.REVIEWER)
            refresh_for_person(edition, person)
        elif event == "move":
            person.affiliation = dice.choice(places)
            person.save()
            profile_changed.send(sender=type(person), user=person, fields={"affiliation"})
        else:
            change_authors(dice.choice(papers), person, dice.choice(places), event)
    stepwise = rows()

    refresh_edition(edition)

    assert stepwise
    assert rows() == stepwise


def change_authors(paper, person, place, event):
    line = paper.authors.current().filter(user=person).first()
    if event == "author" and line is None:
        line = Author.objects.create(
            submission=paper, position=9, name=person.name, email=person.email, user=person, affiliation=place
        )
    elif event == "leave" and line and paper.authors.current().count() > 1:
        line.removed_at = cast.at(11)
        line.save()
    else:
        return
    refresh_after_change_of_authors(paper, [line])


def rows():
    return sorted(Conflict.objects.values_list("submission", "user", "reason", "because"))


@pytest.mark.parametrize("refresh", ["submission", "person", "edition"])
def test_refreshing_asks_no_more_queries_with_more_papers(edition, author, coauthor, reviewer, refresh):
    papers = [cast.make_submission(edition, author, reviewer, number=1)]
    refresh_edition(edition)

    def queries():
        with CaptureQueriesContext(connection) as found:
            if refresh == "submission":
                refresh_for_submission(papers[0])
            elif refresh == "person":
                refresh_for_person(edition, reviewer)
            else:
                refresh_edition(edition)
        return len(found)

    few = queries()
    for number in range(2, 30):
        cast.make_submission(edition, author, coauthor, number=number)
    refresh_edition(edition)

    assert queries() == few
