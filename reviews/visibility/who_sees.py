"""Who sees which fact of a paper, and when: the policy's whole content, as tables. Pure; for `policy.py`.

Read a rule as a sentence: these facts exist in such circumstances, and each relation sees them in its own.
What no line here gives, nobody sees. How relations combine stands in `relations.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reviews.visibility.facts import Fact
from reviews.visibility.relations import Relation
from reviews.visibility.when import (
    AC_BROWSE,
    AC_EMAILS,
    AC_MANAGES,
    AC_SEES_AUTHORS,
    AC_SEES_DECISION,
    ACCEPTED,
    ALWAYS,
    BID_PDF,
    DECIDED,
    EVER_SUBMITTED,
    IS_PUBLISHED,
    PC_BROWSE,
    PUBLIC_ROSTER,
    REBUTTAL_HAS_BEGUN,
    REVIEWERS_KNOW_EACH_OTHER,
    REVIEWERS_SEE_AC,
    SCORES_TO_AUTHORS,
    SENT_TO_REVIEW,
    STILL_STANDING,
    UNDECIDED,
    When,
    between,
    committee_from,
    during,
    since,
)
from want.venues.stages import Stage

EVERYONE = Relation.EVERYONE
COMMITTEE = Relation.COMMITTEE
AUTHOR = Relation.AUTHOR
CONFLICTED_CHAIR = Relation.CONFLICTED_CHAIR
CHAIR = Relation.CHAIR
AREA_CHAIR = Relation.AREA_CHAIR
ASSIGNED_AREA_CHAIR = Relation.ASSIGNED_AREA_CHAIR
REVIEWER = Relation.REVIEWER
REMOVED_REVIEWER = Relation.REMOVED_REVIEWER
ASSIGNED_REVIEWER = Relation.ASSIGNED_REVIEWER
REVIEWER_WHO_SUBMITTED = Relation.REVIEWER_WHO_SUBMITTED


@dataclass(frozen=True, slots=True)
class Rule:
    """Who sees `facts`, and when. While they do not exist, nobody does."""

    facts: tuple[Fact, ...]
    exists: When
    seen_by: Mapping[Relation, When]


# Circumstances with a name of their own.
# An edition may be put into the archive without ever having published its papers.
PUBLISHED = since(Stage.PUBLISHED) & ACCEPTED & IS_PUBLISHED
TO_BID_ON = during(Stage.BIDDING) & UNDECIDED
TO_BROWSE = between(Stage.ASSIGNMENT, Stage.DECIDING) & UNDECIDED
IN_THE_PROGRAMME = during(Stage.PUBLISHED) & ACCEPTED & IS_PUBLISHED
TO_REVIEW = committee_from(Stage.REVIEWING) & SENT_TO_REVIEW
TO_HANDLE = committee_from(Stage.ASSIGNMENT) & EVER_SUBMITTED
# Authors read their reviews to answer them; where nothing is to be answered, they wait for the release.
SHOWN_TO_AUTHORS = (
    during(Stage.REBUTTAL) | (between(Stage.DISCUSSION, Stage.DECIDING) & REBUTTAL_HAS_BEGUN) | since(Stage.RELEASED)
)
BIDS_TAKEN = since(Stage.BIDDING) & EVER_SUBMITTED
REVIEWERS_ASSIGNED = since(Stage.ASSIGNMENT) & SENT_TO_REVIEW
REVIEWS_BEGUN = since(Stage.REVIEWING) & SENT_TO_REVIEW
RESPONSE_BEGUN = since(Stage.REBUTTAL) & SENT_TO_REVIEW
DISCUSSION_BEGUN = since(Stage.DISCUSSION) & SENT_TO_REVIEW

THE_PAPER = (
    Rule(
        (Fact.EXISTENCE, Fact.TITLE_ABSTRACT),
        exists=ALWAYS,
        seen_by={
            EVERYONE: PUBLISHED,
            AUTHOR: ALWAYS,
            REVIEWER: TO_BID_ON | (TO_BROWSE & PC_BROWSE),
            AREA_CHAIR: TO_BID_ON | (TO_BROWSE & AC_BROWSE),
            ASSIGNED_REVIEWER: TO_REVIEW,
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
            CONFLICTED_CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.PDF, Fact.SUPPLEMENTARY),
        exists=ALWAYS,
        seen_by={
            AUTHOR: ALWAYS,
            REVIEWER: (TO_BID_ON & BID_PDF) | (TO_BROWSE & PC_BROWSE) | IN_THE_PROGRAMME,
            AREA_CHAIR: (TO_BID_ON & BID_PDF) | (TO_BROWSE & AC_BROWSE) | IN_THE_PROGRAMME,
            ASSIGNED_REVIEWER: TO_REVIEW & STILL_STANDING,
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.PDF_RAW_METADATA_FILENAME, Fact.SUBMISSION_TIMES_HISTORY),
        exists=ALWAYS,
        seen_by={AUTHOR: ALWAYS, CHAIR: ALWAYS},
    ),
    Rule(
        (Fact.CAMERA_READY_FILES,),
        exists=since(Stage.CAMERA_READY) & ACCEPTED,
        seen_by={EVERYONE: PUBLISHED, AUTHOR: ALWAYS, CHAIR: ALWAYS, CONFLICTED_CHAIR: ALWAYS},
    ),
)

ITS_AUTHORS = (
    Rule(
        (Fact.AUTHOR_IDENTITY,),
        exists=ALWAYS,
        seen_by={
            EVERYONE: PUBLISHED,
            AUTHOR: ALWAYS,
            ASSIGNED_AREA_CHAIR: TO_HANDLE & AC_SEES_AUTHORS,
            CHAIR: ALWAYS,
            CONFLICTED_CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.AUTHOR_EMAILS, Fact.DECLARED_CONFLICTS),
        exists=ALWAYS,
        seen_by={AUTHOR: ALWAYS, CHAIR: ALWAYS, CONFLICTED_CHAIR: ALWAYS},
    ),
)

WHO_REVIEWS_IT = (
    Rule(
        (Fact.BID_OWN,),
        exists=BIDS_TAKEN,
        seen_by={
            REVIEWER: committee_from(Stage.BIDDING),
            REMOVED_REVIEWER: committee_from(Stage.BIDDING),
            AREA_CHAIR: committee_from(Stage.BIDDING),
        },
    ),
    Rule(
        (Fact.BIDS_OTHERS, Fact.AFFINITY_SCORES),
        exists=BIDS_TAKEN,
        seen_by={ASSIGNED_AREA_CHAIR: TO_HANDLE & AC_MANAGES, CHAIR: ALWAYS},
    ),
    Rule(
        (Fact.REVIEWER_IDENTITY, Fact.CO_REVIEWER_NAMES),
        exists=REVIEWERS_ASSIGNED,
        seen_by={
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.REBUTTAL) & REVIEWERS_KNOW_EACH_OTHER,
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.REVIEWER_EMAILS,),
        exists=REVIEWERS_ASSIGNED,
        seen_by={ASSIGNED_AREA_CHAIR: TO_HANDLE & AC_EMAILS, CHAIR: ALWAYS},
    ),
    Rule(
        (Fact.REVIEW_COUNT_PROGRESS,),
        exists=REVIEWERS_ASSIGNED,
        seen_by={
            AUTHOR: SHOWN_TO_AUTHORS,
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.REBUTTAL),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.AC_IDENTITY,),
        exists=REVIEWERS_ASSIGNED,
        seen_by={
            ASSIGNED_REVIEWER: TO_REVIEW & REVIEWERS_SEE_AC,
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
)

ITS_REVIEWS = (
    Rule((Fact.REVIEW_TEXT_OWN,), exists=REVIEWS_BEGUN, seen_by={ASSIGNED_REVIEWER: TO_REVIEW}),
    Rule(
        (Fact.REVIEW_TEXT_OTHERS,),
        exists=REVIEWS_BEGUN,
        seen_by={
            AUTHOR: SHOWN_TO_AUTHORS,
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.REBUTTAL),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    # A draft is its writer's alone, the chairs included.
    Rule((Fact.REVIEW_DRAFTS_OTHERS,), exists=REVIEWS_BEGUN, seen_by={}),
    Rule(
        (Fact.REVIEW_SCORES,),
        exists=REVIEWS_BEGUN,
        seen_by={
            AUTHOR: SHOWN_TO_AUTHORS & SCORES_TO_AUTHORS,
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.REBUTTAL),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.SCORE_AGGREGATES, Fact.CONFIDENTIAL_COMMENTS, Fact.REVIEW_TIMESTAMPS),
        exists=REVIEWS_BEGUN,
        seen_by={ASSIGNED_AREA_CHAIR: TO_HANDLE, CHAIR: ALWAYS},
    ),
    Rule(
        (Fact.REVIEW_EDITS_AFTER_REBUTTAL,),
        exists=DISCUSSION_BEGUN,
        seen_by={
            AUTHOR: since(Stage.RELEASED),
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.DISCUSSION),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
)

WHAT_FOLLOWS = (
    # Chairs and area chairs read a response at once, reviewers when it is complete.
    Rule(
        (Fact.REBUTTAL,),
        exists=RESPONSE_BEGUN,
        seen_by={
            AUTHOR: ALWAYS,
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.DISCUSSION),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.DISCUSSION,),
        exists=DISCUSSION_BEGUN,
        seen_by={
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.DISCUSSION),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.META_REVIEW,),
        exists=DISCUSSION_BEGUN,
        seen_by={
            AUTHOR: since(Stage.RELEASED),
            REVIEWER_WHO_SUBMITTED: committee_from(Stage.RELEASED),
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
        },
    ),
    Rule(
        (Fact.DECISION_BEFORE_RELEASE,),
        exists=between(Stage.DISCUSSION, Stage.DECIDING) & UNDECIDED,
        seen_by={ASSIGNED_AREA_CHAIR: AC_SEES_DECISION, CHAIR: ALWAYS},
    ),
    # A desk rejection is a decision too, known as soon as it is made.
    Rule(
        (Fact.DECISION_AFTER_RELEASE,),
        exists=DECIDED,
        seen_by={
            EVERYONE: PUBLISHED,
            AUTHOR: ALWAYS,
            ASSIGNED_REVIEWER: TO_REVIEW,
            ASSIGNED_AREA_CHAIR: TO_HANDLE,
            CHAIR: ALWAYS,
            CONFLICTED_CHAIR: ALWAYS,
        },
    ),
)

THE_OFFICE = (
    Rule((Fact.PC_ROSTER,), exists=ALWAYS, seen_by={EVERYONE: PUBLIC_ROSTER, COMMITTEE: ALWAYS}),
    Rule((Fact.AUDIT_LOG, Fact.EMAIL_LOG), exists=ALWAYS, seen_by={CHAIR: ALWAYS}),
)

RULES = THE_PAPER + ITS_AUTHORS + WHO_REVIEWS_IT + ITS_REVIEWS + WHAT_FOLLOWS + THE_OFFICE
