"""The rule of deadlines: received whole, by the database's clock, before the deadline plus grace."""

import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory

from reviews.models import Bid, Rebuttal, ReviewDraft
from submissions.manuscripts import workbench
from tests import cast
from tests.submissions.pdfs import pdf
from want.core import clock, received
from want.venues.stages import Stage

TICK = timedelta(microseconds=1)
GRACE = timedelta(minutes=15)


@pytest.fixture
def database_says(monkeypatch):
    """Return a function that sets the database's clock; the machine's own clock shows another year."""

    def say(instant):
        monkeypatch.setattr(received, "database_now", lambda: instant)

    return say


def end_of(edition, stage):
    return edition.windows.get(stage=stage).closes_at + GRACE


def save_paper(client, edition, submission):
    client.force_login(submission.created_by)
    client.post(f"/{edition.slug}/submissions/{submission.code}/", {"title": "Just in time", "version": "1"})
    submission.refresh_from_db()
    return submission.updated_at if submission.title == "Just in time" else None


def type_review(client, edition, submission):
    reviewer = cast.make_user("Rea Reviewer")
    cast.join(edition, reviewer, "reviewer")
    cast.assign(submission, reviewer)
    client.force_login(reviewer)
    client.post(f"/{edition.slug}/papers/{submission.code}/review/draft/", {"strengths": "Clear.", "version": "0"})
    kept = ReviewDraft.objects.first()
    return kept and kept.saved_at


def place_bid(client, edition, submission):
    reviewer = cast.make_user("Rea Reviewer")
    cast.join(edition, reviewer, "reviewer")
    client.force_login(reviewer)
    client.post(f"/{edition.slug}/bids/{submission.code}/", {"value": "willing"})
    placed = Bid.objects.first()
    return placed and placed.placed_at


def answer(client, edition, submission):
    cast.review(cast.assign(submission, cast.make_user("Rea Reviewer")))
    client.force_login(submission.created_by)
    client.post(f"/{edition.slug}/papers/{submission.code}/response/", {"text": "We thank you.", "version": "0"})
    written = Rebuttal.objects.first()
    return written and written.submitted_at


WRITES = {
    Stage.SUBMISSION: save_paper,
    Stage.BIDDING: place_bid,
    Stage.REVIEWING: type_review,
    Stage.REBUTTAL: answer,
}


@pytest.fixture(params=WRITES)
def write_at(request, client, edition, author, database_says):
    """Return a function that writes so long after the deadline plus grace, and returns the instant stored."""
    stage = request.param
    end = end_of(edition, stage)
    edition.windows.filter(opens_at__gte=end - GRACE).update(opens_at=end + timedelta(hours=1))
    paper = cast.make_submission(edition, author, status="draft" if stage is Stage.SUBMISSION else "submitted")

    def write(after):
        database_says(end + after)
        stored = WRITES[stage](client, edition, paper)
        return stored and stored - end

    return write


def test_what_came_at_the_last_instant_counts_and_that_instant_is_stored(write_at):
    assert write_at(-TICK) == -TICK


def test_what_came_when_the_grace_was_over_is_refused(write_at):
    assert write_at(timedelta(0)) is None


@pytest.mark.django_db
def test_time_that_the_answer_takes_does_not_count(client, edition, author, database_says, monkeypatch):
    last, submission = end_of(edition, Stage.SUBMISSION) - TICK, cast.make_submission(edition, author, status="draft")
    examine = workbench.examine

    def slowly(*args):
        monkeypatch.setattr(clock, "real_now", lambda: last + timedelta(minutes=1))
        return examine(*args)

    monkeypatch.setattr(workbench, "examine", slowly)
    database_says(last)
    client.force_login(author)
    file = io.BytesIO(pdf("the paper"))
    file.name = "paper.pdf"

    client.post(f"/{edition.slug}/submissions/{submission.code}/", {"pdf": file, "title": submission.title})

    assert list(submission.manuscripts.values_list("uploaded_at", flat=True)) == [last]


@pytest.mark.django_db
def test_receipt_shows_the_recorded_instant_to_the_second(client, edition, author, submission):
    submission.submitted_at = cast.at(12) + timedelta(seconds=7)
    submission.save()
    client.force_login(author)

    page = client.get(f"/{edition.slug}/submissions/{submission.code}/receipt/").content.decode()

    assert "12:00:07 UTC" in page


@pytest.mark.django_db
def test_instant_is_asked_for_after_the_last_byte_has_come(monkeypatch):
    seen = []

    class Body(io.BytesIO):
        def read(self, size=-1):
            seen.append("read")
            return super().read(size)

    monkeypatch.setattr(received, "database_now", lambda: seen.append("asked") or cast.T0)
    request = RequestFactory().post("/", {"title": "x" * 1000})
    request.environ["wsgi.input"] = Body(request.body)
    request = RequestFactory().request(**request.environ)

    with clock.answering():
        received.ReceivedAt(lambda _: None).process_view(request)

    assert seen[-1] == "asked"
    assert "read" in seen


@pytest.mark.django_db
def test_clock_stands_still_while_a_post_is_answered_and_runs_on_afterwards(monkeypatch):
    monkeypatch.setattr(received, "database_now", lambda: cast.T0)
    shown = []

    def answer(request):
        middleware.process_view(request)
        shown.append(clock.now())

    middleware = received.ReceivedAt(answer)
    middleware(RequestFactory().post("/"))
    middleware(RequestFactory().get("/"))

    assert shown[0] == cast.T0
    assert shown[1] > cast.T0 + timedelta(days=300)
    assert clock.now() > cast.T0 + timedelta(days=300)


@pytest.mark.django_db
def test_databases_clock_runs_on_within_a_transaction():
    with transaction.atomic():
        first, second = received.database_now(), received.database_now()

    assert first < second
