"""Keep whom people name as conflicts of their own, in all editions in which they serve."""

from collections.abc import Sequence
from dataclasses import astuple

from django.db import transaction

from submissions.conflicts.actions import refresh_after_statement
from submissions.conflicts.queries import editions_of, stated_by
from submissions.conflicts.stated import Kind, Stated, write_stated
from submissions.models import PersonalConflict
from want.accounts.models import User
from want.core.versions import EditedMeanwhile, is_another, mark_of

LABELS = {
    Kind.INSTITUTION: "Institutions where you were",
    Kind.ADVISER: "Your advisers",
    Kind.ADVISEE: "Those you advise or have advised",
    Kind.COLLABORATOR: "Co-authors and collaborators",
    Kind.FAMILY: "Family and close friends",
}


@transaction.atomic
def state_conflicts(user: User, stated: Sequence[Stated], *, seen: str = "") -> bool:
    """Let somebody name exactly these, and see which papers that keeps them from; return whether it was a change.

    `seen` is the mark of what the form showed. Raises EditedMeanwhile when that was changed since, and Refused for a
    second change while papers are reviewed.
    """
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).values_list("pk").get()
    stored = stated_by([user.pk])[user.pk]
    if set(stored) == set(stated):
        return False
    if is_another(seen, mark_of_stated(stored)):
        raise EditedMeanwhile(in_words(stored), version=mark_of_stated(stored))
    PersonalConflict.objects.filter(user=user).delete()
    PersonalConflict.objects.bulk_create(
        PersonalConflict(
            user=user,
            kind=one.kind.value,
            name=one.name,
            about=one.about,
            first_year=one.first_year,
            last_year=one.last_year,
        )
        for one in stated
    )
    for edition in editions_of(user):
        refresh_after_statement(edition, user)
    return True


def mark_of_stated(stated: Sequence[Stated]) -> str:
    """Return what the form carries to say which state it showed."""
    return mark_of(sorted([list(map(str, astuple(one))) for one in stated]))


def in_words(stated: Sequence[Stated]) -> dict[str, str]:
    """Say what is stored, as the page of the second tab shows it."""
    return {LABELS[kind]: write_stated(one for one in stated if one.kind is kind) for kind in Kind}
