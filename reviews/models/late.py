"""People from outside the committee who were asked because of one paper."""

from django.conf import settings
from django.db import models

from reviews.models.invitation import Invitation
from submissions.models import Submission
from want.core import clock


class LateAsk(models.Model):
    """An invitation that went out because this paper needs a reviewer. Who accepts stands first for the paper."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="late_asks")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="late_asks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["asked_at"]
        constraints = [models.UniqueConstraint(fields=["invitation", "submission"], name="one_late_ask_a_paper")]

    def __str__(self) -> str:
        return str(self.invitation)
