"""From draft to submission and out again: what changes, who is told, what is logged."""

import pytest

from reviews.committee.answering import accept
from reviews.models import Invitation
from submissions.conflicts.derive import Named
from submissions.models import Author, Conflict, Submission
from submissions.states import Status
from submissions.submitting import authors as author_list
from submissions.submitting.actions import Incomplete, delete_draft, save_draft, start_draft, submit, withdraw
from submissions.submitting.content import AuthorLine, content_of, lines_of
from tests import cast
from tests.submissions import papers
from want.accounts.actions import verify_address
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

STRANGER = AuthorLine("Stella Stranger", "Stella@Far.example", "Far College")


@pytest.fixture(autouse=True)
def open_for_papers(edition, during):
    during(Stage.SUBMISSION)


@pytest.fixture
def draft(edition, author):
    return start_draft(edition, by=author)


@pytest.fixture
def complete(edition, author, draft):
    papers.add_pdf(draft, author)
    return save_draft(
        draft, papers.content(edition), [papers.line(author, is_contact=True)], seen_version=None, by=author
    )


def verbs():
    return [entry.verb for entry in Entry.objects.order_by("id")]


def told(key):
    return sorted(Message.objects.filter(key__startswith=key).values_list("to", flat=True))


# Begin


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


# Save


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


# Two at once


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


# Authors


def test_order_of_authors_is_kept(author, coauthor, draft):
    lines = [papers.line(coauthor), STRANGER, papers.line(author)]

    saved = save_draft(draft, {}, lines, seen_version=None, by=author)

    assert [(a.position, a.name, a.email) for a in saved.authors.current()] == [
        (0, "Cora Coauthor", coauthor.email),
        (1, "Stella Stranger", "stella@far.example"),
        (2, "Ada Author", author.email),
    ]


def test_paper_is_theirs_whose_verified_address_is_listed(author, coauthor, draft):
    saved = save_draft(draft, {}, [papers.line(author), papers.line(coauthor), STRANGER], seen_version=None, by=author)

    assert [line.user for line in saved.authors.current()] == [author, coauthor, None]


def test_address_that_is_not_verified_makes_nobody_an_author(author, outsider, draft):
    outsider.emailaddress_set.update(verified=False)

    saved = save_draft(draft, {}, [papers.line(author), papers.line(outsider)], seen_version=None, by=author)

    assert saved.authors.get(email=outsider.email).user is None


def test_removed_author_stays_as_a_row(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)

    saved = save_draft(draft, {}, [papers.line(author)], seen_version=None, by=author)

    gone = Author.objects.get(submission=draft, email=coauthor.email)
    assert gone.removed_at is not None
    assert lines_of(saved) == [papers.line(author)]


def test_removed_author_may_come_back(author, coauthor, draft):
    for lines in ([author, coauthor], [author], [author, coauthor]):
        save_draft(draft, {}, [papers.line(user) for user in lines], seen_version=None, by=author)

    assert draft.authors.filter(email=coauthor.email).count() == 2
    assert draft.authors.current().filter(email=coauthor.email).count() == 1


def test_people_hear_once_that_they_are_listed_and_that_they_no_longer_are(author, coauthor, draft):
    lines = [papers.line(author), papers.line(coauthor), STRANGER]
    save_draft(draft, {}, lines, seen_version=None, by=author)
    save_draft(draft, {"title": "Later"}, lines, seen_version=None, by=author)

    assert told("listed:") == [coauthor.email, "stella@far.example"]

    save_draft(draft, {}, lines[:2], seen_version=None, by=author)

    assert told("no_longer_listed:") == ["stella@far.example"]
    assert told("listed:") == [coauthor.email, "stella@far.example"]


def test_nobody_is_written_to_at_an_address_that_is_none(author, draft):
    save_draft(draft, {}, [papers.line(author), AuthorLine("Ada", "ada@")], seen_version=None, by=author)

    assert told("listed:") == []


def test_one_author_with_an_account_must_stay(author, draft):
    with pytest.raises(author_list.CannotBeListed, match="must stay on the paper"):
        save_draft(draft, {"title": "Lost"}, [STRANGER], seen_version=None, by=author)

    draft.refresh_from_db()
    assert (draft.title, lines_of(draft)) == ("", [papers.line(author, is_contact=True)])


def test_author_may_leave_the_paper_to_a_coauthor(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)

    saved = save_draft(draft, {}, [papers.line(coauthor)], seen_version=None, by=author)

    assert [line.user for line in saved.authors.current()] == [coauthor]


def test_address_on_two_lines_is_refused(author, draft):
    with pytest.raises(author_list.CannotBeListed, match="stands on two lines"):
        save_draft(draft, {}, [papers.line(author), papers.line(author)], seen_version=None, by=author)


def test_two_lines_without_an_address_are_kept(author, draft):
    lines = [papers.line(author), AuthorLine("One", ""), AuthorLine("Two", "")]

    save_draft(draft, {}, lines, seen_version=None, by=author)
    saved = save_draft(draft, {"title": "T"}, lines, seen_version=None, by=author)

    assert lines_of(saved) == lines


def test_more_authors_than_there_is_room_for_are_refused(author, draft):
    many = [AuthorLine(f"A {i}", f"a{i}@far.example") for i in range(author_list.MAX_AUTHORS)]

    with pytest.raises(author_list.CannotBeListed, match="can have 50 authors"):
        save_draft(draft, {}, [papers.line(author), *many], seen_version=None, by=author)


def test_conflicts_follow_the_author_list(edition, author, draft, reviewer):
    assert not Conflict.objects.filter(user=reviewer).exists()

    save_draft(draft, {}, [papers.line(author), papers.line(reviewer)], seen_version=None, by=author)
    assert [c.reason for c in Conflict.objects.filter(user=reviewer)] == ["author"]

    save_draft(draft, {}, [papers.line(author)], seen_version=None, by=author)
    assert not Conflict.objects.filter(user=reviewer).exists()


# Submit


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


# Withdraw, delete


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


def test_person_who_verifies_an_address_gets_the_papers_that_list_it(edition, author, draft):
    save_draft(draft, {}, [papers.line(author), STRANGER], seen_version=None, by=author)
    stella = cast.make_user("Stella Stranger", "stella@home.example")
    cast.join(edition, stella, Role.REVIEWER)

    verify_address(stella, "Stella@far.example")

    assert draft.authors.get(email="stella@far.example").user == stella
    assert [c.reason for c in Conflict.objects.filter(user=stella)] == ["author"]


def test_submitting_makes_co_authors_and_taking_back_unmakes_them(edition, author, outsider, complete):
    cast.join(edition, outsider, Role.REVIEWER)
    other = cast.make_submission(edition, author)
    both = [papers.line(author, is_contact=True), papers.line(outsider)]
    save_draft(complete, {}, both, seen_version=None, by=author)

    def found():
        return list(Conflict.objects.filter(user=outsider, submission=other).values_list("reason", flat=True))

    before = found()
    submitted = submit(complete, by=author)
    between = found()
    save_draft(submitted, {"title": ""}, None, seen_version=None, by=author, take_back=True)

    assert (before, between, found()) == ([], ["coauthor"], [])


# Conflicts that authors name


def test_who_is_named_by_an_address_nobody_has_yet_is_kept_away_when_they_join(edition, draft, author):
    save_draft(draft, {"conflicts": [Named("nina@novel.example", "our advisor")]}, None, seen_version=None, by=author)
    assert not Conflict.objects.filter(submission=draft).exists()

    invitation = Invitation.objects.create(
        edition=edition, email="nina@novel.example", role=Role.REVIEWER, invited_by=author
    )
    member = accept(invitation, name="Nina Novel")

    conflict = Conflict.objects.get(submission=draft, user=member.user)
    assert str(conflict) == "The authors of this paper named them (our advisor)."


def test_member_who_proves_a_named_address_later_is_kept_away_from_then_on(edition, draft, author, reviewer):
    save_draft(draft, {"conflicts": [Named("rita@home.example")]}, None, seen_version=None, by=author)
    assert not Conflict.objects.filter(user=reviewer).exists()

    verify_address(reviewer, "rita@home.example")

    assert Conflict.objects.get(user=reviewer).reason == "named"


def test_name_taken_off_the_list_takes_its_conflict_along(draft, author, reviewer):
    first = save_draft(draft, {"conflicts": [Named(reviewer.email)]}, None, seen_version=None, by=author)
    assert Conflict.objects.filter(user=reviewer).exists()
    again = save_draft(first, {"conflicts": [Named(reviewer.email)]}, None, seen_version=first.version, by=author)
    assert again.version == first.version

    save_draft(first, {"conflicts": []}, None, seen_version=first.version, by=author)

    assert not Conflict.objects.filter(user=reviewer).exists()
