"""What reviewers write, and when."""

from reviews.models import Review, ReviewDraft, ReviewVersion
from reviews.visibility.facts import Fact
from tests import cast
from tests.prove.secrets.secret import TALK, secret
from tests.prove.worlds import World


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
