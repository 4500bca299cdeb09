"""Forget somebody's similarities: their row, and what blocks hold at their place. Called when a person is erased."""

from django.db.models import F

from reviews.matching.blocks import empty_places
from reviews.models import TextRow, TextTable
from want.accounts.models import User
from want.venues.models import Membership


def hold_tables(user: User) -> list[TextTable]:
    """Hold the tables in which the person has a row, or could have one by the time; before the person is held.

    A refresh holds its table first, too, and then the people whose rows it makes.
    """
    editions = set(Membership.objects.filter(user=user).values_list("edition", flat=True))
    editions |= set(TextRow.objects.filter(user=user).values_list("edition", flat=True))
    tables = TextTable.objects.filter(edition__in=editions).select_related("edition").only("edition")
    return list(tables.order_by("edition").select_for_update(of=("self",)))


def forget_person(user: User) -> None:
    """Delete all similarities of the person. A refresh that read the person's texts before reads anew."""
    for table in hold_tables(user):
        places = TextRow.objects.filter(edition=table.edition, user=user).values_list("place", flat=True)
        empty_places(table.edition, places)
        TextTable.objects.filter(pk=table.pk).update(changes=F("changes") + 1)
    TextRow.objects.filter(user=user).delete()
