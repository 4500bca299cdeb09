"""The lists that chairs keep for an edition: types, tracks, topics, areas."""

from django.core.validators import RegexValidator
from django.db import models


class SubmissionType(models.Model):
    """A kind of paper with its page limit (references and appendix do not count)."""

    edition = models.ForeignKey("venues.Edition", on_delete=models.CASCADE, related_name="submission_types")
    name = models.CharField(max_length=60)
    page_limit = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_type_a_name")]

    def __str__(self) -> str:
        return self.name


name_of_track = RegexValidator(
    r"^[^\[\]|;@]*$", "Leave out brackets, semicolons, upright bars and @: in lists of people they have a meaning."
)


class Track(models.Model):
    """A part of the workshop with papers and readers of its own. Most editions have none, and show nothing of them."""

    edition = models.ForeignKey("venues.Edition", on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(max_length=60, validators=[name_of_track])
    description = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_track_a_name")]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What a paper is about, and what a reviewer knows."""

    edition = models.ForeignKey("venues.Edition", on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_topic_a_name")]

    def __str__(self) -> str:
        return self.name


class ApplicationArea(models.Model):
    """Where the work is applied: the second axis beside topics."""

    edition = models.ForeignKey("venues.Edition", on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_area_a_name")]

    def __str__(self) -> str:
        return self.name
