"""A chair's report on unusual bids and assignments: theirs alone, for it leaves out what they may not see."""

from django.conf import settings
from django.db import models

from reviews.models.assignment import AssignmentPlan
from want.core import clock
from want.venues.models import Edition


class ReportState(models.TextChoices):
    """How far a report has come."""

    RUNNING = "running", "Being computed"
    READY = "ready", "Ready"
    FAILED = "failed", "Stopped by an error"


class CollusionReport(models.Model):
    """Findings by kind, each beside what chance gives. `papers` are those that it is about, by their keys."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="collusion_reports")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        AssignmentPlan,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose pairs count as assigned; empty: what holds alone.",
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.RUNNING)
    done = models.FloatField(default=0.0, help_text="The share of the shuffles that is made.")
    seed = models.BigIntegerField(help_text="The same one gives the same report again.")
    shuffles = models.PositiveIntegerField(default=0)
    papers = models.JSONField(default=list, blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "asked_by"], condition=models.Q(state="running"), name="one_report_at_work_a_chair"
            ),
        ]

    def __str__(self) -> str:
        return f"Report of {self.asked_at:%Y-%m-%d}"
