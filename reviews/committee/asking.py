"""What the committee's folder asks of people: to answer an invitation, to say what they know."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from reviews.models import ExpertisePaper, Invitation
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
def knowledge_to_tell(user: Any, at: datetime) -> Iterable[Ask]:  # noqa: ARG001 (an asker's signature)
    """Ask members who chose no topic for some, and then for papers of their own, as long as papers are not assigned."""
    chosen = Membership.topics.through.objects.filter(membership=OuterRef("pk"))
    offered = Topic.objects.filter(edition=OuterRef("edition"))
    wrote = ExpertisePaper.objects.filter(user=OuterRef("user"), counts=True)
    members = Membership.objects.filter(
        user=user,
        role__in=[Role.REVIEWER, Role.AREA_CHAIR],
        stopped_at=None,
        edition__assigned_at=None,
        edition__released_at=None,
    ).annotate(lacks_topics=~Exists(chosen) & Exists(offered), lacks_papers=~Exists(wrote))
    asked: dict[str, Ask] = {}
    for member in members.filter(Q(lacks_topics=True) | Q(lacks_papers=True)).select_related("edition").order_by("pk"):
        edition = member.edition
        if member.lacks_topics:
            url = reverse("committee:profile", args=[edition.slug])
            yield Ask("Choose", "the topics you know, so that papers find you", url, edition.name)
        else:
            url = reverse("expertise:papers", args=[edition.slug])
            asked[url] = Ask("Name", "some papers of your own, so that what fits you finds you", url, edition.name)
    yield from asked.values()  # whoever serves in two roles is asked once
