"""Progress and reminders: over the papers a chair may follow, and one letter a person a day."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.progress.actions import remind
from reviews.progress.queries import papers_waiting, people_due, progress_of
from reviews.visibility.lists import sight_of
from tests import cast
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

PAGE = "/desk/e/icml2024/progress/"


@pytest.fixture(autouse=True)
def reviewing(during):
    during(Stage.REVIEWING)


@pytest.fixture
def papers(edition, author, reviewer, second_reviewer):
    """Two papers: both reviewers on both, one review of the first is in."""
    made = [cast.make_submission(edition, author) for _ in range(2)]
    for paper in made:
        for person in (reviewer, second_reviewer):
            assignment = cast.assign(paper, person)
            if (paper, person) == (made[0], reviewer):
                cast.review(assignment)
    return made


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_figures_count_present_reviewers_of_papers_in_review(edition, chair, papers, author, outsider):
    withdrawn = cast.make_submission(edition, author, status="withdrawn")
    cast.assign(withdrawn, outsider)
    gone = cast.assign(papers[1], outsider)
    gone.removed_at = cast.at(39)
    gone.save()

    figures = progress_of(sight_of(chair, edition))

    assert (figures.done, figures.due, figures.complete, figures.papers, figures.people_due) == (1, 4, 0, 2, 2)


def test_people_due_are_named_with_the_papers_they_owe(edition, chair, papers, reviewer, second_reviewer):
    due = people_due(sight_of(chair, edition))

    assert [(one.name, one.papers) for one in due] == [
        (second_reviewer.name, (papers[0].number, papers[1].number)),
        (reviewer.name, (papers[1].number,)),
    ]


def test_papers_with_too_few_reviews_come_fewest_first(edition, chair, papers):
    waiting = papers_waiting(sight_of(chair, edition), 2)

    assert [(paper.number, paper.done, paper.assigned) for paper in waiting] == [
        (papers[1].number, 0, 2),
        (papers[0].number, 1, 2),
    ]


def test_conflicted_chair_sees_no_progress_of_their_paper(client, edition, papers, reviewer):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)
    client.force_login(conflicted)

    figures = progress_of(sight_of(conflicted, edition))
    page = text_of(client.get(PAGE))

    assert (figures.done, figures.due, figures.papers) == (0, 2, 1)
    assert papers[1].title in page
    assert papers[0].title not in page
    assert f">{papers[0].number}, {papers[1].number}<" not in page


def test_reminder_goes_once_a_day_to_each_who_owes(edition, chair, papers, reviewer, second_reviewer):
    first = remind(edition, by=chair)
    again = remind(edition, by=chair)
    with clock.frozen(cast.at(41)):
        next_day = remind(edition, by=chair)

    assert (first, again, next_day) == (2, 0, 2)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([reviewer.email, second_reviewer.email] * 2)
    assert Entry.objects.filter(verb="reviews.reminded").count() == 2


def test_reminder_names_what_is_owed_and_by_when(edition, chair, papers, reviewer):
    remind(edition, by=chair)

    letter = Message.objects.get(to=reviewer.email)
    assert papers[1].title in letter.body
    assert papers[0].title not in letter.body
    assert "are due on 9 Jun 2024, 00:00 AoE" in letter.body
    assert letter.submission_id == papers[1].pk


def test_letter_about_several_papers_looks_like_one_about_one(edition, chair, papers, reviewer, second_reviewer):
    remind(edition, by=chair)

    several, one = (Message.objects.get(to=person.email) for person in (second_reviewer, reviewer))
    assert (several.submission_id, several.papers) == (None, sorted(paper.pk for paper in papers))
    assert (one.submission_id, one.papers) == (papers[1].pk, [])
    assert (several.subject, several.is_personal) == (one.subject, one.is_personal) == (one.subject, True)


def test_whoever_owes_nothing_is_left_alone(edition, chair, papers, reviewer):
    for assignment in reviewer.assignments.filter(review=None):
        cast.review(assignment)

    remind(edition, by=chair)

    assert not Message.objects.filter(to=reviewer.email).exists()


@pytest.mark.parametrize("stage", [Stage.ASSIGNMENT, Stage.DECIDING])
def test_reminders_have_their_time(edition, chair, papers, during, stage):
    during(stage)

    with pytest.raises(Refused):
        remind(edition, by=chair)


def test_area_chairs_send_no_reminders(edition, area_chair, papers):
    with pytest.raises(Refused, match="Only the chairs"):
        remind(edition, by=area_chair)


def test_reminder_is_shown_before_it_is_sent(client, edition, chair, papers, second_reviewer):
    client.force_login(chair)

    shown = text_of(client.get(f"{PAGE}remind/"))
    before = Message.objects.count()
    client.post(f"{PAGE}remind/")

    assert "Send 2 reminders" in shown
    assert "Dear " in shown
    assert before == 0
    assert Message.objects.count() == 2


def test_preview_shows_a_conflicted_chair_no_letter_about_their_paper(client, edition, papers, reviewer):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    cast.declare(papers[0], conflicted)
    client.force_login(conflicted)

    shown = text_of(client.get(f"{PAGE}remind/"))

    assert papers[1].title in shown
    assert papers[0].title not in shown


def test_preview_does_not_tell_who_owes_a_review_of_a_hidden_paper(client, edition, author, reviewer):
    conflicted = cast.make_user("Connie Conflicted")
    cast.join(edition, conflicted, Role.CHAIR)
    hidden, seen = cast.make_submission(edition, author), cast.make_submission(edition, author)
    cast.declare(hidden, conflicted)
    cast.assign(seen, reviewer)
    cast.assign(seen, author)
    client.force_login(conflicted)

    before = text_of(client.get(f"{PAGE}remind/"))
    cast.assign(hidden, author)
    after = text_of(client.get(f"{PAGE}remind/"))

    assert [re.findall("<pre.*?</pre>", page) for page in (before, after)] == [re.findall("<pre.*?</pre>", before)] * 2
    assert f"Dear {author.name}" in before


def test_queries_do_not_grow_with_the_papers(client, edition, chair, author):
    client.force_login(chair)

    def add(count: int) -> None:
        for number in range(count):
            person = cast.make_user(f"Reviewer {edition.memberships.count()}.{number}")
            cast.join(edition, person, Role.REVIEWER)
            cast.assign(cast.make_submission(edition, author), person)

    def queries(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    add(3)
    few = [queries(PAGE), queries(f"{PAGE}remind/")]
    add(27)

    assert [queries(PAGE), queries(f"{PAGE}remind/")] == few
