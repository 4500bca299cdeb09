"""Say who counts as senior where a plan asks for seniors. Called by the list of the committee in the desk."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from want.audit.actions import record
from want.venues.models import Edition, Membership
from want.venues.signals import settings_asked


@transaction.atomic
def set_seniority(edition: Edition, members: "QuerySet[Membership]", *, is_senior: bool, by: Any) -> int:
    """Let these members count as seniors, or no longer; return how many were changed. The log names each.

    Raises Refused when a floor above does: the places of seniors, too, tell who reviews what.
    """
    settings_asked.send(Edition, edition=edition, fields=frozenset({"seniors"}), user=by)
    changed = list(members.order_by("pk").exclude(is_senior=is_senior))
    Membership.objects.filter(pk__in=[member.pk for member in changed]).update(is_senior=is_senior)
    for member in changed:
        record("committee.seniority_set", by=by, edition=edition.slug, person=member.user_id, senior=is_senior)
    return len(changed)
