"""Background work of matching, run by `manage.py work`: the table of an edition follows its papers and profiles."""

from functools import partial

from django.db import transaction
from django_tasks import task

from reviews.matching.table import refresh
from want.accounts.models import User
from want.venues.models import Edition, Membership, Role


@task()
def refresh_table(edition_id: int) -> None:
    """Bring an edition's table up to date. Running it twice does its work once."""
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is not None:
        refresh(edition)


def table_changed(edition_id: int) -> None:
    """Have an edition's table brought up to date, once the present change is stored."""
    transaction.on_commit(partial(refresh_table.enqueue, edition_id))


def profile_changed(user: User) -> None:
    """Have the person's row made in each edition where they serve and papers are not decided yet."""
    serving = Membership.objects.filter(
        user=user, role__in=[Role.REVIEWER, Role.AREA_CHAIR], edition__released_at=None
    ).order_by()
    for edition in serving.values_list("edition", flat=True).distinct():
        table_changed(edition)
