"""The circumstances in which something may be seen, to be combined with `&` and `|`. Pure.

The tables in `who_sees.py` are written in these words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reviews.visibility.case import Case, Terms
from submissions.states import RECEIVED, Status
from want.venues.stages import Stage


@dataclass(frozen=True, slots=True)
class When:
    """A condition on the case. It looks at the paper's status, the stage and the terms, never at who asks."""

    holds: Callable[[Case], bool]

    def __and__(self, other: "When") -> "When":
        return When(lambda case: self.holds(case) and other.holds(case))

    def __or__(self, other: "When") -> "When":
        return When(lambda case: self.holds(case) or other.holds(case))


def between(first: Stage, last: Stage) -> When:
    """In the stages from `first` to `last`, both included."""
    return When(lambda case: first.position <= case.stage.position <= last.position)


def during(stage: Stage) -> When:
    """In this one stage."""
    return between(stage, stage)


def since(stage: Stage) -> When:
    """In `stage` and ever after."""
    return between(stage, Stage.ARCHIVED)


def committee_from(stage: Stage) -> When:
    """From `stage` until the edition is archived, when the committee's time with the papers is over."""
    return between(stage, Stage.PUBLISHED)


def of(statuses: Iterable[Status]) -> When:
    """While the paper is in one of these states."""
    allowed = frozenset(statuses)
    return When(lambda case: case.status in allowed)


def under(term: Callable[[Terms], bool]) -> When:
    """If the edition's terms say so."""
    return When(lambda case: term(case.terms))


ALWAYS = When(lambda _: True)

# States of the paper.
UNDECIDED = of({Status.SUBMITTED})
ACCEPTED = of({Status.ACCEPTED})
STILL_STANDING = of(RECEIVED)
EVER_SUBMITTED = of(set(Status) - {Status.DRAFT})
SENT_TO_REVIEW = of(set(Status) - {Status.DRAFT, Status.DESK_REJECTED})
DECIDED = of({Status.ACCEPTED, Status.REJECTED, Status.DESK_REJECTED})

# The edition's terms, named as in the table of conditions.
AC_SEES_AUTHORS = under(lambda terms: terms.ac_sees_authors)
AC_MANAGES = under(lambda terms: terms.ac_manages)
AC_EMAILS = under(lambda terms: terms.ac_emails)
AC_SEES_DECISION = under(lambda terms: terms.ac_sees_decision)
AC_BROWSE = under(lambda terms: terms.ac_browse)
PC_BROWSE = under(lambda terms: terms.pc_browse)
BID_PDF = under(lambda terms: terms.bid_pdf)
REVIEWERS_KNOW_EACH_OTHER = under(lambda terms: terms.reviewers_know_each_other)
REVIEWERS_SEE_AC = under(lambda terms: terms.reviewers_see_ac)
SCORES_TO_AUTHORS = under(lambda terms: terms.scores_to_authors)
PUBLIC_ROSTER = under(lambda terms: terms.public_roster)
REBUTTAL_HAS_BEGUN = under(lambda terms: terms.rebuttal_has_begun)
IS_PUBLISHED = under(lambda terms: terms.is_published)
