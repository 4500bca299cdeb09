"""What reviewing asks of a person."""

from collections.abc import Iterable

from reviews.reviewing.queries import Duty, are_due, duties_of
from reviews.visibility.case import AssignmentState
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.venues.asks import Ask
from want.venues.stages import Stage

OVERDUE_IN = frozenset({Stage.REBUTTAL, Stage.DISCUSSION, Stage.DECIDING})


def reviews_asked(user: User, sight: Sight) -> Iterable[Ask]:
    """Ask for each review that is due; one that is overdue stays until the decisions, and says what to do."""
    is_open = sight.moment.is_open(Stage.REVIEWING)
    if not is_open and sight.moment.stage not in OVERDUE_IN:
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
            state=_state(duty) if is_open else "the form is closed; ask the programme chairs for more time",
        )


def _state(duty: Duty) -> str:
    return "draft saved" if duty.draft_at else ""
