"""A review, its drafts and its versions.

Three tables, because three groups of people read them: a draft is its writer's alone, a review is the committee's as
soon as it is submitted, and the authors read a version frozen at the instant the chairs chose.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from reviews.models.assignment import Assignment
from want.core import clock

OVERALL = [
    (10, "10: Award quality"),
    (9, "9: Very strong accept"),
    (8, "8: Strong accept"),
    (7, "7: Accept"),
    (6, "6: Weak accept"),
    (5, "5: Borderline"),
    (4, "4: Weak reject"),
    (3, "3: Reject"),
    (2, "2: Strong reject"),
    (1, "1: Very strong reject"),
]
CONFIDENCE = [
    (5, "5: Certain; I know the related work well and checked the details"),
    (4, "4: Confident, but not certain"),
    (3, "3: Fairly confident"),
    (2, "2: I may well have missed central parts"),
    (1, "1: An educated guess"),
]
QUALITY = [(4, "4: Excellent"), (3, "3: Good"), (2, "2: Fair"), (1, "1: Poor")]


def score(choices: list[tuple[int, str]], **options: Any) -> Any:
    """Return the field of a score whose legal values are those of `choices`."""
    values = [value for value, _ in choices]
    validators = [MinValueValidator(min(values)), MaxValueValidator(max(values))]
    return models.PositiveSmallIntegerField(choices=choices, validators=validators, **options)


class ReviewContent(models.Model):
    """What a reviewer says of a paper."""

    overall = score(OVERALL, verbose_name="overall score")
    confidence = score(CONFIDENCE)
    # Asked for in the form; empty only in reviews that were imported from a system that did not ask.
    soundness = score(QUALITY, null=True)
    presentation = score(QUALITY, null=True)
    contribution = score(QUALITY, null=True)
    strengths = models.TextField(max_length=20_000)
    weaknesses = models.TextField(max_length=20_000)
    questions = models.TextField("questions to the authors", max_length=20_000, blank=True)
    confidential = models.TextField("confidential remarks to the chairs", max_length=20_000, blank=True)

    class Meta:
        abstract = True


SCORES = ("overall", "confidence", "soundness", "presentation", "contribution")
TEXTS = ("strengths", "weaknesses", "questions", "confidential")


class Review(ReviewContent):
    """A submitted review, as it stands now."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="review")
    submitted_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(overall__range=(1, 10)), name="overall_from_1_to_10"),
            models.CheckConstraint(condition=models.Q(confidence__range=(1, 5)), name="confidence_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"Review by {self.assignment.pseudonym}"


class ReviewVersion(ReviewContent):
    """A review as it was when submitted or revised; never changed. Authors are shown one of these."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="one_review_a_version")]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ReviewDraft(models.Model):
    """What a reviewer has typed and not submitted, kept as typed; nobody else ever reads it."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Draft of {self.assignment_id}"
