"""Write again to those who have not answered, and to those who said yes and are not ready; nobody twice a day."""

from django.db import transaction
from django.db.models import F

from reviews.committee import notifications
from reviews.committee.actions import keep
from reviews.committee.queries import due_for_reminder, members_not_ready
from reviews.committee.rules import may_invite
from reviews.models import Invitation
from reviews.models.invitation import InvitationState, end_of_link
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import require
from want.mail.actions import enqueue
from want.venues.holding import chairs
from want.venues.models import Edition, Membership
from want.venues.wordings import Wording


@transaction.atomic
def remind(edition: Edition, *, by: User, wording: Wording | None = None) -> int:
    """Write again to all who have not answered; nobody gets two letters within a day. Return how many were written."""
    require(may_invite(edition.moment(), is_chair=chairs(edition, by)))
    keep(edition, notifications.REMINDER, wording)
    held = Invitation.objects.order_by("pk").select_for_update().filter(edition=edition, state=InvitationState.PENDING)
    list(held.values_list("pk", flat=True))
    pending = due_for_reminder(edition)
    for one in pending:
        one.expires_at = end_of_link()
    enqueue(notifications.reminders(edition, pending))
    reminded = Invitation.objects.filter(pk__in=[one.pk for one in pending])
    reminded.update(reminders=F("reminders") + 1, written_at=clock.now(), expires_at=end_of_link())
    if pending:
        record("committee.reminded", by=by, edition=edition.slug, people=len(pending))
    return len(pending)


@transaction.atomic
def remind_unready(edition: Edition, *, by: User, wording: Wording | None = None) -> int:
    """Ask members without affiliation or expertise to tell them; nobody gets two letters within a day."""
    require(may_invite(edition.moment(), is_chair=chairs(edition, by)))
    keep(edition, notifications.NOT_READY, wording)
    list(Membership.objects.order_by("pk").select_for_update().filter(edition=edition).values_list("pk", flat=True))
    members = members_not_ready(edition)
    enqueue(notifications.unready(edition, members, by=by))
    Membership.objects.filter(pk__in=[one.pk for one in members]).update(asked_to_prepare_at=clock.now())
    if members:
        record("committee.asked_to_prepare", by=by, edition=edition.slug, people=len(members))
    return len(members)
