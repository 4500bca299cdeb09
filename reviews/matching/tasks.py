"""Background work of matching, run by `manage.py work`: the table of an edition follows its papers and profiles."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from reviews.matching.table import refresh
from reviews.models import TextTable
from want.accounts.models import User
from want.core import clock
from want.venues.models import Edition, Membership, Role

PATIENCE = timedelta(minutes=10)  # after which what was asked for counts as lost


@task()
def refresh_table(edition_id: int) -> None:
    """Bring an edition's table up to date. Running it twice does its work once."""
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is not None:
        refresh(edition)


def table_changed(edition_id: int) -> None:
    """Have an edition's table brought up to date, once the present change is stored."""
    transaction.on_commit(partial(_ask, edition_id))


def _ask(edition_id: int) -> None:
    """Ask for it, unless it is asked for already and nobody has begun: on the last day papers come by the dozen."""
    table, now = TextTable.objects.filter(edition=edition_id), clock.now()
    is_waiting = Q(asked_at__gt=now - PATIENCE)
    if table.exclude(is_waiting).update(asked_at=now) or not table.exists():
        refresh_table.enqueue(edition_id)


def profile_changed(user: User) -> None:
    """Have the person's row made in each edition where they serve and papers are not decided yet."""
    serving = Membership.objects.filter(
        user=user, role__in=[Role.REVIEWER, Role.AREA_CHAIR], edition__released_at=None
    ).order_by()
    for edition in serving.values_list("edition", flat=True).distinct():
        table_changed(edition)
