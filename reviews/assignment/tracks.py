"""Which papers somebody gets who serves in named tracks only: those of these tracks. Pure but for `tracks_of`.

A plan keeps to it. Chairs who give a paper by hand read it as a warning and may do so all the same.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from submissions.models import Submission
from want.venues.models import Edition, Membership
from want.venues.tracks import in_words


@dataclass(frozen=True, eq=False)
class Tracks:
    """The tracks of an edition in plain values. People who serve in all of them are not named here."""

    names: Mapping[int, str] = field(default_factory=dict)
    of_paper: Mapping[int, int] = field(default_factory=dict)
    of_person: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def bar(self, paper: int, person: int) -> bool:
        """Tell whether the person serves in tracks of which the paper's is none."""
        named = self.of_person.get(person)
        return named is not None and self.of_paper.get(paper) not in named

    def why_not(self, paper: int, person: int) -> str:
        """Return what speaks against the pair, as words after the person's name; empty if nothing does."""
        if not self.bar(paper, person):
            return ""
        named = in_words([name for key, name in self.names.items() if key in self.of_person[person]])
        here = self.names.get(self.of_paper.get(paper, 0), "")
        return f"serves for {named} only; this paper is {f'in “{here}”' if here else 'in no track yet'}"

    def warning(self, paper: int, person: int, name: str) -> str:
        """Return the same as a sentence."""
        why = self.why_not(paper, person)
        return f"{name} {why}." if why else ""

    def table(self, papers: Sequence[int], people: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the track of each paper, and who serves in which, as the solver takes them; empty where none bind.

        The first row is of papers in no track, which go to people of all tracks alone.
        """
        if not self.of_person:
            return np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.bool_)
        row = {track: at for at, track in enumerate(self.names, start=1)}
        serving = np.ones((1 + len(row), len(people)), dtype=np.bool_)
        for column, person in enumerate(people):
            if person in self.of_person:
                serving[:, column] = False
                serving[[row[track] for track in self.of_person[person]], column] = True
        return np.array([row.get(self.of_paper.get(paper, 0), 0) for paper in papers], dtype=np.int64), serving

    def with_person(self, person: int, tracks: Collection[int]) -> "Tracks":
        """Return the same with one more person."""
        return replace(self, of_person={**self.of_person, person: frozenset(tracks)}) if tracks else self

    def on_shortage(self, papers: Collection[int], people: Collection[int]) -> tuple[str, str]:
        """Say what tracks have to do with papers that lack people, and what would mend it; nothing where none bind."""
        mine = {self.of_paper.get(paper) for paper in papers}
        if not any(
            track not in self.of_person[person] for person in people if person in self.of_person for track in mine
        ):
            return "", ""
        if len(mine) > 1 or None in mine:
            return (
                "Some people serve for named tracks only and get none of the other papers.",
                "Let some people serve for more tracks, each on their page in the committee.",
            )
        [track] = mine
        serving = sum(1 for one in people if one not in self.of_person or track in self.of_person[one])
        named = "The paper named below belongs" if len(papers) == 1 else "The papers named below belong"
        where = in_words([self.names[track]])  # type: ignore[index]
        return (
            f"{named} to {where}, for which {serving} of {len(people)} people serve.",
            f"Let more people serve for {where}, each on their page in the committee, or invite people for it.",
        )


def tracks_of(edition: Edition, papers: Collection[int], members: QuerySet[Membership]) -> Tracks:
    """Load them for the papers and people of a plan; one query where the edition has no tracks."""
    names = dict(edition.tracks.values_list("pk", "name"))
    if not names:
        return Tracks()
    filed = Submission.objects.filter(pk__in=papers).exclude(track=None).order_by().values_list("pk", "track")
    serving: dict[int, set[int]] = defaultdict(set)
    links = Membership.tracks.through.objects.filter(membership__in=members.order_by().values("pk"))
    for user, track in links.values_list("membership__user", "track"):
        serving[user].add(track)
    return Tracks(names, dict(filed), {user: frozenset(tracks) for user, tracks in serving.items()})
