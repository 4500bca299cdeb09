"""A workshop's editions: call, dates, topics, types, and who holds which role in them."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.functional import cached_property

from want.core import clock
from want.venues.stages import WINDOWED, Calendar, Moment, Stage, Window, moment_of
from want.venues.triggers import EDITION_CHANGED, WINDOW_CHANGED

# Short names that are folders of the site itself.
RESERVED = frozenset({"accounts", "admin", "demo", "desk", "health", "static", "files", "favicon.ico", "robots.txt"})

slug_of_edition = RegexValidator(r"^[a-z0-9][a-z0-9-]{1,38}$", "Use lower-case letters, digits and hyphens.")


class Venue(models.Model):
    """A series of workshops, such as WANT."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    full_name = models.CharField(max_length=250)

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    """The small vocabulary of editions."""

    def public(self) -> "EditionQuerySet":
        """Keep those that everybody may know of."""
        return self.filter(is_public=True)

    def with_calendar(self) -> "EditionQuerySet":
        """Load the dates in the same query, so that `moment()` costs no further one."""
        windows = StageWindow.objects.filter(edition=models.OuterRef("pk"))
        row = JSONObject(stage="stage", opens_at="opens_at", closes_at="closes_at", grace_minutes="grace_minutes")
        return self.annotate(window_rows=ArraySubquery(windows.values(row=row)))


class Edition(models.Model):
    """One year's workshop. Its stage is computed from windows and acts (see stages.py), never stored."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="editions")
    slug = models.CharField("short name", max_length=40, unique=True, validators=[slug_of_edition])
    name = models.CharField(max_length=80, help_text="WANT@ICML 2024")
    title = models.CharField(max_length=250, help_text="The full name, as it is cited.")
    tagline = models.CharField(max_length=250, blank=True, help_text="One sentence under the name.")
    about = models.TextField(blank=True, help_text="What the workshop is for. Markdown.")
    call = models.TextField("call for papers", blank=True, help_text="Markdown.")
    instructions = models.TextField("instructions to authors", blank=True, help_text="Markdown.")
    place = models.CharField(max_length=120, blank=True)
    held_on = models.DateField("day of the workshop", null=True, blank=True)
    contact = models.EmailField("contact address", blank=True)
    homepage = models.URLField(blank=True)
    template_url = models.URLField("LaTeX template", blank=True)
    notification_at = models.DateTimeField("notification", null=True, blank=True)
    is_public = models.BooleanField(default=False, help_text="Listed and readable by everybody.")

    reviews_per_paper = models.PositiveSmallIntegerField(default=3)
    papers_per_reviewer = models.PositiveSmallIntegerField("papers per reviewer, at most", default=4)
    papers_per_area_chair = models.PositiveSmallIntegerField("papers per area chair, at most", default=15)
    camera_ready_reminder_days = models.PositiveSmallIntegerField(
        "days before the camera-ready deadline on which authors are reminded",
        default=3,
        help_text="Once, those whose final version is missing. 0 reminds nobody.",
    )
    expected_size = models.PositiveIntegerField(default=300, help_text="Paper numbers are drawn from thrice as many.")

    asks_authors = models.BooleanField(
        "authors are asked whether they would review, too",
        default=True,
        help_text="By a tick on the form of a paper and on the list of their papers. The chairs choose whom to invite.",
    )
    takes_offers = models.BooleanField(
        "anybody may offer to review",
        default=False,
        help_text="By a public page of the edition, until reviewing begins. The chairs approve or decline each offer.",
    )

    # The terms of seeing; the policy (reviews/visibility) reads them.
    ac_sees_authors = models.BooleanField("area chairs see authors", default=False)
    ac_manages = models.BooleanField("area chairs take part in the assignment", default=True)
    ac_emails = models.BooleanField("area chairs see reviewers' addresses", default=False)
    ac_sees_decision = models.BooleanField("area chairs see decisions before release", default=False)
    ac_browse = models.BooleanField("area chairs browse all papers", default=False)
    pc_browse = models.BooleanField("reviewers browse all papers", default=False)
    bid_pdf = models.BooleanField("bidders may open PDFs", default=False)
    reviewers_know_each_other = models.BooleanField("reviewers of a paper know each other", default=False)
    reviewers_see_ac = models.BooleanField("reviewers see the area chair's name", default=False)
    scores_to_authors = models.BooleanField("authors see the scores", default=True)
    takes_archives = models.BooleanField(
        "authors may add archives as supplementary material",
        default=False,
        help_text="ZIP and tar.gz. They are kept as they are and never unpacked, so nobody checks them for names.",
    )
    archives_for_reviewers = models.BooleanField(
        "whoever reviews without knowing the authors gets these archives",
        default=False,
        help_text="Names of folders and comments in code can tell who wrote the paper. Else only chairs get them.",
    )
    public_roster = models.BooleanField("the committee is listed publicly", default=False)
    four_eyes = models.BooleanField("a second chair confirms the release", default=False)

    # The chairs' deliberate acts.
    assigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Counted by the database (see triggers.py), for programs that subscribe to the dates.
    calendar_revision = models.PositiveIntegerField(default=0, editable=False)
    calendar_changed_at = models.DateTimeField(default=clock.real_now, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug__in=sorted(RESERVED)), name="short_name_is_free"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(released_at__isnull=False),
                name="published_only_after_release",
            ),
        ]
        triggers = [EDITION_CHANGED]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the edition's public home."""
        return reverse("venues:home", args=[self.slug])

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row anew, and the calendar with it when it is next asked for."""
        for known in ("calendar", "window_rows", "track_list"):
            self.__dict__.pop(known, None)
        super().refresh_from_db(*args, **kwargs)

    @cached_property
    def calendar(self) -> Calendar:
        """Return the dates and acts as the pure Calendar that rules and the policy ask."""
        return Calendar(
            windows={Stage(w.stage): w.as_window() for w in self._windows()},
            released_at=self.released_at,
            published_at=self.published_at,
            archived_at=self.archived_at,
        )

    @cached_property
    def track_list(self) -> list["Track"]:
        """Return the tracks of the workshop, asked for once."""
        return list(self.tracks.all())

    @property
    def has_tracks(self) -> bool:
        """Tell whether the workshop has tracks; where it has none, nothing is shown of them."""
        return bool(self.track_list)

    def _windows(self) -> Iterable["StageWindow"]:
        """Return the windows: those that `with_calendar` brought along, else asked for now."""
        if "window_rows" not in self.__dict__:
            return self.windows.all()
        return [StageWindow.from_json(row) for row in self.__dict__["window_rows"]]

    def moment(self, at: datetime | None = None) -> Moment:
        """Return where the edition stands at `at` (now, when it is not given)."""
        return moment_of(self.calendar, at or clock.now())


class StageWindow(models.Model):
    """When a stage is open. The announced end is `closes_at`; a request within `grace_minutes` after still counts."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="windows")
    stage = models.CharField(max_length=20, choices=[(s.value, s.label) for s in WINDOWED])
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_minutes = models.PositiveSmallIntegerField(default=15)
    is_announced = models.BooleanField("people are told when it opens", default=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When they were told, once.")

    class Meta:
        ordering = ["opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "stage"], name="one_window_a_stage"),
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="closes_after_opening"),
        ]
        triggers = [WINDOW_CHANGED]

    def __str__(self) -> str:
        return f"{Stage(self.stage).label}, until {self.closes_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    @classmethod
    def from_json(cls, written: str | dict[str, Any]) -> "StageWindow":
        """Return a window from what the database wrote as JSON; it is for reading, and cannot be saved."""
        row = json.loads(written) if isinstance(written, str) else written
        instants = {key: datetime.fromisoformat(row[key]) for key in ("opens_at", "closes_at")}
        return cls(**(row | instants))

    def as_window(self) -> Window:
        """Return the pure Window."""
        return Window(self.opens_at, self.closes_at, timedelta(minutes=self.grace_minutes))


class SubmissionType(models.Model):
    """A kind of paper with its page limit (references and appendix do not count)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="submission_types")
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

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tracks")
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

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="topics")
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

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_area_a_name")]

    def __str__(self) -> str:
        return self.name


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
