"""Who could take a paper that needs somebody: the plan's alternates, the emergency pool, then by affinity, and why.

Nobody stands here who cannot take the paper. A chair with conflicts elsewhere sees loads without those papers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.inputs import Inputs, Pair, inputs_of
from reviews.assignment.queries import is_tied, seen_pairs
from reviews.assignment.standing_by import in_line
from reviews.expertise.absences import days_away
from reviews.late.needs import Need
from reviews.models import Absence
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.core import clock
from want.core.timewords import AOE
from want.venues.models import Edition, Role
from want.venues.stages import Stage

SHOWN = 3
NOT_IN_LINE = 1000


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who can take the paper now."""

    user: User
    score: float
    because: str
    load: int
    most: int
    is_pool: bool
    said_yes: bool  # they accepted an invitation that went out because of this paper
    away: str
    alternate: int = 0  # their place among the alternates of the plan for this paper; 0 for nobody's
    off_track: str = ""  # a sentence: they serve for other tracks


def helpers_of(
    edition: Edition, needs: Sequence[Need], sight: Sight, shown: int = SHOWN
) -> dict[tuple[int, str], list[Helper]]:
    """Return the best few for each need, by the paper's key and the role."""
    found: dict[tuple[int, str], list[Helper]] = {}
    for role in dict.fromkeys(need.role for need in needs):
        found |= _in_role(edition, [need for need in needs if need.role == role], sight, shown)
    return found


def _in_role(edition: Edition, needs: list[Need], sight: Sight, shown: int) -> dict[tuple[int, str], list[Helper]]:
    usual = inputs_of(edition, needs[0].role)
    inputs = usual.on_short_notice()
    loads = loads_of(seen_pairs(sight, inputs.standing))
    absent = _absent(edition, inputs.people)
    line = in_line(edition, needs[0].role, [need.paper.pk for need in needs], sight)
    order = {
        need.paper.pk: _ranked(usual, inputs, loads, need, absent, line=line, is_discreet=is_tied(sight))[:shown]
        for need in needs
        if need.paper.pk in inputs.row
    }
    chosen = {person for people in order.values() for person in people}
    people, away = User.objects.in_bulk(chosen), days_away(chosen)
    return {
        (need.paper.pk, need.role): [
            Helper(
                user=people[person],
                score=match.value,
                because="; ".join(match.reasons),
                load=loads[person],
                most=inputs.loads[person],
                is_pool=person in usual.extra,
                said_yes=person in _said_yes(need),
                away=away.get(person, ""),
                alternate=line.get((need.paper.pk, person), 0),
                off_track=inputs.tracks.warning(need.paper.pk, person, people[person].name),
            )
            for person in order.get(need.paper.pk, ())
            for match in [inputs.match(need.paper.pk, person)]
        ]
        for need in needs
    }


def _ranked(
    usual: Inputs,
    inputs: Inputs,
    loads: Counter[int],
    need: Need,
    absent: set[int],
    *,
    line: dict[Pair, int],
    is_discreet: bool,
) -> list[int]:
    """Return who can take it: who said yes for it, those of its track, who is not away, the plan's alternates in their
    order, the pool, then by affinity."""
    paper, yes = need.paper.pk, _said_yes(need)
    by_affinity = (inputs.people[at] for at in np.argsort(-inputs.affinity[inputs.row[paper]], kind="stable"))
    free = [
        person
        for person in by_affinity
        if person not in need.present
        and (paper, person) not in inputs.removed
        and not objection(inputs, loads, paper, person, is_discreet=is_discreet)
    ]

    def place(person: int) -> tuple[bool, bool, bool, int, bool]:
        later = line.get((paper, person), NOT_IN_LINE)
        return person not in yes, inputs.tracks.bar(paper, person), person in absent, later, person not in usual.extra

    return sorted(free, key=place)


def _said_yes(need: Need) -> set[int]:
    return {one.invitation.user_id for one in need.asked if one.invitation.user_id}


def _absent(edition: Edition, people: Iterable[int]) -> set[int]:
    """Return who is away for some of the days that are left for reviewing."""
    today = clock.now().astimezone(AOE).date()
    window = edition.calendar.windows.get(Stage.REVIEWING)
    last: date = max(today, window.closes_at.astimezone(AOE).date()) if window else today
    away = Absence.objects.filter(user__in=list(people), first_day__lte=last, last_day__gte=today)
    return set(away.order_by().values_list("user", flat=True))


@dataclass(frozen=True, slots=True)
class Standby:
    """Somebody of the emergency pool."""

    name: str
    affiliation: str
    extra: int
    load: int
    most: int
    away: str

    @property
    def room(self) -> int:
        """Return how many more papers they would take now."""
        return max(0, self.most - self.load)


def pool_of(edition: Edition, sight: Sight) -> list[Standby]:
    """Return the emergency pool, those with most room first; loads as far as this chair sees the papers."""
    usual = inputs_of(edition, Role.REVIEWER)
    loads, most = loads_of(seen_pairs(sight, usual.standing)), usual.on_short_notice().loads
    people, away = User.objects.in_bulk(usual.extra), days_away(usual.extra)
    found = [
        Standby(str(user), user.affiliation, usual.extra[pk], loads[pk], most[pk], away.get(pk, ""))
        for pk, user in people.items()
    ]
    return sorted(found, key=lambda one: (-one.room, one.name))
