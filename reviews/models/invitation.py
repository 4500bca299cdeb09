"""An invitation to the committee, answered by link before any account exists."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Collate, Lower

from want.core import clock
from want.venues.models import Edition, Role, Track


class InvitationState(models.TextChoices):
    """What the invited person said."""

    PENDING = "pending", "No answer yet"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    REVOKED = "revoked", "Taken back"


def new_token() -> str:
    """Return a secret for a link: 256 bits."""
    return secrets.token_urlsafe(32)


LINK_DAYS = 60  # a link that lies in an old mailbox answers nothing after so many days without another letter


def end_of_link() -> datetime:
    """Return until when a link that is sent now can be used."""
    return clock.now() + timedelta(days=LINK_DAYS)


class Invitation(models.Model):
    """One address asked to serve in one role. The token opens a page; only a POST there answers."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    max_load = models.PositiveSmallIntegerField(null=True, blank=True)
    tracks = models.ManyToManyField(Track, blank=True, related_name="+", help_text="None means papers of all tracks.")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.PENDING)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now, editable=False)
    written_at = models.DateTimeField(default=clock.now, editable=False, help_text="When the last letter was queued.")
    expires_at = models.DateTimeField(default=end_of_link, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_load = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="Papers at most, as they answered; empty means as asked."
    )
    decline_reason = models.TextField(blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        help_text="Who accepted it.",
    )

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "role", "email"], name="one_invitation_a_role"),
            models.CheckConstraint(
                condition=models.Q(email=Lower(Collate("email", "C"))), name="invited_address_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["accepted", "declined"], answered_at__isnull=False)
                | (~models.Q(state__in=["accepted", "declined"]) & models.Q(answered_at__isnull=True)),
                name="answered_at_iff_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", user__isnull=False)
                | (~models.Q(state="accepted") & models.Q(user__isnull=True)),
                name="user_iff_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email}, {self.get_role_display().lower()}"

    @property
    def is_answered(self) -> bool:
        """Tell whether there is a yes or a no."""
        return self.answered_at is not None
