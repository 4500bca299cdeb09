"""What chairs may do about assignment, decisions and publication, held to every cell of permission_actions.csv."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reviews.assignment.rules import may_propose, may_publish, may_unassign
from reviews.decisions.rules import may_decide, may_release, may_send_letters
from reviews.desk_rejection.rules import may_desk_reject
from reviews.proceedings.rules import may_publish_list
from reviews.visibility.policy import Case, Terms
from submissions.states import Status
from tests.reviews.visibility.matrix import ACTORS, rows_of
from want.core.verdict import Verdict
from want.venues.stages import Stage

ROWS = rows_of("permission_actions.csv")

# Each rule as a question about a case, in which the conditions (AC_MANAGES, FOUR_EYES) are on or off.
RULES: dict[str, Callable[[Case, bool], Verdict]] = {
    "desk_reject": lambda case, on: may_desk_reject(case),
    "propose_assignment": lambda case, on: may_propose(case),
    "publish_assignment": lambda case, on: may_publish(case),
    "unassign_reviewer": lambda case, on: may_unassign(case),
    "set_decision": lambda case, on: may_decide(case),
    "release_decisions": lambda case, on: may_release(case.standing, case.stage, is_confirmed=on),
    "send_decision_emails": lambda case, on: may_send_letters(case.standing, case.stage),
    "publish_public_list": lambda case, on: may_publish_list(case.standing, case.stage),
}


def case_of(row: dict[str, str], *, on: bool) -> Case:
    terms = replace(Terms(), ac_manages=on, four_eyes=on)
    return Case(ACTORS[row["actor"], row["relation"]], Status(row["paper_state"]), Stage(row["stage"]), terms)


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("column", RULES)
def test_rule_agrees_with_every_cell(column, on):
    wrong = [
        (row["row_id"], row["actor"], row["stage"], row["paper_state"], row[column])
        for row in ROWS
        if RULES[column](case_of(row, on=on), on).allowed != (row[column] == "A" or (row[column][:2] == "C:" and on))
    ]

    assert len(ROWS) == 893
    assert wrong == []


@pytest.mark.parametrize("column", RULES)
def test_some_may_and_every_refusal_is_a_sentence(column):
    verdicts = [RULES[column](case_of(row, on=False), False) for row in ROWS]
    allowed = [RULES[column](case_of(row, on=True), True) for row in ROWS]

    reasons = {verdict.reason for verdict in verdicts if not verdict}
    assert any(allowed)
    assert len(reasons) >= 2
    assert all(reason[0].isupper() and reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize("rule", [may_desk_reject, may_propose, may_publish, may_unassign, may_decide])
@pytest.mark.parametrize("tie", ["is_conflicted", "is_author", "is_former_author", "is_unverified_author"])
def test_conflict_of_any_kind_keeps_a_chair_away_from_the_paper(rule, tie):
    chair = ACTORS["chair", "none"]
    cases = [Case(chair, Status.SUBMITTED, stage, Terms()) for stage in Stage]
    assert any(rule(case) for case in cases)

    assert not any(rule(replace(case, standing=replace(chair, **{tie: True}))) for case in cases)
