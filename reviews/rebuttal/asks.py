"""What the author response asks of a person."""

from collections.abc import Iterable

from django.urls import reverse

from reviews.rebuttal.rules import may_post_rebuttal
from reviews.visibility.lists import Sight
from submissions.models import Submission
from want.accounts.models import User
from want.venues.asks import Ask
from want.venues.stages import Stage


def responses_asked(user: User, sight: Sight) -> Iterable[Ask]:  # noqa: ARG001 (one shape for all that ask)
    """Ask authors to answer the reviews of each paper of theirs that is unanswered."""
    if not sight.moment.is_open(Stage.REBUTTAL):
        return
    if not any(standing.is_author for standing in sight.ties.to_own.values()):
        return
    may_answer = sight.where(lambda case: bool(may_post_rebuttal(case, sight.moment)))
    papers = Submission.objects.of(sight.edition).filter(may_answer, rebuttal=None).order_by("number")
    for code, number, title in papers.values_list("code", "number", "title"):
        yield Ask(
            verb="Answer",
            what=f"The reviews of paper {number}: {title}",
            url=reverse("rebuttal:write", args=[sight.edition.slug, code]),
            edition=sight.edition.name,
            due=sight.moment.closes_at(Stage.REBUTTAL),
        )
