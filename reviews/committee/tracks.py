"""For which tracks people are asked, and in which they serve: read from lists, told in letters, changed by chairs."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import transaction

from reviews.committee.actions import chairs
from reviews.committee.parsing import Candidate, Line
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.venues.models import Edition, Membership, Track
from want.venues.tracks import READERS

IN_BRACKETS = re.compile(r"[\s,;]*\[([^\[\]]*)\]$")
GONE = "A track that you chose is gone. Look at the tracks that there are now, and choose again."


def with_tracks(lines: Sequence[Line], known: Sequence[str], usual: Sequence[str]) -> list[Line]:
    """Return the lines with tracks as the edition writes them; those that name none get the `usual` ones.

    They stand in a column of the table, or in brackets behind the affiliation. An edition that knows no tracks reads
    nothing as one.
    """
    written = {name.casefold(): name for name in known}
    return [_with_tracks(line, line.candidate, written, tuple(usual)) if line.candidate else line for line in lines]


def _with_tracks(line: Line, one: Candidate, written: dict[str, str], usual: tuple[str, ...]) -> Line:
    if not written:
        return replace(line, candidate=replace(one, tracks=()))
    in_brackets = None if one.tracks else IN_BRACKETS.search(one.affiliation)
    if in_brackets:
        tracks = tuple(filter(None, (name.strip() for name in in_brackets[1].split("|"))))
        one = replace(one, affiliation=one.affiliation[: in_brackets.start()], tracks=tracks)
    unknown = next((name for name in one.tracks if name.casefold() not in written), "")
    if unknown:
        problem = f"There is no track “{unknown[:60]}”; there are {', '.join(written.values())}."
        return Line(line.number, problem=problem, text=str(one))
    named = dict.fromkeys(written[name.casefold()] for name in one.tracks)
    return replace(line, candidate=replace(one, tracks=tuple(named) or usual))


def keys_of(member: Membership) -> list[int]:
    """Return the tracks that a member serves in by their keys, in order; none means all."""
    return sorted(member.tracks.values_list("pk", flat=True))


def mark_of_tracks(member: Membership) -> str:
    """Return what the form carries to say which tracks it showed."""
    return mark_of(keys_of(member))


def can_be_named(member: Membership) -> bool:
    """Tell whether there is a choice of tracks for this member: they read papers, and the edition has tracks."""
    return member.role in READERS and member.edition.has_tracks


@transaction.atomic
def set_tracks(member: Membership, tracks: Collection[Track], *, by: User, seen: str = "") -> None:
    """Let a member serve in these tracks alone; none named means in all. Papers that they have stay with them.

    `seen` is the mark of what the form showed. Raises EditedMeanwhile when that was changed since; storing what is
    stored already changes nothing.
    """
    edition = member.edition
    # The edition is held, so that no track is removed meanwhile.
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    stored = Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if not chairs(edition, by):
        raise Refused("Only the chairs say in which tracks somebody serves.")
    wanted = {track.pk for track in tracks}
    if wanted == set(keys_of(stored)):
        return
    if is_another(seen, mark_of_tracks(stored)):
        now = ", ".join(str(track) for track in stored.tracks.all()) or "all"
        raise EditedMeanwhile({"Tracks": now}, version=mark_of_tracks(stored))
    own = list(edition.tracks.filter(pk__in=wanted))
    if len(own) != len(wanted):
        raise Refused(GONE)
    stored.tracks.set(own)
    names = [track.name for track in own] or ["all"]
    record("committee.tracks_set", by=by, edition=edition.slug, role=stored.role, person=stored.user_id, tracks=names)
