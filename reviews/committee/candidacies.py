"""Keep offers to review and suggestions, and let chairs decline or set aside; inviting is in actions.py."""

from collections.abc import Collection

from django.db import transaction

from reviews.committee import notifications
from reviews.committee.actions import keep
from reviews.committee.parsing import Candidate
from reviews.committee.rules import may_invite, may_offer
from reviews.models import Candidacy, Invitation
from reviews.models.candidacy import CandidacyKind
from reviews.models.invitation import InvitationState
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import require
from want.mail.actions import enqueue
from want.venues.holding import chairs
from want.venues.models import Edition
from want.venues.wordings import Wording


@transaction.atomic
def offer(edition: Edition, one: Candidate, words: str, *, by: User | None) -> None:
    """Keep somebody's offer to review. A second one from the same address changes nothing and tells nothing.

    Else anybody could find out who has offered, or replace the words of somebody else. Whoever is signed in speaks for
    their own address: their words take the place of what they said before, and of what a stranger said for them.
    """
    require(may_offer(edition.moment(), takes_offers=edition.takes_offers))
    said = {"name": one.name, "affiliation": one.affiliation, "max_load": one.max_load, "words": words.strip()}
    row, is_new = Candidacy.objects.select_for_update(of=("self",)).get_or_create(
        edition=edition, kind=CandidacyKind.OFFERED, email=one.email, defaults=said | {"user": by}
    )
    is_changed = by is not None and (row.user_id != by.pk or any(getattr(row, name) != said[name] for name in said))
    if is_changed and not is_new:
        aside = row.set_aside_at if row.user_id else None  # what was declined was a stranger's offer, not theirs
        Candidacy.objects.filter(pk=row.pk).update(**said, user=by, set_aside_at=aside)
    if is_new or is_changed:
        record("committee.offered", by=by, edition=edition.slug)


@transaction.atomic
def set_aside(edition: Edition, emails: Collection[str], *, by: User) -> int:
    """Take suggestions off their list. Return how many."""
    require(may_invite(edition.moment(), is_chair=chairs(edition, by)))
    rows = edition.candidacies.filter(kind=CandidacyKind.SUGGESTED, set_aside_at=None, email__in=emails)
    number = rows.update(set_aside_at=clock.now())
    if number:
        record("committee.suggestions_set_aside", by=by, edition=edition.slug, people=number)
    return number


@transaction.atomic
def decline_offers(edition: Edition, emails: Collection[str], *, by: User, wording: Wording | None = None) -> int:
    """Thank those who offered and tell them that they are not needed, once each. Return how many were written to."""
    require(may_invite(edition.moment(), is_chair=chairs(edition, by)))
    keep(edition, notifications.OFFER_DECLINED, wording)
    list(edition.candidacies.order_by("pk").select_for_update().values_list("pk", flat=True))
    offers = open_offers(edition, emails)
    enqueue(notifications.declined_offers(edition, offers, by=by))
    Candidacy.objects.filter(pk__in=[one.pk for one in offers]).update(set_aside_at=clock.now())
    if offers:
        record("committee.offers_declined", by=by, edition=edition.slug, people=len(offers))
    return len(offers)


def open_offers(edition: Edition, emails: Collection[str]) -> list[Candidacy]:
    """Return the offers from these addresses that were neither declined nor answered with an invitation."""
    asked = Invitation.objects.filter(edition=edition).exclude(state=InvitationState.REVOKED).values("email")
    rows = edition.candidacies.filter(kind=CandidacyKind.OFFERED, set_aside_at=None, email__in=emails)
    return list(rows.exclude(email__in=asked).select_related("edition"))
