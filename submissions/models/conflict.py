"""A conflict of interest between a person and a submission, with the reason it is one."""

from django.conf import settings
from django.db import models

from submissions.conflicts.derive import Reason
from submissions.models.submission import Submission
from want.core import clock


class Conflict(models.Model):
    """One reason why a person must not deal with a paper. Derived ones are recomputed; declared ones stay."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=12, choices=[(r.value, r.value.replace("_", " ")) for r in Reason])
    because = models.CharField(max_length=250, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["submission", "user"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "user", "reason"], name="one_conflict_a_reason"),
            models.CheckConstraint(
                condition=models.Q(reason="declared", declared_by__isnull=False)
                | (~models.Q(reason="declared") & models.Q(declared_by__isnull=True)),
                name="declared_by_iff_declared",
            ),
        ]
        indexes = [models.Index(fields=["user", "submission"], name="conflicts_of_person")]

    def __str__(self) -> str:
        return self.because or self.get_reason_display()
