"""An invitation to review, not answered yet."""

import pytest

from reviews.committee.actions import invite
from reviews.models import Invitation
from tests.reviews.committee.asked import ADA
from want.venues.models import Role


@pytest.fixture
def invitation(edition, chair) -> Invitation:
    return invite(edition, Role.REVIEWER, [ADA], by=chair).invited[0]
