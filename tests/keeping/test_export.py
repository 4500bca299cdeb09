"""A person's copy of their data holds what is theirs and what they may see, and nothing else."""

import io
import json
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reviews.models import Bid, Comment, Decision, ExpertisePaper
from submissions.manuscripts.actions import add_manuscript
from tests import cast
from tests.submissions import pdfs
from want.accounts.signals import profile_changed
from want.audit.actions import record
from want.audit.models import Entry
from want.core import clock
from want.keeping.export import write_copy
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


def copy_of(user) -> tuple[dict, zipfile.ZipFile, str]:
    """Return the data, the archive, and all its text."""
    out = io.BytesIO()
    write_copy(user, out)
    copy = zipfile.ZipFile(out)
    text = copy.read("data.json").decode()
    return json.loads(text), copy, text


@pytest.fixture
def reviewed(submission, author, reviewer, second_reviewer, area_chair, chair):
    """Return a paper with a file, two reviews, a remark, and a decision that is not released."""
    with clock.frozen(cast.at(10)):
        add_manuscript(submission, SimpleUploadedFile("Ada.pdf", pdfs.pdf()), by=author)
    for reader in (reviewer, second_reviewer):
        cast.review(cast.assign(submission, reader))
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    Bid.objects.create(submission=submission, user=reviewer, value="willing")
    for person in (reviewer, second_reviewer):
        ExpertisePaper.objects.create(user=person, title=f"By {person}", title_key="x", digest="y")
    Comment.objects.create(
        submission=submission, writer=reviewer, signature="Reviewer 1", text="A remark.", key=uuid.uuid4()
    )
    Decision.objects.create(submission=submission, outcome="poster", note="The note.", decided_by=chair)
    return submission


def test_author_gets_their_paper_with_its_files(reviewed, author, during):
    during(Stage.REVIEWING)

    data, copy, _ = copy_of(author)

    assert [paper["title"] for paper in data["papers"]] == [reviewed.title]
    (file,) = [name for name in copy.namelist() if name.startswith("files/")]
    assert copy.read(file) == pdfs.pdf()
    assert "Ada.pdf" not in file


@pytest.mark.parametrize("stage", [Stage.REVIEWING, Stage.REBUTTAL, Stage.DISCUSSION, Stage.DECIDING])
def test_author_does_not_learn_who_reviews_them_nor_the_decision(reviewed, author, during, stage):
    during(stage)

    _, _, text = copy_of(author)

    for secret in ("Rita", "Sam Second", "Alma", "Carl", "A remark.", "The note.", "Confidential", "rita.reviewer@"):
        assert secret not in text


def test_reviewer_gets_their_own_review_bid_and_remark_and_not_the_authors(reviewed, reviewer, during):
    during(Stage.DISCUSSION)

    data, copy, text = copy_of(reviewer)

    assert [review["paper"] for review in data["reviews"]] == [str(reviewed.number)]
    assert data["reviews"][0]["confidential"] == reviewed.assignments.get(reviewer=reviewer).review.confidential
    assert [bid["title"] for bid in data["bids"]] == [reviewed.title]
    assert [remark["text"] for remark in data["remarks"]] == ["A remark."]
    assert [paper["title"] for paper in data["own_papers"]] == ["By Rita Reviewer"]
    assert data["papers"] == []
    assert not any(name.startswith("files/") for name in copy.namelist())
    for secret in ("Ada Author", "Cora Coauthor", "Sam Second", "The note."):
        assert secret not in text


def test_former_reviewer_in_conflict_keeps_their_words_without_the_paper(reviewed, reviewer, during):
    cast.declare(reviewed, reviewer)
    during(Stage.DISCUSSION)

    data, _, text = copy_of(reviewer)

    assert data["reviews"][0]["strengths"]
    assert "title" not in data["reviews"][0]
    assert reviewed.title not in text


def test_letters_are_those_that_were_sent_to_one_and_hold_no_code(author, db):
    for key, to, state, personal in (
        ("a", author.email, "sent", False),
        ("b", author.email, "queued", False),
        ("c", author.email, "sent", True),
        ("d", "other@other.example", "sent", False),
    ):
        at = cast.at(1) if state == "sent" else None
        Message.objects.create(
            key=key, to=to, subject=f"Letter {key}", body="x", state=state, sent_at=at, is_personal=personal
        )

    data, _, _ = copy_of(author)

    assert [letter["subject"] for letter in data["letters"]] == ["Letter a"]


def test_log_holds_ones_own_acts_alone(author, chair):
    record("submission.submitted", by=author, edition="icml2024")
    record("decision.made", by=chair, edition="icml2024")

    data, _, _ = copy_of(author)

    assert [entry["verb"] for entry in data["log"]] == ["submission.submitted"]


def test_conflict_that_others_declared_is_not_told(submission, author, outsider):
    cast.declare(submission, outsider)
    mine = outsider.conflicts.get()
    mine.declared_by = author
    mine.save()

    data, _, _ = copy_of(outsider)

    assert data["conflicts_you_declared"] == []


def test_conflict_that_followed_from_a_profile_is_not_told_when_it_is_kept_either(
    edition, submission, author, reviewer, during
):
    for now, place in ((Stage.SUBMISSION, author.affiliation), (Stage.BIDDING, "Nowhere")):
        during(now)
        reviewer.affiliation = place
        reviewer.save()
        profile_changed.send(sender=type(reviewer), user=reviewer, fields={"affiliation"})

    data, _, _ = copy_of(reviewer)

    assert reviewer.conflicts.get().reason == "kept"
    assert Entry.objects.filter(actor_id=reviewer.pk, verb="conflict.kept").exists()
    assert data["conflicts_you_declared"] == []
    assert "conflict" not in {entry["verb"].split(".")[0] for entry in data["log"]}


def test_copy_is_sent_as_an_attachment_that_no_cache_keeps(outsider):
    browser = Client()
    browser.force_login(outsider)

    answer = browser.post(reverse("take_copy"))

    assert zipfile.ZipFile(io.BytesIO(b"".join(answer))).testzip() is None
    assert answer["Content-Disposition"].startswith('attachment; filename="want-data-')
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
