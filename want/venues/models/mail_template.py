"""The chairs' own wordings of letters."""

from django.db import models

from want.venues.models.edition import Edition


class MailTemplate(models.Model):
    """A letter's wording in one edition, edited by the chairs; without a row the wording of the files holds."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="mail_templates")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=250)
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="one_template_a_kind")]

    def __str__(self) -> str:
        return self.kind
