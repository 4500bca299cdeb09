"""What authors find on the home page and in the header, and whom their deadlines concern."""

import pytest

from submissions.asks import of_authors
from submissions.models import CameraReady
from tests import cast
from want.venues.audiences import people_concerned
from want.venues.stages import Stage


def asked(user, at):
    return list(of_authors(user, at))


def test_draft_is_asked_for_with_what_is_missing(edition, author, during):
    during(Stage.SUBMISSION)
    paper = cast.make_submission(edition, author, status="draft", title="Half done", number=7)

    (ask,) = asked(author, cast.at(10))

    assert (ask.verb, ask.what, ask.state) == ("Finish and submit", "Paper 7: Half done", "one thing is missing")
    assert (ask.due, ask.url) == (cast.at(32), f"/icml2024/submissions/{paper.code}/")


def test_draft_is_not_asked_for_after_the_deadline(edition, author, during):
    during(Stage.REVIEWING)
    cast.make_submission(edition, author, status="draft")

    assert asked(author, cast.at(40)) == []


def test_nothing_is_asked_for_papers_of_others(edition, author, outsider, during):
    during(Stage.SUBMISSION)
    cast.make_submission(edition, author, status="draft")

    assert asked(outsider, cast.at(10)) == []


def test_asking_costs_no_more_queries_with_more_papers(edition, author, during, django_assert_num_queries):
    during(Stage.SUBMISSION)
    for number in range(3):
        cast.make_submission(edition, author, status="draft", number=number + 1)
    with django_assert_num_queries(5):
        assert len(asked(author, cast.at(10))) == 3

    for number in range(3, 30):
        cast.make_submission(edition, author, status="draft", number=number + 1)

    with django_assert_num_queries(5):
        assert len(asked(author, cast.at(10))) == 30


def test_whoever_wrote_nothing_costs_one_query(author, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert asked(author, cast.at(10)) == []


@pytest.mark.parametrize(
    ("stage", "links"), [(Stage.SUBMISSION, ["Submit", "My papers"]), (Stage.REVIEWING, ["My papers"])]
)
def test_header_leads_authors_to_their_papers(client, submission, author, during, stage, links):
    during(stage)
    client.force_login(author)

    navigation = client.get("/icml2024/submissions/").context["navigation"]

    assert [link.label for link in navigation if link.label in {"Submit", "My papers"}] == links


def test_deadlines_concern_the_authors_of_such_papers(edition, author, coauthor, outsider):
    cast.make_submission(edition, author, status="draft")
    cast.make_submission(edition, coauthor)
    accepted = cast.make_submission(edition, outsider, status="accepted")
    accepted.authors.create(position=1, name="Nobody", email="not an address")
    CameraReady.objects.create(submission=accepted, title="T", abstract="A", submitted_by=outsider)

    def concerned(stage):
        return {person.email for person in people_concerned(edition, stage)}

    assert concerned(Stage.SUBMISSION) == {author.email, coauthor.email}
    assert concerned(Stage.CAMERA_READY) == {outsider.email}
