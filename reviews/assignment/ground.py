"""What the rules of a plan rest on: where people work, who is senior, who wrote what. Loaded in a few queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.db.models import Count, Exists, OuterRef, QuerySet

from reviews.assignment.inputs import Inputs, Pair
from reviews.assignment.options import COUNTRY, INSTITUTION, REGION
from reviews.assignment.solver import Grouping
from reviews.committee.knowing import services
from reviews.expertise.absences import away_from_reviewing
from reviews.models import Review
from reviews.visibility.lists import kept_from, sight_of
from submissions.conflicts.institutions import institutions, mail_house
from submissions.conflicts.queries import people
from submissions.conflicts.records import Person
from submissions.models import Author
from want.accounts.models import User
from want.core.countries import name_of, region_of
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage


@dataclass(frozen=True, eq=False)
class Ground:
    """In plain values, by the keys of people and papers."""

    house: dict[int, str]  # person -> the one institution they count for; empty if nobody knows
    named_senior: set[int]
    reviews_before: dict[int, int]
    authorship: set[Pair]
    country: dict[int, str] = field(default_factory=dict)  # person -> its name; empty if nobody knows
    region: dict[int, str] = field(default_factory=dict)
    mostly_away: dict[int, float] = field(default_factory=dict)  # person -> the part of the reviewing they are away for

    def is_senior(self, person: int, *, after: int) -> bool:
        """Tell whether somebody counts as senior: named by the chairs, or with so many reviews elsewhere."""
        return person in self.named_senior or (after > 0 and self.reviews_before.get(person, 0) >= after)

    @cached_property
    def papers_of(self) -> dict[int, set[int]]:
        """Return the papers that each person wrote."""
        found: dict[int, set[int]] = defaultdict(set)
        for paper, person in self.authorship:
            found[person].add(paper)
        return found

    def place(self, kind: str, person: int) -> str:
        """Return the institution, country or region of somebody; empty if nobody knows."""
        return self._places[kind].get(person, "")

    def grouping(self, kind: str, order: list[int]) -> Grouping:
        """Return who of these belong together: of one institution, country or region."""
        places = sorted(set(self._places[kind].values()) - {""})
        numbers = {place: number for number, place in enumerate(places)}
        label = [numbers.get(self.place(kind, person), -1) for person in order]
        return Grouping(np.array(label, dtype=np.int64), 1, kind, tuple(places))

    @property
    def _places(self) -> dict[str, dict[int, str]]:
        return {INSTITUTION: self.house, COUNTRY: self.country, REGION: self.region}


def ground_of(
    edition: Edition,
    inputs: Inputs,
    *,
    asker: User | None = None,
    guests: Sequence[Person] = (),
    wrote_by_guests: Iterable[Pair] = (),
) -> Ground:
    """Load it for the people and papers of a plan; of guests, who are not on the committee, it is given.

    Reviews elsewhere count as far as `asker`, whose plan it is, may know of them.
    """
    members = Membership.objects.filter(edition=edition, role=inputs.role, user__in=inputs.people)
    before = _reviews_before(edition, inputs, asker).values_list("assignment__reviewer")
    wrote = Author.objects.current().filter(submission__in=inputs.papers, user__in=inputs.people).order_by()
    strangers = {guest.id for guest in guests}
    committee = [*people(edition, [person for person in inputs.people if person not in strangers]), *guests]
    absent = away_from_reviewing(edition, inputs.people)
    return Ground(
        house=houses(committee),
        named_senior=set(members.filter(is_senior=True).order_by().values_list("user", flat=True)),
        reviews_before=dict(before.annotate(number=Count("pk"))),
        authorship={*wrote.values_list("submission_id", "user_id"), *wrote_by_guests},
        country={one.id: name_of(one.country) for one in committee},
        region={one.id: region_of(one.country) for one in committee},
        mostly_away={one: away.share for one, away in absent.items() if away.mostly},
    )


def _reviews_before(edition: Edition, inputs: Inputs, asker: User | None) -> QuerySet[Review]:
    """Return the reviews of other editions that count: plan after plan, who asks could find out each of them.

    So they are those of committees that the asker may know of, in editions that they chair or that are over, and of
    papers that are not kept from them there.
    """
    service = {"user": OuterRef("assignment__reviewer"), "edition": OuterRef("assignment__submission__edition")}
    known = services(asker, inputs.people).filter(**service).order_by()
    found = Review.objects.exclude(submitted_at=None).filter(Exists(known), assignment__reviewer__in=inputs.people)
    found = found.exclude(assignment__submission__edition=edition).order_by()
    there = Edition.objects.filter(pk__in=found.values("assignment__submission__edition"))
    chaired = set(Membership.objects.filter(user=asker, role=Role.CHAIR).values_list("edition", flat=True))
    counting = [one for one in there if one.pk in chaired or one.moment().has_reached(Stage.PUBLISHED)]
    hidden = {paper for one in counting for paper in kept_from(sight_of(asker, one))}
    return found.filter(assignment__submission__edition__in=counting).exclude(assignment__submission__in=hidden)


def houses(committee: list[Person]) -> dict[int, str]:
    """Return the one institution each person counts for.

    Of several it is the one with most of the committee, for there a paper could get two of its people. Who states none
    counts for the institution that others with their mail domain state most often, and else for the domain itself.
    """
    written: dict[str, str] = {}
    stated = {one.id: _stated(one, written) for one in committee}
    domains = {one.id: sorted(filter(None, map(mail_house, one.emails))) for one in committee}
    size = Counter(name for names in stated.values() for name in names)
    chosen = {person: max(sorted(names), key=lambda name: size[name]) for person, names in stated.items() if names}
    common: dict[str, Counter[str]] = defaultdict(Counter)
    for person, name in chosen.items():
        for domain in domains[person]:
            common[domain][name] += 1
    for person in stated.keys() - chosen.keys():
        domain = next(iter(domains[person]), "")
        chosen[person] = common[domain].most_common(1)[0][0] if common[domain] else domain
    return chosen


def _stated(person: Person, written: dict[str, str]) -> set[str]:
    """Return the institutions a person states, each as it was first `written` by anybody."""
    found = {key: name for line in sorted(person.affiliations) for key, name in institutions(line).items()}
    return {written.setdefault(key, name) for key, name in found.items()}
