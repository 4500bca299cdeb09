"""What a person's work is about, by their own papers, and when they are away. It belongs to them, not to an edition."""

import hashlib

from django.conf import settings
from django.db import models

from want.core import clock


class Source(models.TextChoices):
    """How a paper came into the profile."""

    TYPED = "typed", "typed"
    BIBTEX = "bibtex", "BibTeX"
    DBLP = "dblp", "DBLP"
    ORCID = "orcid", "ORCID"
    SEMANTIC_SCHOLAR = "semantic_scholar", "Semantic Scholar"


def text_of(title: str, abstract: str) -> str:
    """Return what is compared of a paper, a submission or one of a person's own: title and abstract as one text."""
    return ". ".join(part.strip() for part in (title, abstract) if part.strip())


def digest_of(text: str) -> str:
    """Return the name under which a text's vector is kept: the same text, whoever wrote it, has one vector."""
    return hashlib.sha256(text.encode()).hexdigest()


class ExpertisePaper(models.Model):
    """A paper of a person's own. Those that count describe what they would review today."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expertise_papers")
    title = models.CharField(max_length=500)
    abstract = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source, default=Source.TYPED)
    counts = models.BooleanField("describes what I know today", default=True)
    title_key = models.CharField(max_length=500, editable=False)  # the title's letters and digits: twice is once
    digest = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-year", "title"]
        constraints = [
            models.UniqueConstraint(fields=["user", "title_key"], name="one_own_paper_a_title"),
            models.CheckConstraint(condition=~models.Q(title=""), name="own_paper_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> str:
        """Return what is compared."""
        return text_of(self.title, self.abstract)


class Absence(models.Model):
    """Days on which a person cannot review. Chairs of editions in which they serve see them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["user", "first_day", "last_day"], name="one_absence_a_span"),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"
