"""A superuser's recorded session of seeing what is in the papers of an edition in which they have no role."""

from django.conf import settings
from django.db import models

from want.core import clock
from want.venues.models import Edition


class GlassSession(models.Model):
    """One breaking of the glass. It ends by itself at `ends_at`, or earlier by a click, which moves that instant."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="glass_sessions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="glass_is_broken_for_a_reason"),
            models.CheckConstraint(condition=models.Q(ends_at__gte=models.F("opened_at")), name="glass_ends_after"),
        ]
        indexes = [models.Index(fields=["user", "-ends_at"], name="glass_of_user")]

    def __str__(self) -> str:
        return f"{self.user} in {self.edition}"
