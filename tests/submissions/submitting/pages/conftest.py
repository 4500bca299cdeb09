"""Papers are taken, somebody is signed in, and a draft is there."""

import pytest

from submissions.submitting.actions import save_draft, start_draft
from tests.submissions import papers
from want.venues.stages import Stage


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
