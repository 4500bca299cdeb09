"""Fill, serve and measure an edition of one size."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from submissions.manuscripts.actions import add_manuscript
from submissions.models import Manuscript
from submissions.submitting.actions import start_draft
from want.accounts.models import User
from want.core import clock
from want.demo import databases, serve
from want.demo.bench import measure
from want.demo.bench.fill import Filled, fill
from want.demo.bench.forms import fields_of
from want.demo.bench.pages import Page, pages
from want.demo.pdf import paper_pdf
from want.demo.signing import token_for
from want.demo.timing import EDITION
from want.venues.models import Edition
from want.venues.seeding import seed
from want.venues.stages import Stage

Say = Callable[[str], None]


def measured(papers: int, reviewers: int, *, port: int, times: int, seconds: float, say: Say) -> list[measure.Measured]:
    """Return the figures of every page for an edition of so many papers, in a scratch database that is thrown away."""
    name = f"bench_{papers}"
    databases.use(name, afresh=True)
    try:
        filled = _filled(papers, reviewers, say)
        servers = serve.start(port)
        try:
            serve.wait_until_served(port, servers)
            return [_measure(page, filled, port=port, times=times, seconds=seconds, say=say) for page in pages(filled)]
        finally:
            serve.stop(servers)
    finally:
        databases.drop(name)


def _filled(papers: int, reviewers: int, say: Say) -> Filled:
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    seed()
    edition = Edition.objects.with_calendar().get(slug=EDITION)
    filled = fill(edition, papers=papers, reviewers=reviewers, seed=7, keep=_example_file(edition))
    say(f"Filled {papers} papers and {papers * 3} reviews in {time.monotonic() - started:.0f} seconds.")
    return filled


def _example_file(edition: Edition) -> Callable[[bytes], Manuscript]:
    """Return a function that stores one PDF the ordinary way and returns its row."""

    def keep(_: bytes) -> Manuscript:
        helper = User.objects.create_user("upload@bench.example", name="Upload")
        with clock.frozen(_inside(edition, Stage.SUBMISSION)):
            draft = start_draft(edition, by=helper)
            content = paper_pdf("A paper", "An abstract.", pages=8)
            row = add_manuscript(draft, SimpleUploadedFile("a.pdf", content, "application/pdf"), by=helper)
            draft.delete()
        return row

    return keep


def _inside(edition: Edition, stage: Stage) -> datetime:
    if stage is Stage.DECIDING:
        return edition.calendar.windows[Stage.DISCUSSION].closes_at + timedelta(days=1)
    window = edition.calendar.windows[stage]
    return window.opens_at + (window.closes_at - window.opens_at) / 2


def _measure(page: Page, filled: Filled, *, port: int, times: int, seconds: float, say: Say) -> measure.Measured:
    clock.move_to(_inside(filled.edition, page.stage))
    user = getattr(filled, page.who) if page.who else None
    visitor = measure.Visitor(port)
    if user:
        visitor.get(f"/demo/sign-in/{token_for(user)}/")
    ask, queries = (_posting if page.fields else _reading)(page, visitor, user)
    median, p95, answer = measure.timed(ask, times)
    rate = 0.0 if page.fields else measure.throughput(port, visitor.cookies, page.path, seconds=seconds)
    say(f"  {page.name}: {median:.1f} ms, {queries} queries, {len(answer.body) / 1024:.0f} kB, status {answer.status}")
    return measure.Measured(page.name, median, p95, rate, queries, len(answer.body), answer.status)


def _reading(page: Page, visitor: measure.Visitor, user: User | None) -> tuple[Callable[[], measure.Answer], int]:
    client = Client(HTTP_HOST=serve.HOST)
    if user:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get(page.path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page.path)
        if response.streaming:
            b"".join(response.streaming_content)
    return lambda: visitor.get(page.path), len(captured)


def _posting(page: Page, visitor: measure.Visitor, user: User | None) -> tuple[Callable[[], measure.Answer], int]:
    count = iter(range(1_000_000))

    def ask() -> measure.Answer:
        found = fields_of(visitor.get(page.path).body)
        return visitor.post(page.action or page.path, page.fields(found, next(count)))  # type: ignore[misc]

    client = Client(HTTP_HOST=serve.HOST)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])  # type: ignore[arg-type]
    found = fields_of(client.get(page.path).content)
    with CaptureQueriesContext(connection) as captured:
        client.post(page.action or page.path, page.fields(found, -1))  # type: ignore[misc]
    return ask, len(captured)
