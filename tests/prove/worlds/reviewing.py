"""What the committee writes, and what the authors answer."""

import uuid
from typing import Any

from reviews.models import Comment, MetaReview, Rebuttal, Review, ReviewDraft, ReviewVersion
from reviews.visibility.facts import Fact
from tests import cast
from tests.prove.worlds.world import WITH_A_REVIEW, World, minute_pattern, odd


def write_reviews(world: World) -> None:
    for place, name in enumerate(WITH_A_REVIEW):
        if name in world.assignments:
            _review(world, name, overall=1 + 9 * place, grade=4711 + place)
    for name in ("reviewer_assigned_open", "other_open", "reviewer_removed"):
        if name in world.assignments:
            own = Fact.REVIEW_TEXT_OWN if name == "reviewer_assigned_open" else None
            text = world.word(Fact.REVIEW_DRAFTS_OTHERS, f"draft of {name}", owner=name, own=own)
            content = {"strengths": text, "overall": "4"}
            ReviewDraft.objects.create(assignment=world.assignments[name], content=content, saved_at=cast.at(39))
    if "other_done" in world.assignments and "reviewer_assigned_done" in world.assignments:
        world.canaries.pattern(Fact.SCORE_AGGREGATES, "overall scores of the paper", r"scores 1, 10 on")


def _review(world: World, name: str, *, overall: int, grade: int) -> None:
    own = {"owner": name, "own": Fact.REVIEW_TEXT_OWN}
    at = odd(39, 3, 13 + grade % 10)
    word = world.word
    content = {
        "overall": overall,
        "confidence": 4,
        "soundness": grade,
        "presentation": 3,
        "contribution": 3,
        "strengths": f"Strong: {word(Fact.REVIEW_TEXT_OTHERS, f'strengths of {name}', **own)}.",
        "weaknesses": f"Weak: {word(Fact.REVIEW_TEXT_OTHERS, f'weaknesses of {name}', **own)}.",
        "questions": f"Why {word(Fact.REVIEW_TEXT_OTHERS, f'questions of {name}', **own)}?",
        "confidential": f"Between us: {word(Fact.CONFIDENTIAL_COMMENTS, f'remarks of {name}', **own)}.",
    }
    world.canaries.pattern(Fact.REVIEW_SCORES, f"grade by {name}", rf"\b{grade}\b", **own)
    world.canaries.pattern(Fact.REVIEW_TIMESTAMPS, f"time of the review by {name}", minute_pattern(at), **own)
    review = Review.objects.create(assignment=world.assignments[name], submitted_at=at, updated_at=at, **content)
    ReviewVersion.objects.create(review=review, number=1, at=at, **content)
    if world.setting.exists(Fact.REVIEW_EDITS_AFTER_REBUTTAL):
        _revise(world, name, review, content)


def _revise(world: World, name: str, review: Review, content: dict[str, Any]) -> None:
    """Revise a review after the author response: one more sentence, the rest as it was."""
    edit = world.word(Fact.REVIEW_EDITS_AFTER_REBUTTAL, f"edit by {name}", owner=name, own=Fact.REVIEW_TEXT_OWN)
    later = content | {"weaknesses": f"{content['weaknesses']} After the response: {edit}."}
    Review.objects.filter(pk=review.pk).update(weaknesses=later["weaknesses"], updated_at=cast.at(47.5), version=2)
    ReviewVersion.objects.create(review=review, number=2, at=cast.at(47.5), **later)


def answer_and_discuss(world: World) -> None:
    setting, paper, people = world.setting, world.paper, world.people
    if setting.exists(Fact.REBUTTAL):
        text = f"We thank all for {world.word(Fact.REBUTTAL, 'author response')}."
        Rebuttal.objects.create(submission=paper, text=text, written_by=people["author_coauthor"])
    if setting.exists(Fact.DISCUSSION):
        for name in ("other_done", "ac_assigned"):
            text = f"I think {world.word(Fact.DISCUSSION, f'comment of {name}')}."
            signature = world.assignments[name].pseudonym
            Comment.objects.create(
                submission=paper, writer=people[name], signature=signature, text=text, key=_uuid(name)
            )
    if setting.exists(Fact.META_REVIEW):
        text = f"All in all {world.word(Fact.META_REVIEW, 'meta-review')}."
        assignment = world.assignments["ac_assigned"]
        MetaReview.objects.create(assignment=assignment, text=text, recommendation="oral")


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))
