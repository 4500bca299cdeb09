"""What people do about assignments: make and apply plans, and assign or unassign one person by hand."""

from django.db import transaction

from reviews.assignment.applying import Applied, apply_plan
from reviews.assignment.computing import compute
from reviews.assignment.drafts import give_drafts_back
from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.importing import import_assignments
from reviews.assignment.inputs import inputs_of
from reviews.assignment.notifications import assignment_letters, removal_letter
from reviews.assignment.planning import change_plan, discard_plan, make_plan, set_wish
from reviews.assignment.pseudonyms import pseudonyms
from reviews.assignment.queries import is_tied, seen_pairs
from reviews.assignment.rules import may_propose, may_unassign
from reviews.assignment.undoing import Undone, undo_plan
from reviews.models import Assignment
from reviews.visibility.case import Case
from reviews.visibility.lists import sight_of
from reviews.visibility.relations import Relation, relations_of
from reviews.visibility.standing import see
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.mail.actions import enqueue
from want.venues.models import Edition, Role

__all__ = [
    "Applied",
    "Undone",
    "apply_plan",
    "assign",
    "change_plan",
    "compute",
    "discard_plan",
    "import_assignments",
    "make_plan",
    "set_wish",
    "unassign",
    "undo_plan",
]


@transaction.atomic
def assign(
    submission: Submission,
    reviewer: User,
    *,
    role: str = Role.REVIEWER,
    on_short_notice: bool = False,
    by: User,
) -> Assignment:
    """Give a paper to somebody of the committee and tell them. Their load and all conflicts are respected.

    `on_short_notice` counts the papers that they offered to take beyond their load when somebody drops out.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=submission.edition_id)
    sight = sight_of(by, edition)
    case = sight.on(submission).case
    require(may_propose(case))
    _require_for_role(case, role)
    inputs = inputs_of(edition, role)
    if on_short_notice:
        inputs = inputs.on_short_notice()
    loads = loads_of(seen_pairs(sight, inputs.standing) if _is_chairs(case) else inputs.standing)
    why = objection(inputs, loads, submission.pk, reviewer.pk, is_discreet=is_tied(sight))
    if not why and not _is_chairs(case):  # chairs alone overrule the tracks
        why = inputs.tracks.why_not(submission.pk, reviewer.pk)
    if why:
        raise Refused(f"{reviewer} {why if _is_chairs(case) else 'cannot take this paper'}.")
    taken = Assignment.objects.filter(submission=submission, role=role).values_list("pseudonym", flat=True)
    assignment = Assignment.objects.create(
        submission=submission,
        reviewer=reviewer,
        role=role,
        pseudonym=pseudonyms(role, taken, 1)[0],
        assigned_by=by,
    )
    give_drafts_back([assignment])
    record("assignment.made", by=by, edition=edition.slug, submission_id=submission.pk, as_=assignment.pseudonym)
    enqueue(assignment_letters(edition, sight.moment, sight.terms, [assignment]))
    return assignment


@transaction.atomic
def unassign(assignment: Assignment, *, reason: str, by: User) -> None:
    """Take a paper from somebody and tell them. The row stays, with the reason; a submitted review stays too."""
    submission = assignment.submission
    case = see(by, submission).case
    require(may_unassign(case))
    _require_for_role(case, assignment.role)
    if not reason.strip():
        raise Refused("Please say why, in a few words. Only chairs read it.")
    done = Assignment.objects.filter(pk=assignment.pk, removed_at=None).update(
        removed_at=clock.now(), removal_reason=reason.strip()
    )
    if not done:
        return
    slug = submission.edition.slug
    record("assignment.removed", by=by, edition=slug, submission_id=submission.pk, as_=assignment.pseudonym)
    enqueue([removal_letter(submission.edition, assignment)])


def _require_for_role(case: Case, role: str) -> None:
    """Leave it to the chairs who leads a paper: an area chair who may change its reviewers changes no more."""
    if role == Role.AREA_CHAIR and not _is_chairs(case):
        raise Refused("Only the chairs choose who leads a paper.")


def _is_chairs(case: Case) -> bool:
    """Tell whether a chair asks. Others are not told why somebody cannot take a paper: it may speak of the authors."""
    return Relation.CHAIR in relations_of(case.standing)
