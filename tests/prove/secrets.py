"""The secrets of the pairs: each changes one thing in a world that some must not notice.

A secret names the facts that tell it. Whoever may see none of them may not notice; nor may anybody named in `also`.
Whose secret it is (`but`) knows anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F

from reviews.models import (
    Assignment,
    AssignmentPlan,
    Bid,
    Comment,
    Decision,
    Invitation,
    MetaReview,
    PlannedPair,
    Rebuttal,
    Review,
    ReviewDraft,
    ReviewVersion,
)
from reviews.visibility.facts import Fact
from submissions.models import Author, CameraReady, Conflict, Manuscript, Submission
from tests import cast
from tests.prove.worlds import World
from want.audit.actions import record
from want.mail.models import Message
from want.venues.models import Membership, Role

Change = Callable[[World], None]
CHAIRS = ("chair", "chair_conflicted", "chair_author")


@dataclass(frozen=True)
class Secret:
    """One difference between two worlds."""

    name: str
    change: Change
    facts: frozenset[Fact]
    but: frozenset[str] = field(default_factory=frozenset)

    @property
    def stands_alone(self) -> bool:
        """Tell whether it is about how many there are: two such changes at once could make up for each other."""
        return self.name.endswith("or not")

    def is_kept_from(self, world: World, actor: str, conditions: frozenset[str]) -> bool:
        """Tell whether the table keeps it from this actor."""
        if actor in self.but:
            return False
        row = world.setting.rows[actor]
        return not any(row.expects(fact, conditions) for fact in self.facts)


SECRETS: dict[str, list[Secret]] = {}


def secret(name: str, settings: str, *facts: Fact, but: tuple[str, ...] = ()) -> Callable[[Change], Change]:
    """Enter a change among the secrets of these settings."""

    def keep(change: Change) -> Change:
        for setting in settings.split():
            SECRETS.setdefault(setting, []).append(Secret(name, change, frozenset(facts), frozenset(but)))
        return change

    return keep


TALK = "discussion-submitted"
BIDS = "bidding-submitted"
PLAN = "assignment-submitted"


## Who wrote it, and that there is something


@secret(
    "the paper exists or not",
    f"{TALK} {BIDS} submission-submitted submission-draft deciding-submitted",
    Fact.EXISTENCE,
    but=("chair",),
)
def without_the_paper(world: World) -> None:
    for model in (Decision, Rebuttal, Comment, Bid, PlannedPair, Manuscript, Conflict):
        model._default_manager.filter(submission=world.paper).delete()
    Assignment.objects.filter(submission=world.paper).delete()
    Message.objects.filter(submission_id=world.paper.pk).delete()
    world.paper.authors.all().delete()
    Submission.objects.filter(pk=world.paper.pk).delete()


@secret("a rejected paper exists or not", "published-rejected archived-rejected", Fact.EXISTENCE)
def without_the_rejected_paper(world: World) -> None:
    without_the_paper(world)


@secret("title and abstract are these or others", f"{TALK} {BIDS}", Fact.TITLE_ABSTRACT)
def other_words(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(title="Other words", abstract="Of another length altogether.")


@secret("an author is this or another", f"{TALK} {BIDS} released-accepted", Fact.AUTHOR_IDENTITY)
def other_author(world: World) -> None:
    line = world.paper.authors.get(user=world.people["author_coauthor"])
    Author.objects.filter(pk=line.pk).update(
        name="Otherwise Named", affiliation="Elsewhere", user=None, email="o@e.example"
    )


@secret("the order of authors", TALK, Fact.AUTHOR_IDENTITY)
def other_order(world: World) -> None:
    world.paper.authors.update(position=20 - F("position"))


@secret("an unverified co-author is listed or not", f"{TALK} {BIDS} submission-submitted", Fact.AUTHOR_IDENTITY)
def without_unverified(world: World) -> None:
    world.paper.authors.filter(position=6).delete()


@secret("an author was once listed or not", f"{TALK} submission-submitted", Fact.SUBMISSION_TIMES_HISTORY)
def without_former(world: World) -> None:
    world.paper.authors.exclude(removed_at=None).delete()


@secret("an author's address", f"{TALK} released-accepted", Fact.AUTHOR_EMAILS)
def other_address(world: World) -> None:
    world.paper.authors.filter(position=0).update(email="another@address.example")


@secret("a conflict is declared or not", f"{TALK} {BIDS}", Fact.DECLARED_CONFLICTS, but=("reviewer_unassigned",))
def another_conflict(world: World) -> None:
    cast.declare(world.paper, world.people["bidder"])


@secret("whom the authors name as being in conflict", f"{TALK} {BIDS} submission-submitted", Fact.DECLARED_CONFLICTS)
def other_named(world: World) -> None:
    world.paper.named_conflicts.update(about="somebody@else.example", because="For a longer reason than before.")


@secret("why there is a conflict", TALK, Fact.DECLARED_CONFLICTS)
def other_reason(world: World) -> None:
    Conflict.objects.filter(submission=world.paper).update(because="For another reason, told at length.")


## Files


@secret("the supplement exists or not", TALK, Fact.SUPPLEMENTARY)
def without_supplement(world: World) -> None:
    world.paper.manuscripts.filter(kind="supplement").delete()


@secret("the file as it was uploaded", f"{TALK} published-accepted", Fact.PDF_RAW_METADATA_FILENAME)
def other_original(world: World) -> None:
    world.paper.manuscripts.exclude(kind="camera_ready").update(
        sha256="0" * 64, original_name="ada-lovelace-final-v2.pdf"
    )


@secret("an earlier version exists or not", TALK, Fact.SUBMISSION_TIMES_HISTORY)
def without_first_version(world: World) -> None:
    world.paper.manuscripts.filter(kind="paper", version=1).delete()


@secret("when it was submitted", f"{TALK} published-accepted", Fact.SUBMISSION_TIMES_HISTORY)
def other_time(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(
        submitted_at=cast.at(3), created_at=cast.at(2), updated_at=cast.at(3)
    )
    world.paper.manuscripts.filter(kind="paper").update(uploaded_at=cast.at(3))


## Bids, plans, assignments


@secret("another's bid is eager or not", f"{TALK} {BIDS} {PLAN}", Fact.BIDS_OTHERS)
def other_bid(world: World) -> None:
    Bid.objects.filter(submission=world.paper, user=world.people["bidder"]).update(value="not_willing")


@secret("another's bid is there or not", f"{TALK} {BIDS} {PLAN}", Fact.BIDS_OTHERS)
def without_bid(world: World) -> None:
    Bid.objects.filter(submission=world.paper, user=world.people["bidder"]).delete()


@secret("how well a reviewer matches", f"{PLAN} {TALK}", Fact.AFFINITY_SCORES)
def other_score(world: World) -> None:
    PlannedPair.objects.filter(submission=world.paper).update(score=0.11, because="Quite another reason.")


@secret("a plan proposes this reviewer or another", f"{PLAN} {TALK}", Fact.AFFINITY_SCORES)
def other_pair(world: World) -> None:
    PlannedPair.objects.filter(submission=world.paper).update(reviewer=world.people["other_open"])


@secret("a plan of assignments exists or not", PLAN, Fact.AFFINITY_SCORES, but=CHAIRS)
def without_plan(world: World) -> None:
    AssignmentPlan.objects.all().delete()


@secret("a reviewer is this or another", f"{TALK} {PLAN} released-accepted", Fact.REVIEWER_IDENTITY)
def other_reviewer(world: World) -> None:
    world.paper.assignments.filter(reviewer=world.people["other_done"]).update(reviewer=world.people["bidder"])


@secret("there is one reviewer more or not", f"{TALK} {PLAN}", Fact.REVIEWER_IDENTITY, Fact.REVIEW_COUNT_PROGRESS)
def without_reviewer(world: World) -> None:
    world.paper.assignments.filter(reviewer=world.people["other_open"]).delete()


@secret("a reviewer was taken off or never was", TALK, Fact.REVIEWER_IDENTITY, but=("reviewer_removed",))
def without_removed(world: World) -> None:
    world.paper.assignments.exclude(removed_at=None).delete()


@secret(
    "the area chair is this or another", f"{TALK} {PLAN} released-accepted", Fact.AC_IDENTITY, but=("ac_unassigned",)
)
def other_area_chair(world: World) -> None:
    world.paper.assignments.filter(role=Role.AREA_CHAIR).update(reviewer=world.people["ac_unassigned"])


@secret("somebody's load", f"{TALK} {PLAN} {BIDS}", but=(*CHAIRS, "reviewer_unassigned"))
def other_load(world: World) -> None:
    Membership.objects.filter(user=world.people["bidder"]).update(max_load=1)


@secret("somebody's topics", f"{TALK} {BIDS}", but=CHAIRS)
def other_topics(world: World) -> None:
    Membership.objects.get(user=world.people["bidder"]).topics.clear()


@secret("an invitation is open, or was declined", f"{TALK} {BIDS}", but=(*CHAIRS, "reviewer_invited"))
def declined_invitation(world: World) -> None:
    Invitation.objects.filter(state="pending").update(state="declined", answered_at=cast.at(33))


@secret("somebody was invited or not", f"{TALK} {BIDS}", but=(*CHAIRS, "reviewer_invited"))
def without_invitation(world: World) -> None:
    Invitation.objects.filter(state="pending").delete()


## Reviews


@secret(
    "an overall score is 10 or 1",
    f"{TALK} released-accepted released-rejected",
    Fact.REVIEW_SCORES,
    Fact.SCORE_AGGREGATES,
)
def low_score(world: World) -> None:
    for model, way in ((Review, "assignment"), (ReviewVersion, "review__assignment")):
        rows = model._default_manager.filter(
            **{f"{way}__submission": world.paper, f"{way}__reviewer": world.people["other_done"]}
        )
        rows.update(overall=1, soundness=1)


@secret(
    "a review says this or that",
    f"{TALK} rebuttal-submitted reviewing-submitted released-rejected",
    Fact.REVIEW_TEXT_OTHERS,
)
def other_review(world: World) -> None:
    for model, way in ((Review, "assignment"), (ReviewVersion, "review__assignment")):
        rows = model._default_manager.filter(
            **{f"{way}__submission": world.paper, f"{way}__reviewer": world.people["other_done"]}
        )
        rows.update(strengths="Quite another judgement, and a longer one than before.")


@secret(
    "a review is in or not",
    f"{TALK} reviewing-submitted rebuttal-submitted",
    Fact.REVIEW_TEXT_OTHERS,
    Fact.REVIEW_COUNT_PROGRESS,
)
def review_in(world: World) -> None:
    cast.review(world.assignments["other_open"])


@secret("confidential remarks", f"{TALK} released-accepted", Fact.CONFIDENTIAL_COMMENTS)
def without_remarks(world: World) -> None:
    for model, way in ((Review, "assignment"), (ReviewVersion, "review__assignment")):
        rows = model._default_manager.filter(
            **{f"{way}__submission": world.paper, f"{way}__reviewer": world.people["other_done"]}
        )
        rows.update(confidential="")


@secret("another's draft is there or not", f"{TALK} reviewing-submitted", Fact.REVIEW_DRAFTS_OTHERS)
def without_draft(world: World) -> None:
    ReviewDraft.objects.filter(assignment=world.assignments["other_open"]).delete()


@secret("another's draft says this or that", "reviewing-submitted", Fact.REVIEW_DRAFTS_OTHERS)
def other_draft(world: World) -> None:
    drafts = ReviewDraft.objects.filter(assignment=world.assignments["other_open"])
    drafts.update(content={"strengths": "None", "overall": "1"}, saved_at=cast.at(37))


@secret("when a review was written", f"{TALK} released-rejected", Fact.REVIEW_TIMESTAMPS)
def other_review_time(world: World) -> None:
    Review.objects.filter(assignment=world.assignments["other_done"]).update(submitted_at=cast.at(43.9))


@secret("a review was revised or not", TALK, Fact.REVIEW_EDITS_AFTER_REBUTTAL)
def without_revision(world: World) -> None:
    review = Review.objects.get(assignment=world.assignments["other_done"])
    first = review.versions.get(number=1)
    Review.objects.filter(pk=review.pk).update(weaknesses=first.weaknesses, updated_at=first.at, version=1)
    review.versions.filter(number=2).delete()


## What follows


@secret("the authors have answered or not", f"{TALK} rebuttal-submitted", Fact.REBUTTAL)
def without_response(world: World) -> None:
    Rebuttal.objects.all().delete()


@secret("somebody has commented or not", f"{TALK} deciding-submitted", Fact.DISCUSSION)
def without_comments(world: World) -> None:
    Comment.objects.all().delete()


@secret("a comment says this or that", TALK, Fact.DISCUSSION)
def other_comment(world: World) -> None:
    Comment.objects.update(text="Something else altogether.")


@secret("a meta-review is there or not", f"{TALK} deciding-submitted", Fact.META_REVIEW)
def without_meta_review(world: World) -> None:
    MetaReview.objects.all().delete()


@secret("a meta-review recommends this or that", f"{TALK} deciding-submitted", Fact.META_REVIEW)
def other_recommendation(world: World) -> None:
    MetaReview.objects.update(recommendation="reject", text="All in all, no.")


@secret("a decision is prepared or not", f"{TALK} deciding-submitted", Fact.DECISION_BEFORE_RELEASE)
def without_decision(world: World) -> None:
    Decision.objects.filter(submission=world.paper).delete()


@secret("accept or reject is prepared", f"{TALK} deciding-submitted", Fact.DECISION_BEFORE_RELEASE)
def prepared_rejection(world: World) -> None:
    Decision.objects.filter(submission=world.paper).update(outcome="reject", note="Sorry.")


@secret("what the chairs write to the authors", "released-accepted released-rejected", Fact.DECISION_AFTER_RELEASE)
def other_note(world: World) -> None:
    Decision.objects.filter(submission=world.paper).update(note="In other words.")


@secret("the paper was accepted or rejected", "released-accepted", Fact.DECISION_AFTER_RELEASE)
def rejected_instead(world: World) -> None:
    Decision.objects.filter(submission=world.paper).update(outcome="reject")
    Submission.objects.filter(pk=world.paper.pk).update(status="rejected", presentation="")


@secret("the final version is in or not", "camera_ready-accepted", Fact.CAMERA_READY_FILES)
def without_final_version(world: World) -> None:
    CameraReady.objects.all().delete()
    Manuscript.objects.filter(kind="camera_ready").delete()


@secret("the paper is under review or withdrawn", "submission-submitted checks-submitted", Fact.EXISTENCE)
def withdrawn_instead(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(
        status="withdrawn", withdrawn_at=cast.at(9), withdrawal_reason="We found a fault."
    )


@secret("the paper was turned away or not", "checks-submitted", Fact.DECISION_AFTER_RELEASE, Fact.EXISTENCE)
def turned_away(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(status="desk_rejected")


## The office


@secret("the log has one entry more or not", f"{TALK} {BIDS}", Fact.AUDIT_LOG)
def another_entry(world: World) -> None:
    slug = world.edition.slug
    record("submission.edited", by=world.people["author_contact"], edition=slug, submission_id=world.paper.pk)


@secret("a letter about the paper was sent or not", f"{TALK} {BIDS}", Fact.EMAIL_LOG, but=("author_contact",))
def without_letter(world: World) -> None:
    Message.objects.filter(submission_id=world.paper.pk).delete()
