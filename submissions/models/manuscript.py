"""A file of a submission; every version is kept, stored under its SHA-256."""

from django.conf import settings
from django.db import models

from submissions.models.submission import Submission
from want.core import clock


class Kind(models.TextChoices):
    """What a file is."""

    PAPER = "paper", "Paper"
    SUPPLEMENT = "supplement", "Supplementary material"
    CAMERA_READY = "camera_ready", "Camera-ready paper"


class Ending(models.TextChoices):
    """What a file is for machines, as its name in the store ends. Archives are never unpacked."""

    PDF = "pdf", "PDF"
    ZIP = "zip", "ZIP archive"
    TGZ = "tgz", "tar.gz archive"


class Manuscript(models.Model):
    """One version of one file. `blind_sha256` is the copy without metadata that blinded readers get."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="manuscripts")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.PAPER)
    version = models.PositiveSmallIntegerField()
    ending = models.CharField(max_length=3, choices=Ending, default=Ending.PDF)
    sha256 = models.CharField("SHA-256", max_length=64)
    blind_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(help_text="bytes")
    pages = models.PositiveSmallIntegerField(default=0)
    original_name = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["submission", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind", "version"], name="one_file_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"

    @property
    def is_archive(self) -> bool:
        """Tell whether nobody has looked inside."""
        return self.ending != Ending.PDF
