"""The authors' pages, as a browser asks for them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from submissions.models import Manuscript, Submission
from submissions.states import Status
from submissions.submitting.actions import save_draft, start_draft, submit
from submissions.submitting.content import AuthorLine, lines_of
from tests import cast
from tests.submissions import papers, pdfs
from want.mail.models import Message
from want.venues.stages import Stage

START = "/icml2024/submit/"
PREVIEW = "/icml2024/submit/preview/"
MINE = "/icml2024/submissions/"


@pytest.fixture(autouse=True)
def open_for_papers(edition, during):
    during(Stage.SUBMISSION)


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def draft(edition, author):
    paper = start_draft(edition, by=author)
    papers.add_pdf(paper, author)
    return save_draft(
        paper, papers.content(edition), [papers.line(author, is_contact=True)], seen_version=None, by=author
    )


def page_of(paper, name="edit"):
    return reverse(f"submissions:{name}", args=[paper.edition.slug, paper.code])


def count_of_files(paper):
    return Manuscript.objects.filter(submission=paper).count()


def hidden(response, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', response.content.decode())[1]


def shown(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# Begin


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


# Save


def test_draft_is_saved_and_says_what_is_missing(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author, is_contact=True), abstract="", version=draft.version, save=1)

    response = signed_in.post(page_of(draft), sent, follow=True)

    assert "Your draft is saved. It is not submitted yet." in shown(response)
    assert 'href="#id_abstract"' in response.content.decode()
    assert {section.key: section.state for section in response.context["rail"]} == {
        "paper": "missing",
        "topics": "done",
        "authors": "done",
        "conflicts": "done",
        "pdf": "done",
    }


def test_submitting_too_early_saves_and_explains(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), title="", version=draft.version, submit=1)

    response = signed_in.post(page_of(draft), sent, follow=True)

    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Status.DRAFT, "")
    assert "Saved as a draft. The paper is not submitted yet" in shown(response)


def test_wrong_field_stays_on_the_page_and_the_rest_is_saved(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), title="T" * 251, tldr="New", version=draft.version, save=1)

    response = signed_in.post(page_of(draft), sent)

    draft.refresh_from_db()
    assert (draft.title, draft.tldr) == ("Sparse pipelines", "New")
    assert "T" * 251 in response.content.decode()
    assert "This has 251 characters, and 250 fit." in shown(response)
    assert hidden(response, "version") == str(draft.version)


def test_wrong_author_list_stays_on_the_page_and_the_rest_is_saved(signed_in, draft, author):
    lines = [papers.line(author), AuthorLine("Twin", author.email)]

    response = signed_in.post(page_of(draft), papers.form(draft.edition, *lines, tldr="New", version=draft.version))

    draft.refresh_from_db()
    assert (draft.tldr, len(lines_of(draft))) == ("New", 1)
    assert "stands on two lines" in shown(response)
    assert 'value="Twin"' in response.content.decode()


def test_leaving_nobody_with_an_account_is_refused_and_the_rest_is_saved(signed_in, draft):
    stranger = AuthorLine("Stella", "stella@far.example", "Far")

    response = signed_in.post(page_of(draft), papers.form(draft.edition, stranger, tldr="New", version=draft.version))

    draft.refresh_from_db()
    assert (draft.tldr, draft.authors.current().get().name) == ("New", "Ada Author")
    assert "must stay on the paper" in shown(response)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "The file is empty."),
        (b"Dear Sir", "This is not a PDF file."),
        (pdfs.encrypted(), "protected by a password"),
    ],
)
def test_refused_file_loses_nothing_of_the_form(signed_in, draft, author, file, says):
    upload = papers.upload()
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(file)
    upload.file.seek(0)
    sent = papers.form(draft.edition, papers.line(author), tldr="Kept", version=draft.version, pdf=upload)

    response = signed_in.post(page_of(draft), sent)

    draft.refresh_from_db()
    assert (draft.tldr, count_of_files(draft)) == ("Kept", 1)
    assert says in shown(response)


def test_file_that_is_too_large_is_dropped_while_it_comes(signed_in, draft, author, settings):
    settings.MANUSCRIPT_MAX_BYTES = 1000
    sent = papers.form(draft.edition, papers.line(author), tldr="Kept", version=draft.version, pdf=papers.upload())

    response = signed_in.post(page_of(draft), sent)

    draft.refresh_from_db()
    assert (draft.tldr, count_of_files(draft)) == ("Kept", 1)
    assert "The file is too large" in shown(response)


def test_supplement_is_kept_beside_the_paper_with_a_blind_copy(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), version=draft.version, supplement=papers.upload("proofs"))

    signed_in.post(page_of(draft), sent)

    file = draft.manuscripts.get(kind="supplement")
    assert (file.version, file.pages, bool(file.blind_sha256)) == (1, 2, True)
    assert "Supplementary material, version 1: PDF, 2 pages" in shown(signed_in.get(page_of(draft)))


def test_archive_as_a_supplement_is_refused_in_words_and_the_words_beside_it_are_kept(signed_in, draft, author):
    archive = SimpleUploadedFile("code.zip", b"PK\x03\x04 code by Ada")
    sent = papers.form(draft.edition, papers.line(author), tldr="Kept", version=draft.version, supplement=archive)

    response = signed_in.post(page_of(draft), sent)

    draft.refresh_from_db()
    assert draft.tldr == "Kept"
    assert not draft.manuscripts.filter(kind="supplement").exists()
    assert "a Word document or an archive" in shown(response)


def test_supplement_that_is_too_large_is_dropped_while_it_comes(signed_in, draft, author, settings):
    settings.MANUSCRIPT_MAX_BYTES = 1000
    sent = papers.form(
        draft.edition, papers.line(author), tldr="Kept", version=draft.version, supplement=papers.upload()
    )

    response = signed_in.post(page_of(draft), sent)

    draft.refresh_from_db()
    assert (draft.tldr, draft.manuscripts.filter(kind="supplement").count()) == ("Kept", 0)
    assert "The file is too large" in shown(response)


def test_more_pages_than_the_type_has_are_remarked_and_taken(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), version=draft.version, pdf=papers.upload("long", pages=9))

    response = signed_in.post(page_of(draft), sent, follow=True)

    assert count_of_files(draft) == 2
    assert "The PDF has 9 pages. The main text of this type may have 8" in shown(response)


def test_form_older_than_the_paper_shows_both_texts(signed_in, draft, author):
    save_draft(draft, {"title": "Their title"}, None, seen_version=None, by=author)
    sent = papers.form(draft.edition, papers.line(author, is_contact=True), title="My title", version=draft.version)

    response = signed_in.post(page_of(draft), sent)
    draft.refresh_from_db()

    assert draft.title == "Their title"
    assert "Title, as it is saved now Their title" in shown(response)
    assert 'value="My title"' in response.content.decode()

    signed_in.post(page_of(draft), sent | {"version": hidden(response, "version")})
    draft.refresh_from_db()
    assert draft.title == "My title"


def test_topics_and_authors_of_others_are_shown_in_words(signed_in, draft, author, coauthor):
    theirs = {"topics": [topic.pk for topic in draft.edition.topics.all()]}
    save_draft(draft, theirs, [papers.line(author), papers.line(coauthor)], seen_version=None, by=author)

    response = signed_in.post(
        page_of(draft), papers.form(draft.edition, papers.line(author, is_contact=True), version=draft.version)
    )

    assert "Pipelining, Offloading, Scheduling for AI" in shown(response)
    assert coauthor.email in shown(response)


# The author list


def test_author_is_added_without_saving_and_nothing_typed_is_lost(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), title="Half typed", version=draft.version, add=1)

    response = signed_in.post(page_of(draft), sent)

    assert response.context["authors"].lines == [papers.line(author), AuthorLine("", "")]
    assert 'value="Half typed"' in response.content.decode()
    assert hidden(response, "version") == str(draft.version)
    draft.refresh_from_db()
    assert draft.title == "Sparse pipelines"


@pytest.mark.parametrize(
    ("button", "names", "contact"),
    [
        ({"up": 1}, ["B", "A", "C"], 1),
        ({"down": 0}, ["B", "A", "C"], 1),
        ({"down": 2}, ["A", "B", "C"], 0),
        ({"up": 0}, ["A", "B", "C"], 0),
        ({"remove": 1}, ["A", "C"], 0),
        ({"remove": 0}, ["B", "C"], 0),
        ({"remove": 7}, ["A", "B", "C"], 0),
        ({"up": "x"}, ["A", "B", "C"], 0),
    ],
)
def test_lines_are_moved_and_removed(signed_in, edition, button, names, contact):
    lines = [AuthorLine("A", "a@x.example", "X", is_contact=True), AuthorLine("B", "b@x.example"), AuthorLine("C", "")]

    response = signed_in.post(START, papers.form(edition, *lines) | button)

    arranged = response.context["authors"].lines
    assert [line.name for line in arranged] == names
    assert [line.is_contact for line in arranged] == [place == contact for place in range(len(names))]


def test_file_chosen_while_arranging_is_asked_for_again(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), version=draft.version, add=1, pdf=papers.upload("two"))

    response = signed_in.post(page_of(draft), sent)

    assert "Please choose it again before you save." in shown(response)
    assert count_of_files(draft) == 1


def test_htmx_gets_the_author_list_alone(signed_in, draft, author):
    sent = papers.form(draft.edition, papers.line(author), add=1)

    response = signed_in.post(page_of(draft), sent, headers={"HX-Request": "true"})

    text = response.content.decode()
    assert text.startswith('<section class="form-section" id="authors"')
    assert "<html" not in text


# Preview


def test_preview_renders_markdown_and_formulas(signed_in):
    response = signed_in.post(PREVIEW, {"abstract": "We **show** $x^2$. <script>alert(1)</script>"})

    text = response.content.decode()
    assert "<strong>show</strong>" in text
    assert "<math" in text
    assert "<script" not in text


def test_preview_without_javascript_is_the_whole_form(signed_in, draft, author):
    response = signed_in.post(
        page_of(draft), papers.form(draft.edition, papers.line(author), abstract="We **show**.", preview=1)
    )

    assert "<strong>show</strong>" in response.content.decode()
    assert response.context["form"]["abstract"].value() == "We **show**."


# After submission


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


# Whose pages they are


@pytest.mark.parametrize("name", ["edit", "receipt", "withdraw", "delete"])
@pytest.mark.parametrize("who", ["outsider", "chair", "reviewer"])
def test_pages_of_a_paper_are_missing_for_everybody_else(client, request, submission, name, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page_of(submission, name)).status_code == 404

    gone = client.get(page_of(submission, name).replace(submission.code, "zzzzzzzzzz"))
    assert gone.status_code == 404


def test_removed_author_is_as_everybody_else(client, coauthor, submission):
    submission.authors.filter(user=coauthor).update(removed_at=cast.at(11))
    client.force_login(coauthor)

    assert client.get(page_of(submission)).status_code == 404


def test_paper_of_another_edition_is_missing_here(signed_in, submission):
    cast.make_edition("elsewhere2024")

    assert signed_in.get(page_of(submission).replace("icml2024", "elsewhere2024")).status_code == 404


def test_coauthor_edits_as_the_first_author_does(client, coauthor, submission, author):
    papers.add_pdf(submission, author)
    client.force_login(coauthor)
    lines = [papers.line(author, is_contact=True), papers.line(coauthor)]

    client.post(page_of(submission), papers.form(submission.edition, *lines, title="Ours", version=1, save=1))

    submission.refresh_from_db()
    assert submission.title == "Ours"


# My papers


def test_own_list_shows_states_and_what_is_missing(signed_in, edition, author, outsider):
    cast.make_submission(edition, author, status="draft", title="Unfinished", number=1)
    cast.make_submission(edition, author, title="Received", number=2)
    cast.make_submission(edition, outsider, title="Not mine", number=3)

    response = signed_in.get(MINE)

    rows = {row["paper"].number: [one.sentence for one in row["lacking"]] for row in response.context["rows"]}
    assert rows == {1: ["Add the PDF."], 2: []}
    text = shown(response)
    assert "Draft, not submitted" in text
    assert "Not mine" not in text


def test_empty_list_leads_to_the_form(signed_in):
    response = signed_in.get(MINE)

    assert START in response.content.decode()


def test_list_asks_no_more_queries_with_thirty_papers_than_with_three(
    signed_in, edition, author, coauthor, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(3):
        cast.make_submission(edition, author, coauthor, status="draft", number=number + 1)
    edition.submissions.update(submission_type=None)
    signed_in.get(MINE)
    with django_assert_max_num_queries(8) as few:
        signed_in.get(MINE)

    for number in range(3, 30):
        cast.make_submission(edition, author, coauthor, number=number + 1)

    with django_assert_num_queries(len(few.captured_queries)):
        assert len(signed_in.get(MINE).context["rows"]) == 30


def test_form_asks_no_more_queries_with_many_authors(signed_in, draft, author, django_assert_num_queries):
    signed_in.get(page_of(draft))
    with django_assert_num_queries(9):
        signed_in.get(page_of(draft))
    lines = [papers.line(author), *(AuthorLine(f"A{i}", f"a{i}@x.example", "X") for i in range(20))]
    save_draft(draft, {}, lines, seen_version=None, by=author)

    with django_assert_num_queries(9):
        signed_in.get(page_of(draft))


# Conflicts that authors name


def test_named_conflicts_are_kept_shown_again_and_stand_on_the_receipt(signed_in, draft, author):
    typed = "college.example we left last year\nAnna Smith <anna@far.example>"
    sent = papers.form(draft.edition, papers.line(author, is_contact=True), version=draft.version, conflicts=typed)

    page = signed_in.post(page_of(draft), sent | {"save": 1}, follow=True)

    assert page.context["form"]["conflicts"].value() == "college.example we left last year\nanna@far.example Anna Smith"
    papers.add_pdf(draft, author)
    draft.refresh_from_db()
    receipt = signed_in.post(page_of(draft), sent | {"version": draft.version, "submit": 1}, follow=True)
    assert "college.example (we left last year)" in shown(receipt)


def test_line_that_names_nobody_is_refused_at_its_field_and_the_rest_is_kept(signed_in, draft, author):
    sent = papers.form(
        draft.edition, papers.line(author), title="Kept", version=draft.version, conflicts="Anna", save=1
    )

    page = signed_in.post(page_of(draft), sent)

    draft.refresh_from_db()
    assert page.context["form"].errors == {"conflicts": ["Line 1 has no address and no domain: “Anna”."]}
    assert (draft.title, list(draft.named_conflicts.all())) == ("Kept", [])
    assert next(section.state for section in page.context["rail"] if section.key == "conflicts") == "wrong"
