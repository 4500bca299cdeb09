"""A paper about which everything has been said."""

import uuid

import pytest

from reviews.models import Comment, Decision, MetaReview, Rebuttal
from tests import cast
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
