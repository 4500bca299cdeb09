"""Somebody who could serve and was not invited: named by one who declined, or by themselves. Chairs decide."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Collate, Lower

from reviews.models.invitation import Invitation
from want.core import clock
from want.venues.models import Edition


class CandidacyKind(models.TextChoices):
    """How the chairs heard of the person."""

    SUGGESTED = "suggested", "Suggested"
    OFFERED = "offered", "Offered to review"


class Candidacy(models.Model):
    """A person whom chairs may invite to review. Whether they were is asked of the invitations, by the address."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="candidacies")
    kind = models.CharField(max_length=10, choices=CandidacyKind)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    affiliation = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, help_text="What they know, or why somebody named them.")
    max_load = models.PositiveSmallIntegerField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who offered, if they were signed in; then the address is proved.",
    )
    suggested_by = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)
    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name_plural = "candidacies"
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "email"], name="one_candidacy_an_address"),
            models.CheckConstraint(
                condition=models.Q(email=Lower(Collate("email", "C"))), name="candidate_address_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="suggested", suggested_by__isnull=False, user__isnull=True)
                | models.Q(kind="offered", suggested_by__isnull=True),
                name="suggested_by_iff_suggested",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display().lower()}"
