"""Letters about assignments: one a person, listing their papers; and one when a paper is taken back."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from reviews.models import Assignment
from reviews.visibility.case import AssignmentState, Case, Standing, Terms
from reviews.visibility.facts import Fact
from reviews.visibility.policy import may_see
from submissions.states import Status
from want.core.timewords import aoe
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.models import Edition, Role
from want.venues.stages import Moment, Stage

STANDINGS = {
    Role.REVIEWER: Standing(is_signed_in=True, is_reviewer=True, assignment=AssignmentState.OPEN),
    Role.AREA_CHAIR: Standing(is_signed_in=True, is_area_chair=True, is_assigned_area_chair=True),
}


def assignment_letters(
    edition: Edition, moment: Moment, terms: Terms, assignments: Iterable[Assignment]
) -> list[Letter]:
    """Return one letter a person about the papers they have just got.

    Titles are in it once those who have the papers may see them; before reviewing opens it says how many there are.
    They are personal and their subjects do not count: a chair in conflict with one of the papers must not see from a
    person's letter that it speaks of more than the chair knows of.
    """
    by_person: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        by_person[assignment.reviewer_id, assignment.role].append(assignment)
    common = _common(edition, moment)
    shows = {role.value: _shows_titles(role, moment, terms) for role in STANDINGS}
    return [_letter(edition, common | {"shows_titles": shows[role]}, papers) for (_, role), papers in by_person.items()]


def removal_letter(edition: Edition, assignment: Assignment) -> Letter:
    """Return the letter that tells a person that a paper is no longer theirs."""
    return letter(
        "reviews/assignment/removed",
        {"edition": edition, "name": assignment.reviewer.name, "number": assignment.submission.number},
        key=f"unassigned:{assignment.pk}",
        to=assignment.reviewer.email,
        edition=edition.slug,
        submission_id=assignment.submission_id,
    )


def undone_letters(edition: Edition, assignments: Iterable[Assignment]) -> list[Letter]:
    """Return one letter a person about all papers that are no longer theirs, because a plan was taken back."""
    by_person: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        by_person[assignment.reviewer_id, assignment.role].append(assignment)
    return [_undone(edition, papers) for papers in by_person.values()]


def _undone(edition: Edition, assignments: list[Assignment]) -> Letter:
    first = min(assignments, key=lambda one: one.pk)
    numbers = [str(number) for number in sorted(one.submission.number for one in assignments)]
    return letter(
        "reviews/assignment/undone",
        {"edition": edition, "name": first.reviewer.name, "numbers": numbers, "is_one": len(numbers) == 1},
        key=f"undone:{first.reviewer_id}:{first.pk}",
        to=first.reviewer.email,
        edition=edition.slug,
        submission_id=first.submission_id if len(assignments) == 1 else None,
        papers=() if len(assignments) == 1 else tuple(sorted(one.submission_id for one in assignments)),
        is_personal=True,
    )


def _common(edition: Edition, moment: Moment) -> dict[str, Any]:
    """Return what all letters say alike."""
    window = moment.calendar.windows.get(Stage.REVIEWING)
    return {
        "edition": edition,
        "opens": aoe(window.opens_at) if window and moment.at < window.opens_at else "",
        "due": aoe(window.closes_at) if window else "",
        "link": absolute(reverse("reviewing:home", args=[edition.slug])),
    }


def _letter(edition: Edition, common: dict[str, Any], assignments: list[Assignment]) -> Letter:
    first = min(assignments, key=lambda one: one.pk or 0)
    context = common | {
        "name": first.reviewer.name,
        "leads": first.role == Role.AREA_CHAIR,
        "count": len(assignments),
        "papers": sorted((one.submission for one in assignments), key=lambda paper: paper.number),
    }
    return letter(
        "reviews/assignment/assigned",
        context,
        key=f"assigned:{first.reviewer_id}:{first.pk}",
        to=first.reviewer.email,
        edition=edition.slug,
        papers=tuple(sorted(one.submission_id for one in assignments)),
        is_personal=True,
    )


def _shows_titles(role: Role, moment: Moment, terms: Terms) -> bool:
    case = Case(STANDINGS[role], Status.SUBMITTED, moment.stage, terms)
    return bool(may_see(Fact.TITLE_ABSTRACT, case))
