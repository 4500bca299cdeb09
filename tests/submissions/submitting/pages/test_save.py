"""Saving: what is wrong stays on the page, and the rest is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.states import Status
from submissions.submitting.actions import save_draft
from submissions.submitting.content import AuthorLine, lines_of
from tests.submissions import papers, pdfs
from tests.submissions.submitting.pages.asked import count_of_files, hidden, page_of, shown


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
