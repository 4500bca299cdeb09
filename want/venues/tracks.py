"""Who serves in which tracks: whoever names none serves in all. Asked by lists of people, by bids and letters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, Q

from want.venues.models import Edition, Membership, Role

READERS = (Role.REVIEWER, Role.AREA_CHAIR)


def in_words(names: Sequence[str]) -> str:
    """Name tracks in a sentence: the tracks “Main” and “AI for science”."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) == 1:
        return f"the track {quoted[0]}"
    return f"the tracks {', '.join(quoted[:-1])} and {quoted[-1]}"


def names_of(rows: Iterable[Any]) -> dict[int, list[str]]:
    """Return the tracks that members, or invitations, name, by the rows' keys; one query."""
    rows = list(rows)
    found: dict[int, list[str]] = defaultdict(list)
    if not rows:
        return found
    link, field = type(rows[0]).tracks.through.objects, rows[0]._meta.model_name
    named = link.filter(**{f"{field}__in": [row.pk for row in rows]}).order_by("track__position", "track")
    for key, name in named.values_list(field, "track__name"):
        found[key].append(name)
    return found


def within_tracks(edition: Edition, user: Any) -> Q:
    """Return the condition that a paper belongs to a track in which this person reads, in any of their roles."""
    roles = Membership.objects.filter(edition=edition, user=user, role__in=READERS)
    named = Membership.tracks.through.objects.filter(membership__in=roles.values("pk"))
    return Q(Exists(roles.filter(tracks=None))) | Q(track__in=named.values("track"))
