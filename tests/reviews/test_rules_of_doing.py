"""What the committee and the authors may do, held to every cell of permission_actions.csv that speaks of it."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from reviews.bidding.rules import may_declare_conflict, may_place_bid
from reviews.discussion.rules import may_post_comment
from reviews.metareview.rules import may_write_meta_review
from reviews.rebuttal.rules import may_post_rebuttal
from reviews.reviewing.rules import may_decline, may_edit_review, may_save_draft, may_submit_review
from reviews.visibility.policy import Case, Terms
from submissions.states import Status
from tests import cast
from tests.reviews.visibility.matrix import ACTORS, rows_of
from want.venues.stages import Calendar, Moment, Stage, Window

RULES = {
    "place_bid": may_place_bid,
    "declare_own_conflict": may_declare_conflict,
    "decline_own_assignment": may_decline,
    "save_review_draft": may_save_draft,
    "submit_review": may_submit_review,
    "edit_submitted_review": may_edit_review,
    "post_discussion": may_post_comment,
    "post_rebuttal": may_post_rebuttal,
    "write_meta_review": may_write_meta_review,
}

# The conditions of the table that speak of a window.
WINDOWS = {"C:REVIEW_OPEN": Stage.REVIEWING, "C:REBUTTAL_OPEN": Stage.REBUTTAL}

ROWS = rows_of("permission_actions.csv")


@dataclass(frozen=True)
class Asked:
    """One line of the table before one rule."""

    case: Case
    cell: str

    def is_allowed(self, open_windows: set[Stage]) -> bool:
        return self.cell == "A" or WINDOWS.get(self.cell) in open_windows


def asked(row: dict[str, str], column: str) -> Asked:
    standing = ACTORS[row["actor"], row["relation"]]
    return Asked(Case(standing, Status(row["paper_state"]), Stage(row["stage"]), Terms()), row[column])


def moment_in(stage: Stage, open_windows: set[Stage]) -> Moment:
    """Return an instant in the stage at which exactly these windows are open, however odd that is."""
    at, day = cast.at(cast.INSIDE[stage]), timedelta(days=1)
    windows = {
        s: Window(at - day, at + day) if s in open_windows else Window(at - 2 * day, at - day) for s in cast.DAYS
    }
    return Moment(at, stage, Calendar(windows))


@pytest.mark.parametrize("column", RULES)
@pytest.mark.parametrize("open_windows", [set(), {Stage.REVIEWING}, {Stage.REBUTTAL}, set(WINDOWS.values())])
def test_rule_agrees_with_every_cell(column, open_windows):
    wrong = []
    for row in ROWS:
        question = asked(row, column)
        verdict = RULES[column](question.case, moment_in(question.case.stage, open_windows))
        if verdict.allowed != question.is_allowed(open_windows):
            wrong.append((row["row_id"], row["actor"], row["stage"], row["paper_state"], question.cell))

    assert len(ROWS) == 893
    assert wrong == []


@pytest.mark.parametrize("column", RULES)
def test_every_refusal_is_a_sentence(column):
    verdicts = [RULES[column](asked(row, column).case, moment_in(Stage(row["stage"]), set())) for row in ROWS]

    reasons = {verdict.reason for verdict in verdicts if not verdict}
    assert reasons
    assert all(reason[0].isupper() and reason.endswith(".") for reason in reasons)


def test_a_person_of_two_roles_may_do_what_either_gives():
    both = replace(ACTORS["reviewer_assigned_done", "assigned_review_submitted"], is_chair=True)
    case = Case(both, Status.SUBMITTED, Stage.DECIDING, Terms())

    assert may_post_comment(case, moment_in(Stage.DECIDING, set()))
    assert not may_edit_review(case, moment_in(Stage.DECIDING, set()))
