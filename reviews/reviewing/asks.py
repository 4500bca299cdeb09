"""What reviewing asks of a person."""

from collections.abc import Iterable

from reviews.reviewing.queries import are_due, duties_of
from reviews.visibility.case import AssignmentState
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.venues.asks import Ask
from want.venues.stages import Stage


def reviews_asked(user: User, sight: Sight) -> Iterable[Ask]:
    """Ask for each review that is due and can still be written."""
    if not sight.moment.is_open(Stage.REVIEWING):
        return
    if not any(standing.assignment is AssignmentState.OPEN for standing in sight.ties.to_own.values()):
        return
    for duty in are_due(duties_of(user, sight)):
        yield Ask(
            verb="Review",
            what=f"Paper {duty.number}: {duty.title}",
            url=duty.url,
            edition=sight.edition.name,
            due=sight.moment.closes_at(Stage.REVIEWING),
            state="draft saved" if duty.draft_at else "",
        )
