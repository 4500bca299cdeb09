"""The authors' response to the reviews."""

from django.conf import settings
from django.db import models

from submissions.models import Submission
from want.core import clock


class Rebuttal(models.Model):
    """One response a paper, revised until its window closes."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="rebuttal")
    text = models.TextField(max_length=10_000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Author response of paper {self.submission.number}"
