"""Whether papers were given out: then some things cannot be turned back, and moving the dates back does not help.

Rules that go by the stage alone can be got round by whoever sets the dates. So these go by what was done, as the log
has it, which nobody can change. Called by the actions of an edition.
"""

from collections.abc import Mapping

from want.audit.models import Entry
from want.core import clock
from want.core.verdict import YES, Verdict, no
from want.venues.models import Edition
from want.venues.stages import Calendar, Stage, Window, stage_at

ONE_BY_ONE = ("assignment.made", "assignment.imported")
AT_ONCE = "assignment.applied"  # can be taken back as a whole
DECIDED = "decision.prepared"


def have_ever_been_given_out(edition: Edition) -> bool:
    """Tell whether anybody was given a paper at any time, or a decision was prepared."""
    return edition.assigned_at is not None or _has_happened(edition, *ONE_BY_ONE, AT_ONCE, DECIDED)


def needs_second_chair(edition: Edition) -> bool:
    """Tell whether two chairs have to stay: one asks for the release of the decisions, the other confirms it."""
    is_open = edition.four_eyes and edition.released_at is None
    return is_open and (edition.moment().has_reached(Stage.DISCUSSION) or have_ever_been_given_out(edition))


def may_go_back(edition: Edition, windows: Mapping[Stage, Window]) -> Verdict:
    """Tell whether an edition may have these dates: with papers given out it takes no new ones.

    Else a chair could open the submission for a moment, in which what people say of themselves ends their conflicts.
    """
    calendar = edition.calendar
    then = stage_at(Calendar(windows, calendar.released_at, calendar.published_at, calendar.archived_at), clock.now())
    if then.position > Stage.SUBMISSION.position:
        return YES
    if edition.assigned_at is None and not _has_happened(edition, *ONE_BY_ONE):
        return YES
    return no(
        "Papers have been given out, so with these dates the edition would go back to before its papers came in. "
        "Let the submission close before now; nothing was changed."
    )


def _has_happened(edition: Edition, *verbs: str) -> bool:
    return Entry.objects.filter(edition=edition.slug, verb__in=verbs).exists()
