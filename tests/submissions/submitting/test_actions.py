"""From draft to submission and out again: what changes, who is told, what is logged."""

import pytest

from submissions.models import Submission
from submissions.states import Status
from submissions.submitting.actions import Incomplete, delete_draft, save_draft, start_draft, submit, withdraw
from submissions.submitting.content import AuthorLine, content_of, lines_of
from tests import cast
from tests.submissions import papers
from tests.submissions.submitting.read import told, verbs
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.stages import Stage

STRANGER = AuthorLine("Stella Stranger", "Stella@Far.example", "Far College")


pytestmark = pytest.mark.usefixtures("open_for_papers")


def test_draft_begins_with_its_author_as_the_contact(draft, author):
    assert (draft.status, draft.created_by) == (Status.DRAFT, author)
    assert lines_of(draft) == [papers.line(author, is_contact=True)]
    assert draft.authors.get().user == author


def test_beginning_twice_with_one_code_begins_one_paper(edition, author):
    first = start_draft(edition, by=author, code="abcdefghjk")
    second = start_draft(edition, by=author, code="abcdefghjk")

    assert first == second
    assert Submission.objects.count() == 1
    assert verbs() == ["submission.started"]


def test_nothing_is_begun_after_the_deadline(edition, author, during):
    during(Stage.REVIEWING)

    with pytest.raises(Refused, match="Papers were due on"):
        start_draft(edition, by=author)


def test_draft_is_saved_incomplete_and_with_a_wrong_address(edition, author, draft):
    lines = [papers.line(author), AuthorLine("", "not an address")]

    saved = save_draft(draft, {"abstract": "x" * 6000}, lines, seen_version=draft.version, by=author)

    assert len(saved.abstract) == 6000
    assert lines_of(saved) == lines
    assert saved.version == draft.version + 1


def test_fields_that_are_not_given_stay(edition, author, complete):
    saved = save_draft(complete, {"title": "Another"}, None, seen_version=None, by=author)

    assert content_of(saved) == content_of(complete) | {"title": "Another"}
    assert lines_of(saved) == lines_of(complete)


def test_unknown_field_is_a_mistake_of_the_program(author, draft):
    with pytest.raises(ValueError, match="no status"):
        save_draft(draft, {"status": "accepted"}, None, seen_version=None, by=author)


def test_topics_of_another_edition_are_left_out(edition, author, draft):
    elsewhere = cast.make_edition("elsewhere2024")

    saved = save_draft(
        draft,
        {"topics": [elsewhere.topics.first().pk, edition.topics.first().pk]},
        None,
        seen_version=None,
        by=author,
    )

    assert [topic.edition for topic in saved.topics.all()] == [edition]


def test_saving_the_same_again_changes_nothing(edition, author, complete):
    log, version = verbs(), complete.version

    again = save_draft(complete, papers.content(edition), lines_of(complete), seen_version=1, by=author)

    assert (again.version, verbs()) == (version, log)


def test_edit_is_logged_by_the_names_of_its_fields(author, draft):
    save_draft(draft, {"title": "Secret", "tldr": "Secret"}, None, seen_version=None, by=author)

    assert Entry.objects.get(verb="submission.edited").detail == {"fields": ["title", "tldr"]}


def test_others_cannot_save(outsider, draft):
    with pytest.raises(Refused, match="Only its authors"):
        save_draft(draft, {"title": "Mine"}, None, seen_version=None, by=outsider)


def test_older_form_does_not_overwrite_and_shows_what_is_stored(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=1, by=author)
    save_draft(draft, {"title": "Theirs", "tldr": "Same"}, None, seen_version=2, by=coauthor)

    with pytest.raises(EditedMeanwhile) as meanwhile:
        save_draft(draft, {"title": "Mine", "tldr": "Same"}, None, seen_version=2, by=author)

    assert meanwhile.value.theirs == {"title": "Theirs"}
    assert meanwhile.value.version == 3
    draft.refresh_from_db()
    assert draft.title == "Theirs"


def test_author_list_of_an_older_form_is_shown_too(author, coauthor, draft):
    lines = [papers.line(author), papers.line(coauthor)]
    save_draft(draft, {}, lines, seen_version=1, by=author)

    with pytest.raises(EditedMeanwhile) as meanwhile:
        save_draft(draft, {}, [papers.line(author)], seen_version=1, by=author)

    assert meanwhile.value.theirs == {"authors": lines}


def test_older_form_that_says_the_same_is_no_conflict(author, draft):
    save_draft(draft, {"title": "One"}, None, seen_version=1, by=author)

    assert save_draft(draft, {"title": "One"}, None, seen_version=1, by=author).version == 2


def test_complete_paper_is_submitted_and_all_authors_get_a_receipt(edition, author, coauthor, complete):
    lines = [papers.line(author, is_contact=True), papers.line(coauthor)]
    save_draft(complete, {}, lines, seen_version=None, by=author)

    paper = submit(complete, by=author)

    assert (paper.status, paper.submitted_at) == (Status.SUBMITTED, cast.at(10))
    assert told("received:") == sorted([author.email, coauthor.email])
    letter = Message.objects.filter(key__startswith="received:").first()
    for fact in (str(paper.number), "6 May 2024, 12:00:00 UTC", paper.manuscripts.get().sha256, "Cora Coauthor"):
        assert fact in letter.body
    assert "submission.submitted" in verbs()


def test_second_click_submits_nothing_again(author, complete):
    submit(complete, by=author)
    log, letters = verbs(), Message.objects.count()

    submit(complete, by=author)

    assert (verbs(), Message.objects.count()) == (log, letters)


def test_incomplete_paper_is_not_submitted(author, draft):
    with pytest.raises(Incomplete) as incomplete:
        submit(draft, by=author)

    assert [one.field for one in incomplete.value.missing][:2] == ["title", "abstract"]
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_draft_is_not_submitted_after_the_deadline(author, complete, during):
    during(Stage.CHECKS)

    with pytest.raises(Refused, match="Papers were due on"):
        submit(complete, by=author)


def test_submitted_paper_stays_submitted_when_it_is_changed(author, complete):
    submit(complete, by=author)

    changed = save_draft(complete, {"title": "Better"}, None, seen_version=None, by=author)

    assert (changed.status, changed.title) == (Status.SUBMITTED, "Better")


def test_submitted_paper_must_stay_complete(author, complete):
    submit(complete, by=author)

    with pytest.raises(Incomplete, match="not saved"):
        save_draft(complete, {"abstract": ""}, None, seen_version=None, by=author)

    complete.refresh_from_db()
    assert (complete.status, complete.abstract) == (Status.SUBMITTED, "We show that $x$ holds.")


def test_submitted_paper_is_taken_back_on_request(author, complete):
    submit(complete, by=author)

    draft = save_draft(complete, {"abstract": ""}, None, seen_version=None, by=author, take_back=True)

    assert (draft.status, draft.abstract) == (Status.DRAFT, "")


def test_each_submission_has_its_receipt(author, complete):
    submit(complete, by=author)
    save_draft(complete, {"abstract": ""}, None, seen_version=None, by=author, take_back=True)
    save_draft(complete, {"abstract": "Again"}, None, seen_version=None, by=author)

    submit(complete, by=author)

    assert told("received:") == [author.email, author.email]


def test_paper_is_withdrawn_for_a_reason_that_all_authors_read(submission, author, coauthor):
    paper = withdraw(submission, "  An error in the proof. ", by=coauthor)

    assert (paper.status, paper.withdrawal_reason) == (Status.WITHDRAWN, "An error in the proof.")
    assert told("withdrawn:") == sorted([author.email, coauthor.email])
    assert "An error in the proof." in Message.objects.filter(key__startswith="withdrawn:").first().body


def test_withdrawing_needs_a_reason(submission, author):
    with pytest.raises(Refused, match="Say in a sentence why"):
        withdraw(submission, "  ", by=author)


def test_second_click_withdraws_nothing_again(submission, author):
    withdraw(submission, "Error.", by=author)
    letters = Message.objects.count()

    withdraw(submission, "Error.", by=author)

    assert (verbs().count("submission.withdrawn"), Message.objects.count()) == (1, letters)


def test_reason_stays_out_of_the_log(submission, author):
    withdraw(submission, "Our competitor was faster.", by=author)

    assert Entry.objects.get(verb="submission.withdrawn").detail == {}


def test_others_cannot_withdraw(submission, chair):
    with pytest.raises(Refused, match="Only its authors"):
        withdraw(submission, "I am the chair.", by=chair)


def test_draft_is_deleted_and_its_other_authors_are_told(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)

    delete_draft(draft, by=author)

    assert not Submission.objects.exists()
    assert told("deleted:") == [coauthor.email]
    assert verbs()[-1] == "submission.deleted"


def test_submitted_paper_cannot_be_deleted(submission, author):
    with pytest.raises(Refused, match="is withdrawn"):
        delete_draft(submission, by=author)
