"""The rules are whole, quick to ask, and refuse in sentences that give nothing away."""

from collections import Counter
from dataclasses import replace

import pytest

from reviews.visibility.facts import NAMES
from reviews.visibility.policy import (
    PUBLIC,
    AssignmentState,
    Case,
    Fact,
    Standing,
    Terms,
    may_see,
    visible_facts,
)
from reviews.visibility.refusals import NOT_FOUND
from reviews.visibility.relations import Relation, relations_of
from reviews.visibility.who_sees import RULES
from submissions.states import Status
from tests.reviews.visibility.matrix import ACTORS
from want.venues.stages import Stage

AUTHOR = Standing(is_signed_in=True, is_author=True)
CHAIR = Standing(is_signed_in=True, is_chair=True)
ASSIGNED = Standing(is_signed_in=True, is_reviewer=True, assignment=AssignmentState.OPEN)


def in_discussion(standing: Standing, status: Status = Status.SUBMITTED) -> Case:
    return Case(standing, status, Stage.DISCUSSION, Terms())


def test_every_fact_has_one_rule_and_one_name() -> None:
    ruled = Counter(fact for rule in RULES for fact in rule.facts)

    assert ruled == Counter(Fact)
    assert set(NAMES) == set(Fact)


def test_every_relation_is_met_by_somebody_in_the_table_of_facts() -> None:
    glass = Standing(is_signed_in=True, is_superuser=True, has_broken_glass=True)
    met = {relation for standing in [*ACTORS.values(), glass] for relation in relations_of(standing)}

    assert met == set(Relation)


def test_may_see_says_yes_to_exactly_the_visible_facts() -> None:
    for standing in ACTORS.values():
        case = in_discussion(standing)

        assert {fact for fact in Fact if may_see(fact, case)} == visible_facts(case)


def test_equal_cases_are_answered_from_memory() -> None:
    visible_facts.cache_clear()

    for _ in range(3):
        visible_facts(in_discussion(replace(AUTHOR)))

    assert visible_facts.cache_info().misses == 1


def test_hidden_paper_is_refused_in_the_same_words_whatever_it_holds() -> None:
    hidden = set(Fact) - {Fact.PC_ROSTER}
    strangers = [PUBLIC, Standing(is_signed_in=True), replace(ASSIGNED, is_conflicted=True)]

    reasons = {
        may_see(fact, in_discussion(stranger, status)).reason
        for fact in hidden
        for stranger in strangers
        for status in Status
    }

    assert reasons == {NOT_FOUND}


@pytest.mark.parametrize("fact", list(Fact))
def test_refusal_is_the_same_whether_there_is_something_to_hide_or_not(fact: Fact) -> None:
    statuses = [Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN, Status.DESK_REJECTED]
    verdicts = [may_see(fact, in_discussion(AUTHOR, status)) for status in statuses]

    assert len({verdict.reason for verdict in verdicts if not verdict}) <= 1


def test_every_refusal_is_a_sentence() -> None:
    for standing in ACTORS.values():
        for fact in Fact:
            verdict = may_see(fact, in_discussion(standing))
            assert verdict.reason == "" if verdict else verdict.reason[0].isupper() and verdict.reason[-1] == "."


def test_reviewer_is_told_to_review_first() -> None:
    verdict = may_see(Fact.REVIEW_TEXT_OTHERS, in_discussion(ASSIGNED))

    assert verdict.reason == "You cannot see the reviews of this paper before you have submitted your own review."


def test_what_reviewing_does_not_open_is_refused_without_promising_it() -> None:
    verdict = may_see(Fact.AUTHOR_IDENTITY, in_discussion(ASSIGNED))

    assert verdict.reason == (
        "You cannot see the authors of this paper at this stage. "
        "If you think you should, please write to the programme chairs."
    )


def test_conflicted_chair_is_told_of_the_conflict() -> None:
    verdict = may_see(Fact.DISCUSSION, in_discussion(replace(CHAIR, is_conflicted=True)))

    assert verdict.reason == (
        "You cannot see the discussion of this paper, because you have a conflict of interest "
        "with this paper. Please leave it to another chair."
    )
