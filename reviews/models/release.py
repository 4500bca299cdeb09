"""A chair's wish to release the decisions, waiting for a second chair where the edition asks for four eyes."""

from django.conf import settings
from django.db import models

from want.core import clock
from want.venues.models import Edition


class ReleaseRequest(models.Model):
    """One wish. `digest` stands for the decisions and letters it was made for: a change voids it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="release_requests")
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    is_open = models.BooleanField(default=True, help_text="Neither confirmed nor replaced by a newer one.")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=models.Q(is_open=True), name="one_release_request"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="release_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Release of {self.edition}, asked by {self.asked_by}"
