"""The committee's discussion of a paper; authors never read it."""

from django.conf import settings
from django.db import models

from submissions.models import Submission
from want.core import clock


class Comment(models.Model):
    """One remark. `signature` is what other reviewers read ("Reviewer 2", "Area chair", "Chair")."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=20)
    text = models.TextField(max_length=10_000)
    posted_at = models.DateTimeField(default=clock.now, editable=False)
    key = models.UUIDField(unique=True, help_text="Made with the form, so that a double click posts once.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.signature} on paper {self.submission.number}"
