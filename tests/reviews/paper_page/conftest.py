"""A paper about which everything has been said, and one with files."""

import uuid

import pytest

from reviews.models import Comment, Decision, MetaReview, Rebuttal
from submissions.models.manuscript import Kind
from tests import cast
from tests.reviews.paper_page.files import BLIND, FIRST, ORIGINAL, add
from want.venues.models import Role


@pytest.fixture
def full(edition, submission, author, reviewer, second_reviewer, area_chair, chair, conflicted_chair):
    """A paper about which everything has been said that can be said."""
    cast.review(cast.assign(submission, reviewer), strengths="STRENGTH-A", confidential="SECRET-A")
    cast.review(cast.assign(submission, second_reviewer), strengths="STRENGTH-B", confidential="SECRET-B")
    leading = cast.assign(submission, area_chair, Role.AREA_CHAIR)
    MetaReview.objects.create(assignment=leading, text="META-TEXT", recommendation="oral")
    Rebuttal.objects.create(submission=submission, text="RESPONSE-TEXT", written_by=author)
    Comment.objects.create(
        submission=submission, writer=reviewer, signature="Reviewer 1", text="COMMENT-TEXT", key=uuid.uuid4()
    )
    Decision.objects.create(submission=submission, outcome="oral", note="NOTE-TEXT", decided_by=chair)
    return submission


@pytest.fixture
def paper(submission, reviewer, area_chair):
    """A paper whose file was replaced once, and those who read it."""
    add(submission, Kind.PAPER, 1, FIRST, b"%PDF first, blind")
    add(submission, Kind.PAPER, 2, ORIGINAL, BLIND)
    cast.assign(submission, reviewer)
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    return submission
