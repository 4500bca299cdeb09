"""What becomes of a paper: the area chair's meta-review, and the chairs' decision, private until released."""

from django.conf import settings
from django.db import models

from reviews.models.assignment import Assignment
from submissions.models import Submission
from want.core import clock


class Outcome(models.TextChoices):
    """The chairs' answer."""

    ORAL = "oral", "Accept (oral)"
    POSTER = "poster", "Accept (poster)"
    REJECT = "reject", "Reject"


class MetaReview(models.Model):
    """An area chair's summary of the reviews and recommendation."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="meta_review")
    text = models.TextField(max_length=10_000)
    recommendation = models.CharField(max_length=8, choices=Outcome)
    submitted_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Meta-review, {self.get_recommendation_display().lower()}"


class Decision(models.Model):
    """The chairs' decision. Only release (released_at) makes it the paper's status and tells the authors."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=8, choices=Outcome)
    note = models.TextField("note to the authors", max_length=5000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.get_outcome_display()
