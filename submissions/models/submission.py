"""A submission: what its authors say of it, and what is publicly true of it."""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from submissions.states import CHOICES, Status
from want.core import clock
from want.venues.models import ApplicationArea, Edition, SubmissionType, Topic, Track

# Without look-alikes, so that a code can be read out over the phone.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """Return a random public id: it tells neither order nor count."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """The small vocabulary of submissions."""

    def of(self, edition: Edition) -> "SubmissionQuerySet":
        """Keep those of one edition."""
        return self.filter(edition=edition)

    def written_by(self, user: object) -> "SubmissionQuerySet":
        """Keep those that list a verified address of this person as a present author."""
        return self.filter(authors__user=user, authors__removed_at=None)

    def in_review(self) -> "SubmissionQuerySet":
        """Keep those that the committee works on."""
        return self.filter(status=Status.SUBMITTED)


class Submission(models.Model):
    """A paper. `status` is the released truth; a decision in preparation lies in reviews until it is released."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="submissions")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    number = models.PositiveIntegerField(editable=False, help_text="What people call it; drawn at random.")
    status = models.CharField(max_length=14, choices=CHOICES, default=Status.DRAFT.value, editable=False)
    presentation = models.CharField(
        max_length=10,
        blank=True,
        choices=[("oral", "Oral"), ("poster", "Poster")],
        help_text="How an accepted paper is presented; empty until decisions are released.",
        editable=False,
    )

    title = models.CharField(max_length=250, blank=True)
    abstract = models.TextField(blank=True, max_length=5000)
    tldr = models.CharField("TL;DR", max_length=250, blank=True)
    keywords = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="submissions")
    other_topic = models.CharField(max_length=120, blank=True)
    areas = models.ManyToManyField(ApplicationArea, blank=True, related_name="submissions")
    other_area = models.CharField(max_length=120, blank=True)
    submission_type = models.ForeignKey(
        SubmissionType, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions")

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True)
    withdrawn_early = models.BooleanField(
        default=False,
        editable=False,
        help_text="Before the deadline as it was then, so that nobody of the committee saw it.",
    )
    authors_doubted = models.BooleanField(
        default=False, editable=False, help_text="A chair found that it lists people who wrote nothing of it."
    )
    version = models.PositiveIntegerField(default=1, editable=False, help_text="Counts edits, to notice two at once.")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = "paper"
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_paper_a_number"),
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(submitted_at__isnull=False),
                name="submitted_at_unless_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~models.Q(status="withdrawn") & models.Q(withdrawn_at__isnull=True)),
                name="withdrawn_at_iff_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_early=False) | models.Q(status="withdrawn"),
                name="withdrawn_early_only_if_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(presentation="") | models.Q(status__in=["accepted", "withdrawn"]),
                name="presented_only_if_accepted",
            ),
        ]
        indexes = [models.Index(fields=["edition", "status"], name="papers_of_edition")]

    untold: Sequence[str] = ()  # of those whom this change lists, the addresses that no letter went to; in no column

    def __str__(self) -> str:
        return f"Paper {self.number}"

    def get_absolute_url(self) -> str:
        """Return the one page of this paper."""
        return reverse("papers:page", args=[self.edition.slug, self.code])
