"""Who holds which role in an edition, and what the assignment needs to know of them."""

from django.conf import settings
from django.db import models

from want.core import clock
from want.venues.models.edition import Edition
from want.venues.models.lists import Topic, Track


class Role(models.TextChoices):
    """What a person does in an edition."""

    CHAIR = "chair", "Chair"
    AREA_CHAIR = "area_chair", "Area chair"
    REVIEWER = "reviewer", "Reviewer"


class Seniority(models.TextChoices):
    """How far along somebody is, by their own word. Who counts as senior is for the chairs to say."""

    STUDENT = "student", "Student, or first reviews"
    EXPERIENCED = "experienced", "Has reviewed and published in the field"
    SENIOR = "senior", "Leads research, has chaired or edited"


class Degree(models.IntegerChoices):
    """How well a member knows a topic. Experts were the only ones before degrees: a tick counted in full."""

    SOME = 1, "some"
    GOOD = 2, "good"
    EXPERT = 3, "expert"


class Membership(models.Model):
    """A person's role in an edition, with what the assignment needs to know of them."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    max_load = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Papers at most; empty means the edition's own number."
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", through="MembershipTopic")
    tracks = models.ManyToManyField(Track, blank=True, related_name="+", help_text="None means papers of all tracks.")
    seniority = models.CharField(max_length=12, choices=Seniority, blank=True, default="")
    is_senior = models.BooleanField("counts as senior in the assignment", default=False)
    is_listed = models.BooleanField("may be named on the public committee page", default=True)
    discussion_mail = models.BooleanField(
        "mail about new comments",
        null=True,
        blank=True,
        help_text="Empty: as usual for the role. Reviewers and area chairs get it, chairs do not.",
    )
    extra_load = models.PositiveSmallIntegerField(
        "papers on short notice", default=0, help_text="How many more they offer to take when somebody drops out."
    )
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="They take no papers any more.")
    stopped_because = models.TextField(blank=True, default="", help_text="Only chairs read it.")
    since = models.DateTimeField(default=clock.now, editable=False)
    asked_to_prepare_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the chairs last asked them to complete their profile."
    )

    class Meta:
        ordering = ["role", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user", "role"], name="one_membership_a_role"),
            models.CheckConstraint(
                condition=models.Q(stopped_because="") | models.Q(stopped_at__isnull=False),
                name="reason_to_stop_only_once_stopped",
            ),
        ]
        indexes = [models.Index(fields=["user", "edition"], name="roles_of_person")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()}"

    @property
    def gets_discussion_mail(self) -> bool:
        """Tell whether new comments are mailed to them in this role."""
        return self.role != Role.CHAIR if self.discussion_mail is None else self.discussion_mail


class MembershipTopic(models.Model):
    """How well a member knows a topic."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    degree = models.PositiveSmallIntegerField(choices=Degree, default=Degree.EXPERT)

    class Meta:
        db_table = "venues_membership_topics"  # the plain list of topics that it grew from
        unique_together = [("membership", "topic")]
        constraints = [models.CheckConstraint(condition=models.Q(degree__in=Degree.values), name="degree_is_known")]

    def __str__(self) -> str:
        return self.get_degree_display()
