"""Reviews, discussion, decisions, reminders."""

import uuid

from reviews.decisions.actions import decide
from reviews.discussion.actions import post_comment
from reviews.metareview.actions import write_meta_review
from reviews.progress.actions import remind
from reviews.rebuttal.actions import post_rebuttal
from reviews.reviewing.actions import save_draft, submit_review
from reviews.visibility.facts import Fact
from tests import cast
from tests.prove.stories.events.committee import given_to_the_bidder, given_to_the_listed
from tests.prove.stories.events.event import ANSWER, OPEN, TALK, event
from tests.prove.worlds import World

DECIDING = "deciding-submitted"


def graded(world: World, overall: int) -> None:
    """Let a reviewer revise their review to this score."""
    assignment = world.assignments["other_done"]
    submit_review(assignment, cast.ANSWERS | {"overall": overall}, by=world.people["other_done"])


@event(
    "a score is changed to 1 or 9",
    OPEN,
    Fact.REVIEW_SCORES,
    Fact.SCORE_AGGREGATES,
    other=lambda world: graded(world, 9),
)
def low_score(world: World) -> None:
    graded(world, 1)


@event("a review is handed in or not", OPEN, Fact.REVIEW_TEXT_OTHERS, Fact.REVIEW_COUNT_PROGRESS)
def review_in(world: World) -> None:
    submit_review(world.assignments["other_open"], cast.ANSWERS, by=world.people["other_open"])


@event("a draft is saved or not", OPEN, Fact.REVIEW_DRAFTS_OTHERS)
def draft_saved(world: World) -> None:
    typed = cast.ANSWERS | {"strengths": "Not sure yet."}
    save_draft(world.assignments["other_open"], typed, seen_version=None, by=world.people["other_open"])


def reminded(world: World) -> None:
    """Let another chair remind all who owe a review."""
    remind(world.edition, by=world.people["second_chair"])


@event(
    "when all are reminded, a review is missing or not",
    OPEN,
    Fact.REVIEW_TEXT_OTHERS,
    Fact.REVIEW_COUNT_PROGRESS,
    then=reminded,
    scene="reminded",
)
def in_before_the_reminder(world: World) -> None:
    review_in(world)


@event(
    "when all are reminded, this reviewer owes a review or another",
    OPEN,
    Fact.REVIEWER_IDENTITY,
    other=given_to_the_bidder,
    then=reminded,
    scene="reminded",
)
def given_before_the_reminder(world: World) -> None:
    given_to_the_listed(world)


@event("the authors answer or not", ANSWER, Fact.REBUTTAL)
def answered(world: World) -> None:
    post_rebuttal(world.paper, "We thank all.", seen_version=None, by=world.people["author_contact"])


@event("somebody comments or not", TALK, Fact.DISCUSSION)
def commented(world: World) -> None:
    key = uuid.uuid5(uuid.NAMESPACE_URL, "a comment of the story")
    post_comment(world.paper, "I disagree.", key=key, by=world.people["other_done"])


@event("the area chair writes or not", f"{TALK} {DECIDING}", Fact.META_REVIEW)
def summed_up(world: World) -> None:
    write_meta_review(
        world.assignments["ac_assigned"],
        text="All in all, no.",
        recommendation="reject",
        by=world.people["ac_assigned"],
    )


@event(
    "the decision is changed to this or that",
    f"{TALK} {DECIDING}",
    Fact.DECISION_BEFORE_RELEASE,
    other=lambda world: decide(world.paper, "poster", seen_version=None, by=world.people["second_chair"]) and None,
)
def rejected(world: World) -> None:
    decide(world.paper, "reject", note="Sorry.", seen_version=None, by=world.people["second_chair"])


@event("the decision is changed or not", f"{TALK} {DECIDING}", Fact.DECISION_BEFORE_RELEASE, scene="more")
def decided_anew(world: World) -> None:
    rejected(world)
