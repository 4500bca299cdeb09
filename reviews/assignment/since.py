"""What has changed since plans were computed, in a sentence a plan: their proof speaks of what was then.

A chair in conflict with papers is told of the others alone. What is counted of people is what the list of the committee
shows every chair, and never what they have to do with a paper that is kept from this one.
"""

from collections.abc import Collection, Iterable
from typing import Any

from reviews.assignment.basis import OF_PAPER, OF_PERSON, Marks, basis_of, given_beside, given_of
from reviews.assignment.options import ALL_THE_SAME, Options
from reviews.assignment.queries import may_hold_hidden, papers_open_to
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight
from submissions.states import Status
from want.venues.models import Edition

CAN_BE_OLD = {PlanState.READY, PlanState.TRIAL, PlanState.INFEASIBLE}
WORDS_OF_PAPER = {
    "text": "the title or abstract of {} changed",
    "track": "{} changed {its} track",
    "topics": "the topics of {} changed",
    "conflicts": "conflicts of interest with {} changed",
    "bids": "bids on {} changed",
    "scores": "the scores from your file changed for {}",
}
WORDS_OF_PERSON = {
    "load": "{} changed how many papers they take",
    "topics": "{} changed which topics they know",
    "tracks": "the tracks of {} changed",
    "texts": "the papers that {} wrote were named anew",
    "senior": "who counts as senior changed for {}",
    "place": "{} changed where they work or live",
    "away": "{} changed when they are away",
}


def changes_since(plans: Iterable[AssignmentPlan], edition: Edition, sight: Sight) -> dict[int, str]:
    """Return what has changed since these plans were computed, by plan; nothing of those that still hold as they are.

    So many queries whatever the number of plans, papers and people. Plans that are applied or set aside promise nothing
    any more; a plan that was made before fingerprints were kept cannot tell.
    """
    old = [plan for plan in plans if plan.state in CAN_BE_OLD and plan.basis and _may_be_told(plan, sight)]
    now = {role: (basis_of(edition, role), given_of(edition, role)) for role in sorted({plan.role for plan in old})}
    if not old:
        return {}
    mine = papers_open_to(sight).order_by()
    here = {str(key) for key in mine.filter(status=Status.SUBMITTED).values_list("pk", flat=True)}
    gone = {str(key) for key in mine.exclude(status=Status.SUBMITTED).values_list("pk", flat=True)}
    told = {}
    for plan in old:
        basis, given = now[plan.role]
        parts = _changes(plan, basis | {"given": given_beside(plan.pk, given)}, here, gone)
        if parts:
            told[plan.pk] = f"Since this plan was made, {_in_words(parts)}. Its proof speaks of what was then."
    return told


def _may_be_told(plan: AssignmentPlan, sight: Sight) -> bool:
    """Of an impossible plan that may hold hidden papers a chair does not read why, so nor whether that has changed."""
    return plan.state != PlanState.INFEASIBLE or not may_hold_hidden(plan, sight)


def _changes(plan: AssignmentPlan, now: dict[str, Any], here: set[str], gone: set[str]) -> list[str]:
    then, options = plan.basis, Options.of(plan.options)
    papers, people = then["papers"], then["people"]
    left_out = {str(key) for key in plan.outcome.get("left_out", ())}
    came = [key for key in here & now["papers"].keys() if key not in papers and key not in left_out]
    stayed = [key for key in here if key in papers and key in now["papers"]]
    serving = {key for key, marks in now["people"].items() if marks[0]}
    served = {key for key, marks in people.items() if marks[0]}
    by_hand = [key for key in stayed if then["given"].get(key) != now["given"].get(key)]
    return [
        *_some(came, "{} came in", "paper"),
        *_some([key for key in gone if key in papers], "{} left review", "paper"),
        *_some([key for key in serving if key not in people], "{} joined", "person", "people"),
        *_some(served - now["people"].keys(), "{} left the committee", "person", "people"),
        *_of_people(people, now["people"], options),
        *_of_papers(papers, now["papers"], stayed),
        *_some(by_hand, "assignments of {} were changed", "paper"),
        *(["the formula was changed"] if then["formula"] != now["formula"] else []),
    ]


def _of_papers(then: Marks, now: Marks, keys: Collection[str]) -> Iterable[str]:
    for at, name in enumerate(OF_PAPER):
        changed = [key for key in keys if at < len(then[key]) and then[key][at] != now[key][at]]
        yield from _some(changed, WORDS_OF_PAPER[name], "paper")


def _of_people(then: Marks, now: Marks, options: Options) -> Iterable[str]:
    """Tell of what people are only what counts in this plan."""
    counts = {
        "senior": options.min_seniors > 0,
        "place": bool(options.one_of),
        "away": options.away != ALL_THE_SAME,
    }
    both = then.keys() & now.keys()
    for at, name in enumerate(OF_PERSON):
        if counts.get(name, True):
            changed = [key for key in both if at < len(then[key]) and then[key][at] != now[key][at]]
            yield from _some(changed, WORDS_OF_PERSON[name], "person", "people")


def _some(keys: Collection[str], words: str, one: str, many: str = "") -> list[str]:
    if not keys:
        return []
    number = len(keys)
    noun = one if number == 1 else many or f"{one}s"
    return [words.format(f"{number:,} {noun}", its="its" if number == 1 else "their")]


def _in_words(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
