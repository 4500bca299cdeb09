"""What the walk cannot hold against the table yet, each with a word of why. This file should only ever shrink."""

from collections.abc import Collection
from dataclasses import dataclass

from reviews.visibility.facts import Fact
from submissions.states import Status
from tests.reviews.visibility.matrix import BREAK_GLASS, Situation
from want.venues.stages import Stage

__all__ = ["ACCOUNTS", "BREAK_GLASS", "NOT_SHOWN", "ROLLS", "SAME_AS", "why_not_shown"]

# Facts told by the same words: whoever reviews a paper reads the names of its reviewers as those of co-reviewers.
SAME_AS = {Fact.CO_REVIEWER_NAMES: Fact.REVIEWER_IDENTITY}

# The list of accounts, for those who keep the site: it says who has one, and nothing of papers or committees.
ACCOUNTS = frozenset({"desk:accounts_user_changelist", "desk:accounts_user_change", "desk:accounts_user_csv"})

# Pages that offer or list all members of the committee, whatever they have to do with a paper: a name there says that
# somebody is a member. Whether these pages change with what members do is asked by the pairs of worlds.
ROLLS = frozenset(
    {
        "desk:venues_membership_changelist",
        "desk:venues_membership_change",
        "desk:venues_membership_csv",
        "desk:paper_conflicts",
        "desk:dismiss",
        "desk:member_service",
        "desk:bids_coverage",
        "desk:drop_out",
        "desk:late",
        "desk:plan",
        "desk:plan_paper",
        "desk:plan_what_if",
        "desk:matching_csv",
        "desk:paper_assignments",
        "desk:person_assignments",
        "venues:committee",
    }
)

AUTHORS = ("author_contact", "author_coauthor", "reviewer_author", "ac_author", "chair_author")


@dataclass(frozen=True, slots=True)
class NotShown:
    """Something that may be seen and that no page shows (yet): to whom, in which stages, and why."""

    fact: Fact
    why: str
    actors: Collection[str] = ()  # nobody named means everybody
    stages: Collection[Stage] = ()  # none named means all
    statuses: Collection[Status] = ()  # likewise

    def speaks_of(self, fact: Fact, row: Situation) -> bool:
        return (
            fact is self.fact
            and (not self.actors or row.actor in self.actors)
            and (not self.stages or row.stage in self.stages)
            and (not self.statuses or row.status in self.statuses)
        )


BUT_SUBMISSION = [stage for stage in Stage if stage is not Stage.SUBMISSION]
BUT_BIDDING = [stage for stage in Stage if stage is not Stage.BIDDING]
NOT_IN_REVIEW = [status for status in Status if status is not Status.SUBMITTED]
MEMBERS = (
    "reviewer_unassigned",
    "reviewer_assigned_open",
    "reviewer_assigned_done",
    "reviewer_removed",
    "reviewer_conflicted",
    "reviewer_author",
    "ac_unassigned",
    "ac_assigned",
    "ac_conflicted",
    "ac_author",
)

NOT_SHOWN: tuple[NotShown, ...] = (
    NotShown(Fact.AUTHOR_EMAILS, "authors meet the addresses in the form alone", AUTHORS, BUT_SUBMISSION),
    NotShown(Fact.DECLARED_CONFLICTS, "authors meet those they named in the form alone", AUTHORS, BUT_SUBMISSION),
    NotShown(Fact.DECLARED_CONFLICTS, "shown to chairs without a conflict alone", ("chair_conflicted",)),
    NotShown(Fact.BID_OWN, "bids on papers that one cannot see any more are not listed", (), BUT_BIDDING),
    NotShown(Fact.BID_OWN, "bids are placed on papers in review alone", statuses=NOT_IN_REVIEW),
    NotShown(Fact.AFFINITY_SCORES, "plans are made when bidding is over", ("chair",), (Stage.BIDDING,)),
    NotShown(Fact.AFFINITY_SCORES, "plans are about papers in review alone", ("chair",), statuses=NOT_IN_REVIEW),
    NotShown(Fact.BIDS_OTHERS, "area chairs have no page of bids yet", ("ac_assigned",)),
    NotShown(Fact.AFFINITY_SCORES, "area chairs have no page of matches yet", ("ac_assigned",)),
    NotShown(Fact.PC_ROSTER, "where the roster is not public, chairs alone have a list of it", MEMBERS),
    NotShown(
        Fact.AC_IDENTITY,
        "reviewers meet the area chair's name in the discussion",
        ("reviewer_assigned_open", "reviewer_assigned_done"),
    ),
)


def why_not_shown(fact: Fact, row: Situation) -> str:
    """Return why something that may be seen is shown on no page, if that is known."""
    return next((one.why for one in NOT_SHOWN if one.speaks_of(fact, row)), "")
