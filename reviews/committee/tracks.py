"""For which tracks people are asked, and in which they serve: read from lists and told in letters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reviews.committee.parsing import Candidate, Line
from want.venues.models import Membership
from want.venues.tracks import READERS

IN_BRACKETS = re.compile(r"[\s,;]*\[([^\[\]]*)\]$")


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


def can_be_named(member: Membership) -> bool:
    """Tell whether there is a choice of tracks for this member: they read papers, and the edition has tracks."""
    return member.role in READERS and member.edition.has_tracks
