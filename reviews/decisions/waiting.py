"""The release waits for decisions that are kept from the chair who releases: those who can make them are told.

A page that said so before would tell a chair who wrote a paper whether it is decided by now. So the pages go by what
their reader decides on, and whoever releases too early is answered with this, and the other chairs with a letter.
"""

from django.db import transaction
from django.urls import reverse

from reviews.decisions.queries import lack_decisions
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.core import clock
from want.core.verdict import Refused
from want.mail.actions import Letter, enqueue
from want.mail.letters import absolute, letter
from want.venues.chairs import other_chairs
from want.venues.models import Edition

SENTENCE = (
    "Nothing is released yet: some paper that you leave to other chairs has no decision so far. They are told by mail "
    "that you wait for it. If none of them is free to decide on it, invite one more chair."
)


NOT_CONFIRMED = (
    "Nothing is released. This is not what {asked_by} asked to release, or not any more, or some paper that you leave "
    "to other chairs has no decision so far; who can decide on it is told by mail. Look at decisions and letters, and "
    "ask for the release yourself; then another chair confirms it."
)


class WaitsForOthers(Refused):
    """The release cannot be: papers on which this chair may not decide have no decision, or perhaps another one.

    Who confirms a wish reads one sentence for both: else a chair who wrote a paper could change a letter, so that
    nothing can be released, and read from the refusal whether their paper is decided, as often as they like.
    """

    def __init__(self, sentence: str = SENTENCE) -> None:
        super().__init__(sentence)


@transaction.atomic
def tell_the_others(edition: Edition, *, by: User) -> int:
    """Tell each other chair who can decide on what is missing, at most once a day. Return how many are told."""
    letters = []
    for chair in other_chairs(edition, by):
        missing = lack_decisions(edition, sight_of(chair, edition)).values_list("pk", flat=True)
        if papers := tuple(missing):
            letters.append(_letter(edition, by, chair, papers))
    enqueue(letters)
    return len(letters)


def _letter(edition: Edition, by: User, chair: User, papers: tuple[int, ...]) -> Letter:
    return letter(
        "reviews/decisions/release_waits",
        {
            "edition": edition,
            "name": chair.name,
            "asked_by": by.name,
            "link": absolute(reverse("desk:decisions", args=[edition.slug])),
        },
        key=f"release_waits:{edition.slug}:{by.pk}:{chair.pk}:{clock.now():%Y-%m-%d}",
        to=chair.email,
        edition=edition.slug,
        papers=papers,  # else a chair in conflict would find in the outbox that decisions are missing
        is_personal=True,
    )
