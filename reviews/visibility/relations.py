"""What a person is to a paper in the eyes of the policy, and which relation beats which. Pure."""

from enum import StrEnum

from reviews.visibility.case import AssignmentState, Standing


class Relation(StrEnum):
    """One way to stand to a paper. `who_sees.py` says what each gives; a person sees the union."""

    EVERYONE = "everyone"
    COMMITTEE = "committee"  # any role in the edition, whatever the paper
    AUTHOR = "author"
    CONFLICTED_CHAIR = "conflicted_chair"
    CHAIR = "chair"
    AREA_CHAIR = "area_chair"
    ASSIGNED_AREA_CHAIR = "assigned_area_chair"
    REVIEWER = "reviewer"
    REMOVED_REVIEWER = "removed_reviewer"
    ASSIGNED_REVIEWER = "assigned_reviewer"
    REVIEWER_WHO_SUBMITTED = "reviewer_who_submitted"
    BREAKER_OF_GLASS = "breaker_of_glass"


def relations_of(standing: Standing) -> frozenset[Relation]:
    """Return all relations that count. Authorship beats conflict, and conflict beats every role."""
    if not standing.is_signed_in or not standing.is_active:
        return frozenset({Relation.EVERYONE})
    return frozenset({Relation.EVERYONE, *_edition_wide(standing), *_to_the_paper(standing)})


def is_on_committee(standing: Standing) -> bool:
    """Tell whether the person has any accepted role in the edition."""
    return standing.is_chair or standing.is_area_chair or standing.is_reviewer


def has_conflict(standing: Standing) -> bool:
    """Tell whether the paper must be kept from this person's roles: being close to its authors is enough."""
    return standing.is_conflicted or standing.is_unverified_author or standing.is_former_author


def _edition_wide(standing: Standing) -> set[Relation]:
    return {Relation.COMMITTEE} if is_on_committee(standing) else set()


def _to_the_paper(standing: Standing) -> set[Relation]:
    if standing.is_author:
        return {Relation.AUTHOR}
    if has_conflict(standing):
        return {Relation.CONFLICTED_CHAIR} if standing.is_chair else set()
    return _as_chair(standing) | _as_area_chair(standing) | _as_reviewer(standing) | _as_superuser(standing)


def _as_chair(standing: Standing) -> set[Relation]:
    return {Relation.CHAIR} if standing.is_chair else set()


def _as_area_chair(standing: Standing) -> set[Relation]:
    found = {Relation.AREA_CHAIR} if standing.is_area_chair else set()
    if standing.is_assigned_area_chair and (standing.is_area_chair or standing.is_chair):
        found.add(Relation.ASSIGNED_AREA_CHAIR)
    return found


def _as_reviewer(standing: Standing) -> set[Relation]:
    """An assignment needs a role to rest on; whoever lost every role has lost the assignment with it."""
    if not is_on_committee(standing):
        return set()
    found = {Relation.REVIEWER} if standing.is_reviewer else set()
    match standing.assignment:
        case AssignmentState.NONE:
            return found
        case AssignmentState.REMOVED:
            return {Relation.REMOVED_REVIEWER}
        case AssignmentState.OPEN:
            return found | {Relation.ASSIGNED_REVIEWER}
        case AssignmentState.DONE:
            return found | {Relation.ASSIGNED_REVIEWER, Relation.REVIEWER_WHO_SUBMITTED}


def _as_superuser(standing: Standing) -> set[Relation]:
    return {Relation.BREAKER_OF_GLASS} if standing.is_superuser and standing.has_broken_glass else set()
