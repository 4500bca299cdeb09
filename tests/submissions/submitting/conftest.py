"""A draft, and one that is complete, while papers are taken."""

import pytest

from submissions.submitting.actions import save_draft, start_draft
from tests.submissions import papers
from want.venues.stages import Stage


@pytest.fixture
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
