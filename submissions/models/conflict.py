"""Conflicts of interest: between a person and a submission, and what its authors named before anybody was known."""

from django.conf import settings
from django.db import models

from submissions.conflicts.records import Reason
from submissions.conflicts.stated import AS, Kind
from submissions.models.submission import Submission
from want.core import clock
from want.venues.models import Edition

WORDS = {
    Reason.AUTHOR: "an author of this paper",
    Reason.COAUTHOR: "co-author of an author",
    Reason.AFFILIATION: "at the same institution",
    Reason.DOMAIN: "with addresses of the same domain",
    Reason.NAMED: "named by the authors",
    Reason.OWN: "named by themselves",
    Reason.DECLARED: "declared",
    Reason.KEPT: "as it was when the papers came in",
}


class Conflict(models.Model):
    """One reason why a person must not deal with a paper. Derived ones are recomputed; declared and kept ones stay."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=12, choices=[(r.value, WORDS[r]) for r in Reason])
    because = models.CharField(max_length=250, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["submission", "user"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "user", "reason"], name="one_conflict_a_reason"),
            models.CheckConstraint(
                condition=models.Q(reason="declared", declared_by__isnull=False)
                | (~models.Q(reason="declared") & models.Q(declared_by__isnull=True)),
                name="declared_by_iff_declared",
            ),
        ]
        indexes = [models.Index(fields=["user", "submission"], name="conflicts_of_person")]

    def __str__(self) -> str:
        if self.reason == Reason.DECLARED and self.because:
            return f"Declared: {self.because}"
        return self.because or self.get_reason_display().capitalize()

    @property
    def stays(self) -> bool:
        """Tell whether it is not derived anew, so that chairs can lift it."""
        return self.reason in {Reason.DECLARED, Reason.KEPT}


class NamedConflict(models.Model):
    """Whom the authors must not be reviewed by, as they named them: an address, or the domain of an institution.

    Nobody needs an account for that. Who has the address, or one of the domain, and serves on the committee is in
    conflict: that is derived like the other reasons, whenever somebody joins or proves an address.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="named_conflicts")
    about = models.CharField(max_length=254)
    because = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["submission", "id"]
        constraints = [models.UniqueConstraint(fields=["submission", "about"], name="named_once_a_paper")]

    def __str__(self) -> str:
        return f"{self.about} ({self.because})" if self.because else self.about


class PersonalConflict(models.Model):
    """Whom, or the papers of which institution, a person must not review, by their own word and across editions.

    Nobody reads it but they themselves; what follows from it for the papers of an edition is a Conflict.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="personal_conflicts")
    kind = models.CharField(max_length=12, choices=[(kind.value, AS[kind]) for kind in Kind])
    name = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=254, blank=True, help_text="An address, or the domain of an institution.")
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: it goes on.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(name="") & models.Q(about="")), name="personal_conflict_is_with_somebody"
            ),
            models.UniqueConstraint(fields=["user", "kind", "name", "about"], name="stated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.about}, {self.get_kind_display()}"


class LateAddress(models.Model):
    """An address that somebody proved while the papers of an edition were reviewed, beyond the one that counts.

    It is theirs like any other, but where it lies makes no conflicts in this edition.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="late_addresses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="late_addresses")
    email = models.EmailField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user", "email"], name="late_once")]

    def __str__(self) -> str:
        return f"{self.email}, too late for {self.edition}"
