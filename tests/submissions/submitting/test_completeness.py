"""What a paper lacks, in words that lead to the field."""

import pytest

from submissions.submitting.completeness import missing
from tests import cast
from tests.submissions import papers
from want.venues.stages import Stage


@pytest.fixture
def complete(edition, author, during):
    during(Stage.SUBMISSION)
    paper = cast.make_submission(edition, author, status="draft")
    papers.add_pdf(paper, author)
    return paper


def sentences(paper):
    return [one.sentence for one in missing(paper)]


def test_complete_paper_lacks_nothing(complete):
    assert sentences(complete) == []


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "Give the paper a title."),
        ("abstract", "", "Write the abstract."),
        ("abstract", "x" * 5001, "Shorten the abstract: it has 5,001 characters, and 5,000 fit."),
        ("keywords", [], "Name at least one keyword."),
        ("submission_type", None, "Choose the type of the paper."),
    ],
)
def test_each_field_is_asked_for(complete, field, value, says):
    setattr(complete, field, value)

    assert [(one.field, one.sentence) for one in missing(complete)] == [(field, says)]


def test_topic_may_be_one_of_their_own(complete):
    complete.topics.clear()
    assert sentences(complete) == ["Choose at least one topic, or name another."]

    complete.other_topic = "Optical training"
    assert sentences(complete) == []


def test_type_is_not_asked_for_where_there_is_none(complete):
    complete.submission_type = None
    complete.save()
    complete.edition.submission_types.all().delete()

    assert sentences(complete) == []


def test_authors_are_asked_for_line_by_line(complete):
    author = complete.authors.get()
    author.name, author.email, author.affiliation, author.is_contact = "", "ada@", "", False
    author.save()

    assert [(one.field, one.sentence) for one in missing(complete)] == [
        ("author-0-name", "Write the name of author 1."),
        ("author-0-email", "Correct the address of author 1: “ada@” is none."),
        ("author-0-affiliation", "Write where author 1 works or studies."),
        ("contact_0", "Say which author the chairs should write to."),
    ]


def test_removed_authors_are_not_asked_for(complete, coauthor):
    complete.authors.create(position=1, name="", email=coauthor.email, removed_at=cast.at(11))

    assert sentences(complete) == []


def test_final_version_is_no_paper(complete):
    complete.manuscripts.update(kind="camera_ready")

    assert sentences(complete) == ["Add the PDF."]
