"""The outbox: a mail is a row with a unique key, so that sending it twice is impossible, not unlikely."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac

from want.core import clock


class MessageState(models.TextChoices):
    """Where a mail is on its way."""

    QUEUED = "queued", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Given up"


class Message(models.Model):
    """One mail to one address. `key` says what it is about; a second one with the same key is never made."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField("recipient")
    subject = models.CharField(max_length=250)
    body = models.TextField()
    edition = models.CharField(
        max_length=40,
        blank=True,
        db_index=True,
        help_text="The edition's short name; empty for account mail.",
    )
    submission_id = models.BigIntegerField(
        null=True,
        blank=True,
        db_index=True,
        help_text="The paper it speaks about, if one; its conflicts hide it.",
    )
    papers = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="The papers it speaks about, if several; it is shown to whoever may know of its letter on one.",
    )
    is_personal = models.BooleanField(
        default=False, help_text="Holds a sign-in code or the like: nobody but its recipient reads it."
    )
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.real_now, help_text="Not tried before this instant (real time).")
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The worker's question: what is due?
            models.Index(fields=["due_at"], condition=models.Q(state="queued"), name="mail_due"),
            models.Index(fields=["claimed_at"], condition=models.Q(state="sending"), name="mail_in_flight"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="sent_at_iff_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"

    @property
    def message_id(self) -> str:
        """Return the Message-ID header: the same at every attempt, and without a number that counts what others get."""
        return f"<{salted_hmac('want.mail.message_id', str(self.pk), algorithm='sha256').hexdigest()[:40]}@want>"
