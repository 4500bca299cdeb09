"""What meta-reviewing asks of a person."""

from collections.abc import Iterable

from reviews.reviewing.queries import led_by
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.venues.asks import Ask
from want.venues.stages import Stage


def meta_reviews_asked(user: User, sight: Sight) -> Iterable[Ask]:
    """Ask area chairs for each meta-review that is not written yet."""
    if sight.moment.stage not in {Stage.DISCUSSION, Stage.DECIDING}:
        return
    if not any(standing.is_assigned_area_chair for standing in sight.ties.to_own.values()):
        return
    for led in led_by(user, sight):
        if led.is_in_review and led.written_at is None:
            yield Ask(
                verb="Sum up",
                what=f"Paper {led.number}: {led.title}",
                url=led.url,
                edition=sight.edition.name,
                due=sight.moment.closes_at(Stage.DISCUSSION),
                state=f"{len(led.scores)} of {led.due} reviews in",
            )
