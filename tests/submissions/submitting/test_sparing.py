"""Nobody sends words of their own to strangers, nor fills a mailbox, through author lists."""

import pytest
from allauth.core.context import request_context
from django.core.cache import caches
from django.test import Client

from submissions.models import Submission
from submissions.submitting.actions import save_draft, start_draft, submit, withdraw
from submissions.submitting.content import AuthorLine
from tests import cast
from tests.submissions import papers
from tests.submissions.submitting.read import told
from want.mail.models import Message

WORDS = "YOU HAVE WON 5000 EUR at evil.example"

pytestmark = pytest.mark.usefixtures("open_for_papers")


@pytest.fixture
def limits(settings):
    """Few letters a day, and nothing counted yet."""
    settings.WANT_RATE_LIMITS = {
        "listed_one": "3/d/key", "unlisted_one": "4/d/key", "listed": "5/d/key", "paper_mail": "4/d/key",
        "paper_mail_one": "2/d/key",
    }  # fmt: skip
    caches["default"].clear()


class Lister:
    """An author who sends the form of a draft again and again."""

    def __init__(self, author, paper):
        self.author, self.paper, self.browser = author, paper, Client()
        self.browser.force_login(author)

    def lists(self, *others, **fields):
        lines = [(self.author.name, self.author.email), *others]
        typed = {"authors": len(lines), "contact": 0, "title": "A paper", "save": 1} | fields
        for place, (name, email) in enumerate(lines):
            typed |= {f"author-{place}-name": name, f"author-{place}-email": email}
        page = f"/{self.paper.edition.slug}/submissions/{self.paper.code}/"
        version = Submission.objects.get(pk=self.paper.pk).version
        return self.browser.post(page, typed | {"version": version}, follow=True).content.decode()


@pytest.fixture
def lister(author, draft):
    return Lister(author, draft)


def test_letters_about_a_draft_hold_no_words_of_their_writer(author, draft):
    stranger = AuthorLine(f"{WORDS},", "stella@far.example")
    for lines in ([papers.line(author), stranger], [papers.line(author)]):
        save_draft(draft, {"title": WORDS}, lines, seen_version=None, by=author)

    letters = [f"{letter.subject} {letter.body}" for letter in Message.objects.filter(to="stella@far.example")]

    assert len(letters) == 2
    assert all("Dear colleague," in letter and "WON" not in letter for letter in letters)


def test_co_authors_with_an_account_are_greeted_by_their_own_name(author, coauthor, draft):
    typed = AuthorLine("Winner", coauthor.email)
    save_draft(draft, {}, [papers.line(author), typed], seen_version=None, by=author)

    assert f"Dear {coauthor.name}," in Message.objects.get(to=coauthor.email).body


def test_a_name_is_a_name(lister):
    page = lister.lists(("See www.evil.example", "stella@far.example"))

    assert "Please write the name alone" in page
    assert told("listed:") == []


def test_one_mailbox_gets_few_letters_a_day_and_the_last_is_true(lister, limits):
    for _ in range(5):
        lister.lists(("Stella", "stella@far.example"))
        lister.lists()

    keys = [key.partition(":")[0] for key in Message.objects.order_by("pk").values_list("key", flat=True)]
    assert keys == ["listed", "no_longer_listed"] * 3


def test_one_account_has_few_strangers_written_to_and_is_told_so(lister, limits):
    everybody = [(f"Ann {number}", f"ann{number}@far.example") for number in range(8)]

    page = lister.lists(*everybody)
    lister.lists()

    assert len(told("listed:")) == 5
    assert sorted(told("no_longer_listed:")) == sorted(told("listed:"))
    for _, email in everybody[5:]:
        assert email in page
    assert "Please tell them yourself that they are listed" in page


def test_deleting_drafts_does_not_start_the_count_anew(lister, limits, edition):
    author = lister.author
    for number in range(4):
        draft = start_draft(edition, by=author)
        again = Lister(author, draft)
        again.lists(*((f"Ann {one}", f"ann{number}.{one}@far.example") for one in range(2)))
        again.browser.post(f"/{edition.slug}/submissions/{draft.code}/delete/")

    assert len(told("listed:")) == 5


def test_receipts_go_to_their_writer_in_any_case_and_to_others_in_bounds(limits, rf, author, complete):
    others = [AuthorLine(f"Ann {number}", f"ann{number}@far.example", "Far College") for number in range(3)]
    save_draft(complete, {}, [papers.line(author, is_contact=True), *others], seen_version=None, by=author)

    with request_context(rf.post("/")):
        paper = submit(complete, by=author)
        for version in ("Another", "A third"):
            papers.add_pdf(paper, author, text=version)

    assert told("received:") == [author.email, *(other.email for other in others)]
    assert sorted(told("file:")) == sorted([author.email] * 2 + [other.email for other in others])


@pytest.mark.parametrize("is_at_work", [True, False])
def test_nobody_uses_up_the_letters_that_a_co_author_is_owed(
    limits, rf, author, coauthor, complete, edition, is_at_work
):
    """Junk that lists many, and the co-author, takes all letters of the day; then their paper is changed, and goes."""
    lines = [papers.line(author, is_contact=True), papers.line(coauthor)]
    save_draft(complete, {}, lines, seen_version=None, by=author)
    if is_at_work:
        save_draft(complete, {"tldr": "In short."}, lines, seen_version=None, by=coauthor)
    paper = submit(complete, by=author)
    strangers = [cast.make_user(f"Stranger {number}") for number in range(4)]
    junk = cast.make_submission(edition, author, *strangers, coauthor)
    with request_context(rf.post("/")):
        for number in range(3):
            papers.add_pdf(junk, author, text=f"Junk {number}")
            papers.add_pdf(paper, author, text=f"Another {number}")

        withdraw(paper, "Gone.", by=author)

    about = Message.objects.filter(submission_id=paper.pk, to=coauthor.email).values_list("key", flat=True)
    kinds = [key.partition(":")[0] for key in about]
    assert (kinds.count("file"), kinds.count("withdrawn")) == (3 if is_at_work else 2, 1)


def test_nobody_uses_up_the_letter_that_somebody_is_no_longer_listed(lister, limits, edition, author, coauthor):
    them = (coauthor.name, coauthor.email)
    lister.lists(them)
    junk = Lister(author, start_draft(edition, by=author))
    for _ in range(5):
        junk.lists(them)
        junk.lists()

    lister.lists()

    told = Message.objects.filter(submission_id=lister.paper.pk, to=coauthor.email).order_by("pk")
    assert [key.partition(":")[0] for key in told.values_list("key", flat=True)] == ["listed", "no_longer_listed"]
