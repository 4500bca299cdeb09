"""Chairs say what a member takes on: papers at most, tracks, and topics with how well they know each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from reviews.committee.notifications import service_set
from reviews.committee.rules import may_set_service
from reviews.committee.service import degrees_of, set_degrees, topics_in_words
from reviews.committee.tracks import keys_of
from reviews.models import Assignment
from reviews.visibility.lists import is_kept_from_review, sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, Verdict, require
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.mail.actions import enqueue
from want.venues.holding import chairs
from want.venues.models import Edition, Membership, Topic, Track

GONE = "A track or a topic that you chose is gone. Look at those that there are now, and choose again."


@dataclass(frozen=True, slots=True)
class Service:
    """What a member takes on."""

    max_load: int | None
    topics: Mapping[Topic, int]
    tracks: Collection[Track] = ()


@transaction.atomic
def set_service(member: Membership, wanted: Service, *, by: User, seen: str = "") -> bool:
    """Store what the chairs say of a member, and tell them by mail; return whether anything was changed.

    Papers that they have stay with them, even beyond the new limit: a refusal for these would tell a chair in
    conflict how many there are. `seen` is the mark of what the form showed. Raises EditedMeanwhile when that was
    changed since; storing what is stored already changes nothing.
    """
    edition = member.edition
    # The edition is held, so that no track or topic is removed meanwhile.
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    stored = Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    require(verdict_on_setting(member, by=by))
    degrees = {topic.pk: degree for topic, degree in wanted.topics.items()}
    tracks = sorted(track.pk for track in wanted.tracks)
    if _stored(stored) == (wanted.max_load, tracks, degrees):
        return False
    if is_another(seen, mark_of_setting(stored)):
        raise EditedMeanwhile(words_of_setting(stored), version=mark_of_setting(stored))
    own = (edition.tracks.filter(pk__in=tracks), edition.topics.filter(pk__in=degrees))
    if (own[0].count(), own[1].count()) != (len(tracks), len(degrees)):
        raise Refused(GONE)
    stored.max_load = wanted.max_load
    stored.save(update_fields=["max_load"])
    stored.tracks.set(own[0])
    set_degrees(stored, degrees)
    detail = {"max_load": stored.max_load, "tracks": [track.name for track in own[0]] or ["all"]}
    record("committee.service_set", by=by, edition=edition.slug, role=stored.role, person=stored.user_id, **detail)
    if by.pk != stored.user_id:
        enqueue([service_set(edition, stored, topics_in_words(stored), by=by)])
    return True


def verdict_on_setting(member: Membership, *, by: User) -> Verdict:
    """Tell whether this chair may change what the member takes on."""
    edition = member.edition
    return may_set_service(
        edition.moment(),
        is_chair=chairs(edition, by),
        is_tied=is_kept_from_review(sight_of(by, edition)),
        is_closed=Assignment.objects.filter(submission__edition=edition).exists(),
    )


def mark_of_setting(member: Membership) -> str:
    """Return what the form carries to say which state it showed."""
    most, tracks, degrees = _stored(member)
    return mark_of([most, tracks, sorted(degrees.items())])


def words_of_setting(member: Membership) -> dict[str, str]:
    """Say what is stored, as the page of the second chair shows it."""
    said = {"Papers at most": "as everybody" if member.max_load is None else str(member.max_load)}
    if member.edition.has_tracks:
        said["Tracks"] = ", ".join(str(track) for track in member.tracks.all()) or "all"
    return said | {"Topics": ", ".join(topics_in_words(member)) or "none"}


def _stored(member: Membership) -> tuple[int | None, list[int], dict[int, int]]:
    return member.max_load, keys_of(member), degrees_of(member)
