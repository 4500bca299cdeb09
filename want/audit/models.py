"""The append-only log: who did what when, in plain values that outlive the rows they speak of."""

import pgtrigger
from django.db import models

from want.core import clock


class Entry(models.Model):
    """One act. Review texts, reviewers' names towards papers and secrets stay out of `detail`."""

    at = models.DateTimeField(default=clock.now)
    actor_id = models.BigIntegerField(null=True, blank=True, help_text="Empty when the system itself acted.")
    actor_name = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=60, help_text="What was done: submission.submitted, deadline.extended.")
    edition = models.CharField(max_length=40, blank=True)
    submission_id = models.BigIntegerField(
        null=True, blank=True, help_text="The paper, if it is about one; its conflicts hide the entry."
    )
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "log"
        indexes = [models.Index(fields=["edition", "-id"], name="log_of_edition")]
        triggers = [
            pgtrigger.Protect(name="log_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name or 'the system'}: {self.verb}"
