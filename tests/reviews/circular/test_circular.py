"""A chair's letter to a group: previewed, sent once, and telling the chair nothing that is hidden from them."""

import re
import uuid

import pytest

from reviews.circular.groups import Group, people_in
from reviews.visibility.lists import sight_of
from tests import cast
from want.audit.models import Entry
from want.desk.outbox import letters_seen_by
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

PAGE = "/desk/e/icml2024/write/"


@pytest.fixture
def papers(edition, author, coauthor, outsider, submission, reviewer, second_reviewer, area_chair, chair):
    """A submitted paper, one of each other kind, and a reviewer who owes a review."""
    cast.make_submission(edition, outsider, status="draft")
    cast.make_submission(edition, outsider, coauthor, status="accepted", presentation="oral")
    cast.make_submission(edition, cast.make_user("Willa Withdrawn"), status="withdrawn")
    cast.assign(submission, reviewer)
    cast.review(cast.assign(submission, second_reviewer))
    return submission


def typed(**instead):
    return {
        "nonce": str(uuid.uuid4()),
        "group": "reviewers",
        "subject": "News",
        "body": "Dear {name},\n\nhello.",
    } | instead


def previewed(client, data):
    """Look at the preview and return what its button sends."""
    page = client.post(PAGE, data | {"do": "preview"}).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return page, data | {"do": "send", "seen": seen[1] if seen else ""}


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (Group.AUTHORS, ["Ada Author", "Cora Coauthor", "Otto Outsider"]),
        (Group.CONTACTS, ["Ada Author", "Otto Outsider"]),
        (Group.ACCEPTED, ["Otto Outsider"]),
        (Group.DRAFTS, ["Otto Outsider"]),
        (Group.REVIEWERS, ["Rita Reviewer", "Sam Second"]),
        (Group.DUE, ["Rita Reviewer"]),
        (Group.AREA_CHAIRS, ["Alma Areachair"]),
        (Group.COMMITTEE, ["Alma Areachair", "Carl Chair", "Rita Reviewer", "Sam Second"]),
    ],
)
def test_each_group_is_those_and_no_others(edition, papers, chair, during, group, names):
    during(Stage.REVIEWING)

    assert [person.name for person in people_in(group, sight_of(chair, edition))] == names


def test_nothing_is_sent_before_a_real_letter_and_the_number_were_shown(client, papers, chair, during):
    during(Stage.REVIEWING)
    client.force_login(chair)

    unseen = client.post(PAGE, typed() | {"do": "send"}).content.decode()
    page, sending = previewed(client, typed())
    before = Message.objects.count()
    client.post(PAGE, sending)

    assert "Please look again." in unseen
    assert "Dear Rita Reviewer," in page
    assert "Send 2 letters" in page
    assert before == 0
    assert sorted(Message.objects.values_list("to", "subject")) == [
        ("rita.reviewer@rita-reviewer.example", "News"),
        ("sam.second@sam-second.example", "News"),
    ]
    assert Entry.objects.get(verb="letter.sent").detail == {"group": "Reviewers", "subject": "News"}


def test_double_click_sends_once(client, papers, chair, during):
    during(Stage.REVIEWING)
    client.force_login(chair)
    _, sending = previewed(client, typed())

    client.post(PAGE, sending)
    again = client.post(PAGE, sending, follow=True).content.decode()

    assert "nobody gets it twice" in again
    assert Message.objects.count() == 2
    assert Entry.objects.filter(verb="letter.sent").count() == 1


def test_other_words_from_the_same_form_are_another_letter(client, papers, chair, during):
    during(Stage.REVIEWING)
    client.force_login(chair)
    first = typed(group="due")
    second = first | {"subject": "One thing more"}

    for data in (first, second, second):
        client.post(PAGE, previewed(client, data)[1])

    assert sorted(Message.objects.values_list("subject", flat=True)) == ["News", "One thing more"]


def test_words_changed_after_the_preview_are_not_sent_unseen(client, papers, chair, during):
    during(Stage.REVIEWING)
    client.force_login(chair)
    _, sending = previewed(client, typed())

    page = client.post(PAGE, sending | {"subject": "Other news"}).content.decode()

    assert Message.objects.count() == 0
    assert "Please look again." in page


@pytest.mark.parametrize("words", [{"body": "{password}"}, {"subject": "{papers}"}])
def test_places_that_stand_for_nothing_are_refused(client, papers, chair, during, words):
    during(Stage.REVIEWING)
    client.force_login(chair)

    page, sending = previewed(client, typed(**words))

    assert sending["seen"] == ""
    assert "is-invalid" in page


def test_conflicted_chair_learns_nothing_of_who_is_due(client, edition, papers, conflicted_chair, during):
    during(Stage.REVIEWING)
    client.force_login(conflicted_chair)

    page, sending = previewed(client, typed(group="due"))

    assert sending["seen"] == ""
    assert "There is nobody in this group now" in page
    assert "Rita" not in page


def test_conflicted_chair_finds_no_letter_of_another_chair_to_the_reviewers_of_the_paper(
    client, edition, papers, chair, conflicted_chair, during
):
    during(Stage.REVIEWING)
    client.force_login(chair)
    page, sending = previewed(client, typed(group="due", body="{papers}"))
    client.post(PAGE, sending)

    assert papers.title in page
    assert letters_seen_by(chair, edition).count() == 1
    assert letters_seen_by(conflicted_chair, edition).count() == 0
    assert "1" not in str(Entry.objects.get(verb="letter.sent").detail)


def test_nobody_but_chairs_writes(client, papers, area_chair, during):
    during(Stage.REVIEWING)
    client.force_login(area_chair)

    assert client.post(PAGE, typed() | {"do": "send"}).status_code == 404


def test_person_in_two_roles_gets_one_letter(edition, papers, area_chair, chair, during):
    during(Stage.REVIEWING)
    cast.join(edition, area_chair, Role.REVIEWER)

    names = [person.name for person in people_in(Group.COMMITTEE, sight_of(chair, edition))]

    assert names.count("Alma Areachair") == 1
