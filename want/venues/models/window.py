"""When a stage of an edition is open."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models

from want.venues.stages import WINDOWED, Stage, Window
from want.venues.triggers import WINDOW_CHANGED


class StageWindow(models.Model):
    """When a stage is open. The announced end is `closes_at`; a request within `grace_minutes` after still counts."""

    edition = models.ForeignKey("venues.Edition", on_delete=models.CASCADE, related_name="windows")
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
