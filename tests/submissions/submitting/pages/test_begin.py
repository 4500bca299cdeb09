"""The first form: it names its reader, begins one paper, and says when it cannot."""

from submissions.models import Submission
from submissions.states import Status
from tests.submissions import papers
from tests.submissions.submitting.pages.asked import START, hidden, page_of, shown
from want.mail.models import Message
from want.venues.stages import Stage


def test_empty_form_names_its_reader_as_first_author(signed_in, author):
    response = signed_in.get(START)

    lines = response.context["authors"].lines
    assert lines == [papers.line(author, is_contact=True)]


def test_sending_the_form_begins_and_submits_the_paper(signed_in, edition, author):
    sent = papers.form(edition, papers.line(author, is_contact=True), pdf=papers.upload(), submit=1)

    response = signed_in.post(START, sent)

    paper = Submission.objects.get()
    assert paper.status == Status.SUBMITTED
    assert response.url == page_of(paper, "receipt")


def test_form_sent_twice_begins_one_paper(signed_in, edition, author):
    code = hidden(signed_in.get(START), "code")
    sent = papers.form(edition, papers.line(author, is_contact=True), code=code, version=1)

    for _ in range(2):
        response = signed_in.post(START, sent | {"pdf": papers.upload(), "submit": 1})

    paper = Submission.objects.get()
    assert (paper.status, paper.manuscripts.count()) == (Status.SUBMITTED, 1)
    assert Message.objects.filter(key__startswith="received:").count() == 1
    assert response.url == page_of(paper, "receipt")


def test_going_back_to_the_first_form_does_not_overwrite_the_paper(signed_in, edition, author):
    code = hidden(signed_in.get(START), "code")
    sent = papers.form(edition, papers.line(author, is_contact=True), code=code, version=1, save=1)
    signed_in.post(START, sent)

    response = signed_in.post(START, sent | {"title": "Another paper altogether"})

    assert Submission.objects.get().title == "Sparse pipelines"
    assert "Somebody saved this while you were writing" in shown(response)


def test_code_that_was_not_given_out_is_not_taken(signed_in, edition, author):
    signed_in.post(START, papers.form(edition, papers.line(author), code="mypaper", save=1))

    assert Submission.objects.get().code != "mypaper"


def test_before_the_opening_the_page_says_when(signed_in, during):
    during(Stage.UPCOMING)

    assert "Submission opens on 26 Apr 2024" in shown(signed_in.get(START))


def test_what_comes_too_late_is_shown_and_not_kept(signed_in, edition, author, during):
    during(Stage.CHECKS)

    response = signed_in.post(START, papers.form(edition, papers.line(author), title="In vain", submit=1))

    assert not Submission.objects.exists()
    assert "Papers were due on" in shown(response)
    assert "In vain" in shown(response)
