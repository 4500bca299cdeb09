"""A submitted paper: receipt, changes, withdrawing, deleting."""

from submissions.models import Submission
from submissions.states import Status
from submissions.submitting.actions import submit
from tests import cast
from tests.submissions import papers
from tests.submissions.submitting.pages.asked import MINE, count_of_files, page_of, shown
from want.venues.stages import Stage


def test_submitted_paper_that_would_be_incomplete_is_not_saved(signed_in, draft, author):
    submit(draft, by=author)
    draft.refresh_from_db()
    sent = papers.form(
        draft.edition,
        papers.line(author, is_contact=True),
        abstract="",
        version=draft.version,
        pdf=papers.upload("two"),
    )

    response = signed_in.post(page_of(draft), sent | {"save": 1})

    draft.refresh_from_db()
    assert (draft.status, draft.abstract) == (Status.SUBMITTED, "We show that $x$ holds.")
    assert "Your changes are not saved yet." in shown(response)
    assert "The PDF you chose is saved" in shown(response)
    assert count_of_files(draft) == 2

    signed_in.post(page_of(draft), sent | {"take_back": 1})
    draft.refresh_from_db()
    assert (draft.status, draft.abstract) == (Status.DRAFT, "")


def test_receipt_shows_number_time_and_hash(signed_in, submission, author):
    papers.add_pdf(submission, author)

    text = shown(signed_in.get(page_of(submission, "receipt")))

    for fact in (f"Paper {submission.number}", submission.manuscripts.get().sha256, "8 May 2024, 12:00 UTC"):
        assert fact in text


def test_receipt_of_a_draft_is_its_form(signed_in, draft):
    assert signed_in.get(page_of(draft, "receipt")).url == page_of(draft)


def test_after_the_deadline_the_form_says_what_can_be_done(signed_in, submission, during):
    during(Stage.REVIEWING)

    text = shown(signed_in.get(page_of(submission)))

    assert "until the decision you may only withdraw it" in text
    assert "Withdraw it" in text


def test_paper_is_withdrawn_on_its_page(signed_in, submission):
    assert "Say in a sentence why" in shown(signed_in.post(page_of(submission, "withdraw"), {"reason": ""}))

    response = signed_in.post(page_of(submission, "withdraw"), {"reason": "An error."})

    submission.refresh_from_db()
    assert (submission.status, submission.withdrawal_reason) == (Status.WITHDRAWN, "An error.")
    assert response.url == page_of(submission, "receipt")


def test_withdrawn_paper_has_no_form_to_withdraw_it(signed_in, edition, author):
    paper = cast.make_submission(edition, author, status="withdrawn")

    assert "ask the chairs to bring it back" in shown(signed_in.get(page_of(paper, "withdraw")))


def test_looking_at_the_delete_page_deletes_nothing(signed_in, draft):
    signed_in.get(page_of(draft, "delete"))
    assert Submission.objects.filter(pk=draft.pk).exists()

    response = signed_in.post(page_of(draft, "delete"))
    assert response.url == MINE
    assert not Submission.objects.exists()


def test_delete_page_of_a_submitted_paper_says_no(signed_in, submission):
    response = signed_in.post(page_of(submission, "delete"))

    assert "is withdrawn" in shown(response)
    assert Submission.objects.filter(pk=submission.pk).exists()
