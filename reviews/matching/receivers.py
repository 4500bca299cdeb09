"""What matching hears of: papers that are handed in or changed. Loaded by reviews.registrations."""

from typing import Any

from django.dispatch import receiver

from reviews.matching.tasks import table_changed
from submissions.models import Submission
from submissions.signals import text_settled


@receiver(text_settled)
def paper_settled(submission: Submission, **_: Any) -> None:
    """Make the paper's column."""
    table_changed(submission.edition_id)
