"""Apply a plan: the one act that turns what is proposed into assignments and tells the people."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from reviews.assignment.asking import with_loads
from reviews.assignment.drafts import give_drafts_back
from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.inputs import Pair, inputs_of
from reviews.assignment.notifications import assignment_letters
from reviews.assignment.options import Options
from reviews.assignment.pseudonyms import pseudonyms
from reviews.assignment.queries import case_at_large, is_tied, may_hold_hidden, seen_pairs
from reviews.assignment.rules import may_publish
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight, sight_of
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.mail.actions import enqueue
from want.venues.models import Edition

MANY = 5  # so many problems are named; a list of hundreds helps nobody


@dataclass(frozen=True, slots=True)
class Applied:
    """What an application did: assignments made, letters queued, pairs left to chairs without a conflict, and
    pairs dropped because their papers have left review."""

    made: int = 0
    letters: int = 0
    waiting: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Fresh:
    """What applying a plan now would do, for this chair. How many pairs wait for another chair is not said."""

    pairs: list[Pair]
    waiting: int
    dropped: int
    problems: list[str]
    off_track: list[str]  # chairs wanted it so, or somebody's tracks were changed after the plan was made


@transaction.atomic
def apply_plan(plan: AssignmentPlan, *, by: User) -> Applied:
    """Assign all pairs of the plan and queue one letter a person; a second click finds nothing left to do.

    Papers with which `by` has a conflict are left in the plan for another chair. Whether there are any does not show:
    a plan that may hold some stays open, until a chair from whom nothing in it is kept finds nothing left. Everything
    is checked once more against the present conflicts, loads and papers; if something no longer fits, nothing is
    assigned.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=plan.edition_id)
    row = AssignmentPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    sight = sight_of(by, edition)
    require(may_publish(case_at_large(sight)))
    if row.state == PlanState.APPLIED:
        return Applied()
    if row.state != PlanState.READY:
        raise Refused("This plan cannot be applied. Make a new one.")
    fresh = fresh_pairs(row, edition, sight)
    if fresh.problems:
        raise Refused(_in_words(fresh.problems))
    made = assign_all(fresh.pairs, role=row.role, by=by, plan=row)
    letters = assignment_letters(edition, sight.moment, sight.terms, made)
    is_done = not fresh.waiting and not may_hold_hidden(row, sight)
    _close(row, edition, is_done=is_done)
    if made or is_done:
        # Without a number: where this chair did the papers of another, it would be that of the other's reviewers.
        record("assignment.applied", by=by, edition=edition.slug, plan=row.pk, role=row.role)
    enqueue(letters)
    return Applied(len(made), len(letters), fresh.waiting, fresh.dropped)


def fresh_pairs(plan: AssignmentPlan, edition: Edition, sight: Sight) -> Fresh:
    """Return what of the plan this chair can apply as things stand now, and what no longer fits."""
    inputs = with_loads(inputs_of(edition, plan.role), Options.of(plan.options))
    planned = set(plan.pairs.values_list("submission_id", "reviewer_id")) - inputs.assigned - inputs.removed
    alive = {pair for pair in planned if pair[0] in inputs.row}
    mine = set(Submission.objects.filter(sight.where(may_publish), pk__in=inputs.papers).values_list("pk", flat=True))
    ready = sorted(pair for pair in alive if pair[0] in mine)
    loads = loads_of(seen_pairs(sight, inputs.standing))
    problems: list[tuple[Pair, str]] = []
    for paper, person in ready:
        why = objection(inputs, loads, paper, person, is_discreet=is_tied(sight))
        if why:
            problems.append(((paper, person), why))
        loads[person] += 1
    dropped = _count_of_dropped(planned - alive, sight)
    off_track = [(pair, why) for pair in ready if (why := inputs.tracks.why_not(*pair))]
    return Fresh(ready, len(alive) - len(ready), dropped, _named(problems), _named(off_track))


def _count_of_dropped(gone: set[Pair], sight: Sight) -> int:
    """Count the pairs of papers that have left review and whose matches this chair may see."""
    if not gone:
        return 0
    seen = sight.papers(Fact.AFFINITY_SCORES).filter(pk__in={paper for paper, _ in gone})
    known = set(seen.order_by().values_list("pk", flat=True))
    return sum(paper in known for paper, _ in gone)


def assign_all(pairs: list[Pair], *, role: str, by: User, plan: AssignmentPlan | None = None) -> list[Assignment]:
    """Store assignments that were judged to fit, under fresh names; log and letters are the caller's."""
    papers = Submission.objects.in_bulk({paper for paper, _ in pairs})
    people = User.objects.in_bulk({person for _, person in pairs})
    taken: dict[int, list[str]] = defaultdict(list)
    known = Assignment.objects.filter(submission__in=papers, role=role).order_by()
    for paper, name in known.values_list("submission_id", "pseudonym"):
        taken[paper].append(name)
    by_paper: dict[int, list[int]] = defaultdict(list)
    for paper, person in pairs:
        by_paper[paper].append(person)
    moment = clock.now()
    rows = [
        Assignment(
            submission=papers[paper],
            reviewer=people[person],
            role=role,
            pseudonym=name,
            plan=plan,
            assigned_by=by,
            assigned_at=moment,
        )
        for paper, chosen in by_paper.items()
        for person, name in zip(chosen, pseudonyms(role, taken[paper], len(chosen)), strict=True)
    ]
    made = Assignment.objects.bulk_create(rows, batch_size=2000)
    give_drafts_back(made)
    return made


def _close(plan: AssignmentPlan, edition: Edition, *, is_done: bool) -> None:
    moment = clock.now()
    if edition.assigned_at is None:
        Edition.objects.filter(pk=edition.pk).update(assigned_at=moment)
    plan.applied_at = moment
    if is_done:
        plan.state = PlanState.APPLIED
    plan.save(update_fields=["applied_at", "state"])


def _named(problems: list[tuple[Pair, str]]) -> list[str]:
    """Say each problem with the person's name and the paper's number, in the order of these."""
    names = dict(User.objects.filter(pk__in={pair[1] for pair, _ in problems}).values_list("pk", "name"))
    numbers = dict(Submission.objects.filter(pk__in={pair[0] for pair, _ in problems}).values_list("pk", "number"))
    found = sorted((numbers[paper], names[person], why) for (paper, person), why in problems)
    return [f"Paper {number}: {name} {why}." for number, name, why in found]


def _in_words(problems: list[str]) -> str:
    more = f" And {len(problems) - MANY} more." if len(problems) > MANY else ""
    return (
        f"The plan no longer fits, so nothing was assigned. {' '.join(problems[:MANY])}{more} "
        "Change these pairs in the plan, or make a new plan."
    )
