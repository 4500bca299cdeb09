"""Who reviews what: plans that chairs inspect, and the assignments that a plan becomes."""

from django.conf import settings
from django.db import models

from submissions.models import Submission
from want.core import clock
from want.venues.models import Edition, Role

ASSIGNED_ROLES = [(Role.REVIEWER.value, Role.REVIEWER.label), (Role.AREA_CHAIR.value, Role.AREA_CHAIR.label)]


class PlanState(models.TextChoices):
    """How far a plan has come."""

    RUNNING = "running", "Being computed"
    READY = "ready", "Ready to inspect"
    TRIAL = "trial", "Only a trial"  # it counts on somebody who is not on the committee: nobody can apply it
    INFEASIBLE = "infeasible", "Not possible"
    APPLIED = "applied", "Applied"
    DISCARDED = "discarded", "Set aside"
    FAILED = "failed", "Stopped by an error"


class AssignmentPlan(models.Model):
    """A proposed assignment with its proof: total affinity, a bound no assignment can pass, and what was asked."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="plans")
    role = models.CharField(max_length=12, choices=ASSIGNED_ROLES, default=Role.REVIEWER)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.RUNNING)
    demand = models.PositiveSmallIntegerField("reviews a paper")
    total = models.FloatField(null=True, blank=True)
    upper_bound = models.FloatField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    why = models.TextField(blank=True, help_text="Why it is not possible.")
    shortage = models.JSONField(
        default=dict, blank=True, help_text="If it is not possible: papers and people concerned, and remedies."
    )
    prices = models.JSONField(
        default=dict, blank=True, help_text="The proof: a price for each paper and each person, by their keys."
    )
    options = models.JSONField(default=dict, blank=True, help_text="What was asked beyond the greatest total.")
    outcome = models.JSONField(
        default=dict, blank=True, help_text="What the rules cost, and what chance and floor did."
    )
    basis = models.JSONField(
        default=dict, blank=True, help_text="What it rests on, as fingerprints of papers, people and the formula."
    )
    doing = models.CharField(max_length=200, blank=True, help_text="What the computation is at.")
    gap_so_far = models.FloatField(null=True, blank=True)
    sprung_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="The plan it varies."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = "assignment plan"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "role"], condition=models.Q(state="running"), name="one_plan_at_work_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"Plan {self.pk}"

    @property
    def is_whole(self) -> bool:
        """Tell whether it holds assignments that can be compared, varied or applied."""
        return self.state in {PlanState.READY, PlanState.TRIAL, PlanState.APPLIED}


class PlannedPair(models.Model):
    """A reviewer proposed for a paper, with the score and its reasons in words."""

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="pairs")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["submission", "-score"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "submission", "reviewer"], name="one_planned_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.score:.2f}"


class PlannedAlternate(models.Model):
    """Somebody who could take a paper of a plan if one of its people drops out; `place` 1 is the best of the paper."""

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="alternates")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    score = models.FloatField()
    because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["submission", "place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "submission", "reviewer"], name="one_alternate"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.score:.2f}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """The small vocabulary of assignments."""

    def current(self) -> "AssignmentQuerySet":
        """Keep those that hold now."""
        return self.filter(removed_at=None)

    def of_reviewers(self) -> "AssignmentQuerySet":
        """Keep reviewers' ones."""
        return self.filter(role=Role.REVIEWER)


class Assignment(models.Model):
    """A person asked to review (or, as area chair, to lead) one paper. `pseudonym` is stable: "Reviewer 2"."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=12, choices=ASSIGNED_ROLES, default=Role.REVIEWER)
    pseudonym = models.CharField(max_length=20)
    plan = models.ForeignKey(AssignmentPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField(default=clock.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removal_reason = models.TextField(blank=True)
    fell_with_plan = models.BooleanField(
        default=False, help_text="Taken back with its whole plan, which says nothing against the person."
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "pseudonym"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "reviewer", "role"],
                condition=models.Q(removed_at=None),
                name="one_assignment_a_person",
            ),
            models.UniqueConstraint(fields=["submission", "role", "pseudonym"], name="one_pseudonym_a_person"),
        ]
        indexes = [models.Index(fields=["reviewer", "submission"], name="papers_of_reviewer")]

    def __str__(self) -> str:
        return self.pseudonym
