"""An author of an edition who would review for it, too."""

from django.conf import settings
from django.db import models

from want.core import clock
from want.venues.models import Edition


class Volunteer(models.Model):
    """A tick of one person, for one edition. The chairs read it; nobody serves by it alone."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="volunteers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="volunteers_once")]

    def __str__(self) -> str:
        return f"{self.user}, for {self.edition}"
