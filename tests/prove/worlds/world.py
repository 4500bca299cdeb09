"""Who and what is in a world, by name."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from reviews.models import Assignment
from reviews.visibility.facts import Fact
from submissions.models import Submission
from tests import cast
from tests.prove.canaries import Canaries
from tests.prove.rowkeys import key_in
from tests.prove.table import Setting
from want.accounts.models import User
from want.venues.models import Edition, Role
from want.venues.stages import Stage

ANONYMOUS = "anonymous"

# Who holds which role. Whoever is not here has none.
ROLES = {
    "reviewer_unassigned": Role.REVIEWER,
    "reviewer_assigned_open": Role.REVIEWER,
    "reviewer_assigned_done": Role.REVIEWER,
    "reviewer_removed": Role.REVIEWER,
    "reviewer_conflicted": Role.REVIEWER,
    "reviewer_author": Role.REVIEWER,
    "deactivated": Role.REVIEWER,
    "ac_unassigned": Role.AREA_CHAIR,
    "ac_assigned": Role.AREA_CHAIR,
    "ac_conflicted": Role.AREA_CHAIR,
    "ac_author": Role.AREA_CHAIR,
    "chair": Role.CHAIR,
    "chair_conflicted": Role.CHAIR,
    "chair_author": Role.CHAIR,
    # Nobody of the tables: others on the committee, so that there is somebody to hide.
    "other_done": Role.REVIEWER,
    "other_open": Role.REVIEWER,
    "bidder": Role.REVIEWER,
    "listed": Role.REVIEWER,
    "second_chair": Role.CHAIR,
}
AUTHORS = ("author_contact", "author_coauthor", "reviewer_author", "ac_author", "chair_author")
REVIEWERS = ("reviewer_assigned_done", "other_done", "reviewer_assigned_open", "other_open", "reviewer_removed")
WITH_A_REVIEW = ("reviewer_assigned_done", "other_done")
CONFLICTED = ("reviewer_conflicted", "ac_conflicted", "chair_conflicted")
PEOPLE = (
    "user_norole",
    "coauthor_unverified",
    "author_other",
    "author_contact",
    "author_coauthor",
    "author_removed",
    "reviewer_invited",
    "reviewer_declined",
    "site_admin",
    *ROLES,
)
FACTS_OF_A_REVIEWER = {**dict.fromkeys(REVIEWERS, Fact.REVIEWER_IDENTITY), "ac_assigned": Fact.AC_IDENTITY}

NUMBER, KEY = (
    70613,
    key_in("submissions_submission", 84_129),
)  # of the subject paper: as people call it, and in the database


@dataclass
class World:
    """What was built. `papers` holds the subject and its neighbours by name."""

    setting: Setting
    edition: Edition
    canaries: Canaries
    people: dict[str, User] = field(default_factory=dict)
    papers: dict[str, Submission] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)

    @property
    def paper(self) -> Submission:
        return self.papers["subject"]

    def word(self, fact: Fact, name: str, **kind: Any) -> str:
        return self.canaries.word(fact, name, **kind)

    def reached(self, stage: Stage) -> bool:
        return self.setting.stage.position >= stage.position


def odd(days: float, hour: int, minute: int) -> datetime:
    """Return an instant on that day at an hour and minute that nothing else happens at."""
    return (cast.at(days)).replace(hour=hour, minute=minute)


def minute_pattern(instant: datetime) -> str:
    """Return what finds an instant however it is written: in UTC, anywhere on Earth, for programs."""
    aoe = instant - timedelta(hours=12)
    told = "|".join(rf"{at.day} {at:%b}\w* (?:%Y, )?{at:%H:%M}".replace("%Y", rf"{at:%Y}") for at in (instant, aoe))
    return rf"\b(?:{told})\b|{instant:%Y-%m-%d.%H:%M}"


def takes_part(world: World, name: str) -> bool:
    """Tell whether this reviewer is on the paper in this world: the tables have no line for those who cannot be."""
    return name in world.setting.rows or (
        name in {"other_done", "other_open"} and "reviewer_assigned_open" in world.setting.rows
    )
