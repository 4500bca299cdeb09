"""Who is listed on a paper: order, coming and going, and what hangs on it."""

import pytest

from reviews.committee.answering import accept
from reviews.models import Invitation
from submissions.conflicts.records import Named
from submissions.models import Author, Conflict
from submissions.submitting import authors as author_list
from submissions.submitting.actions import save_draft, submit
from submissions.submitting.content import AuthorLine, lines_of
from tests import cast
from tests.submissions import papers
from tests.submissions.submitting.read import told
from want.accounts.actions import verify_address
from want.venues.models import Role

STRANGER = AuthorLine("Stella Stranger", "Stella@Far.example", "Far College")


pytestmark = pytest.mark.usefixtures("open_for_papers")


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


def test_author_who_worked_on_the_paper_stays_as_a_row_when_removed(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)
    save_draft(draft, {"title": "Mine as well"}, None, seen_version=None, by=coauthor)

    saved = save_draft(draft, {}, [papers.line(author)], seen_version=None, by=author)

    gone = Author.objects.get(submission=draft, email=coauthor.email)
    assert gone.removed_at is not None
    assert lines_of(saved) == [papers.line(author)]


def test_who_is_listed_by_others_and_taken_off_again_leaves_no_trace(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor), STRANGER], seen_version=None, by=author)

    save_draft(draft, {}, [papers.line(author)], seen_version=None, by=author)

    assert [line.email for line in Author.objects.filter(submission=draft)] == [author.email]


def test_who_takes_themselves_off_leaves_no_trace(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)

    save_draft(draft, {}, [papers.line(author)], seen_version=None, by=coauthor)

    assert [line.email for line in Author.objects.filter(submission=draft)] == [author.email]


def test_removed_author_may_come_back(author, coauthor, draft):
    for lines in ([author, coauthor], [author], [author, coauthor]):
        save_draft(draft, {}, [papers.line(user) for user in lines], seen_version=None, by=author)
        if coauthor in lines:
            save_draft(draft, {"title": f"{len(lines)} {draft.authors.count()}"}, None, seen_version=None, by=coauthor)

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


def test_author_list_does_not_tell_whether_an_address_has_an_account(author, coauthor, draft):
    refusals = []
    for other in (papers.line(coauthor), STRANGER):
        save_draft(draft, {}, [papers.line(author), other], seen_version=None, by=author)
        with pytest.raises(author_list.CannotBeListed) as refusal:
            save_draft(draft, {}, [other], seen_version=None, by=author)
        refusals.append(str(refusal.value))

    assert refusals == [author_list.NOBODY_LEFT] * 2


def test_author_may_leave_the_paper_to_a_coauthor_who_has_worked_on_it(author, coauthor, draft):
    save_draft(draft, {}, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)
    save_draft(draft, {"title": "Ours"}, None, seen_version=None, by=coauthor)

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
