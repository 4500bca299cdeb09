"""What the authors of an accepted paper hand in for publication, beside the final file."""

from django.conf import settings
from django.db import models

from submissions.models.submission import Submission
from want.core import clock


class CameraReady(models.Model):
    """The final version: its words for the public list, and the consent to publish."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="camera_ready")
    title = models.CharField(max_length=250)
    abstract = models.TextField(max_length=5000)
    code_url = models.URLField("link to code", blank=True)
    consents = models.BooleanField("may be published with the authors' names", default=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "camera-ready version"

    def __str__(self) -> str:
        return f"Camera-ready of paper {self.submission.number}"
