"""A paper of one's own as PDF: read, shown to be corrected, stored as the person says, and the file is not kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models import ExpertisePaper
from submissions.manuscripts import store
from submissions.manuscripts.checks.inside import DAMAGED
from tests.submissions import pdfs
from tests.submissions.manuscripts.test_front import PLAIN


@pytest.fixture
def page(client, edition, reviewer):
    client.force_login(reviewer)
    return reverse("expertise:papers", args=[edition.slug])


def send(client, page, file: bytes) -> str:
    sent = {"do": "pdf", "pdf": SimpleUploadedFile("own.pdf", file)}
    return client.post(page, sent).content.decode()


def test_what_was_read_is_shown_and_stored_only_as_the_person_corrects_it(client, page, reviewer):
    shown = send(client, page, PLAIN)
    before = ExpertisePaper.objects.count()
    client.post(page, {"do": "type", "title": "Sheared pipelines", "abstract": "We shear them."})

    assert 'value="Sheared pipelines for large models"' in shown
    assert "We shear pipelines and they become fast." in shown
    assert before == 0
    [kept] = ExpertisePaper.objects.filter(user=reviewer)
    assert (kept.title, kept.abstract) == ("Sheared pipelines", "We shear them.")
    assert not any(store.root().rglob("*.pdf"))


def test_page_without_text_asks_for_the_words(client, page):
    assert "We could not find a title on the first page" in send(client, page, pdfs.sized(612, 792))


def test_bad_file_is_refused_with_the_sentence_for_manuscripts(client, page):
    assert DAMAGED in send(client, page, b"%PDF-1.5 and then nothing")
    assert "This is not a PDF file" in send(client, page, b"Dear Sir")


def test_file_that_is_too_large_is_refused_in_words(client, page, settings):
    settings.MANUSCRIPT_MAX_BYTES = 1000

    assert "can be taken" in send(client, page, pdfs.pdf())


def test_missing_file_is_asked_for(client, page):
    assert "This field is required." in client.post(page, {"do": "pdf"}).content.decode()
