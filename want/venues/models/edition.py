"""A series of workshops, and its editions with their texts, terms and acts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.functional import cached_property

from want.core import clock
from want.venues.models.lists import Track
from want.venues.models.window import StageWindow
from want.venues.stages import Calendar, Moment, Stage, moment_of
from want.venues.triggers import EDITION_CHANGED

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
    def track_list(self) -> list[Track]:
        """Return the tracks of the workshop, asked for once."""
        return list(self.tracks.all())

    @property
    def has_tracks(self) -> bool:
        """Tell whether the workshop has tracks; where it has none, nothing is shown of them."""
        return bool(self.track_list)

    def _windows(self) -> Iterable[StageWindow]:
        """Return the windows: those that `with_calendar` brought along, else asked for now."""
        if "window_rows" not in self.__dict__:
            return self.windows.all()
        return [StageWindow.from_json(row) for row in self.__dict__["window_rows"]]

    def moment(self, at: datetime | None = None) -> Moment:
        """Return where the edition stands at `at` (now, when it is not given)."""
        return moment_of(self.calendar, at or clock.now())
