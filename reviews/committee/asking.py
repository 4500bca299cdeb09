"""What the committee's folder asks of people: to answer an invitation, to say which topics they know."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from reviews.models import Invitation
from reviews.models.invitation import InvitationState
from want.venues.asks import Ask, asks
from want.venues.models import Membership, Role, Topic


@asks
def invitations_to_answer(user: Any, at: datetime) -> Iterable[Ask]:  # noqa: ARG001 (an asker's signature)
    """Ask for an answer to the invitations that went to a proved address of this person."""
    pending = Invitation.objects.filter(
        state=InvitationState.PENDING,
        email__in=user.emailaddress_set.filter(verified=True).values("email"),
        edition__published_at=None,
    )
    for one in pending.select_related("edition"):
        url = reverse("committee:answer", args=[one.edition.slug, one.token])
        yield Ask("Answer", f"Will you serve as {one.get_role_display().lower()}?", url, one.edition.name)


@asks
def topics_to_choose(user: Any, at: datetime) -> Iterable[Ask]:  # noqa: ARG001 (an asker's signature)
    """Ask members who chose no topic for some, as long as papers are not assigned."""
    chosen = Membership.topics.through.objects.filter(membership=OuterRef("pk"))
    members = Membership.objects.filter(
        ~Exists(chosen),
        Exists(Topic.objects.filter(edition=OuterRef("edition"))),
        user=user,
        role__in=[Role.REVIEWER, Role.AREA_CHAIR],
        edition__assigned_at=None,
        edition__released_at=None,
    )
    for member in members.select_related("edition"):
        url = reverse("committee:profile", args=[member.edition.slug])
        yield Ask("Choose", "the topics you know, so that papers find you", url, member.edition.name)
