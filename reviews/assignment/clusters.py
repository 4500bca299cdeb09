"""What the papers and people of a shortage have in common, in words: an institution, a country, a track, a topic.

Something counts that most of them share and most of the others do not: else it would explain nothing. What is said of
papers by their authors is kept apart, for it is shown only to whoever may know the authors.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from reviews.assignment.ground import Ground
from reviews.assignment.inputs import Inputs
from submissions.conflicts.institutions import country_of, institutions
from submissions.models import Author
from want.core.countries import name_of

FEW = 3  # below this many there is no "most of them"
MOST = 2 / 3
Traits = dict[int, set[str]]

OF_PAPERS = {
    "institution": "have an author of {}",
    "country": "have an author in {}",
    "track": "are in the track “{}”",
    "topic": "have the topic “{}”",
}
OF_PEOPLE = {
    "institution": "are of {}",
    "country": "are in {}",
    "track": "serve for the track “{}”",
    "topic": "know the topic “{}”",
}
BY_AUTHORS = ("institution", "country")


@dataclass(frozen=True, slots=True)
class Common:
    """A sentence on what many have in common. What is told `by_authors` is for whoever may know the papers' authors."""

    words: str
    by_authors: bool = False

    def stored(self) -> dict[str, object]:
        """Return it for the database."""
        return {"words": self.words, "by_authors": self.by_authors}


def in_common(inputs: Inputs, ground: Ground, papers: Collection[int], people: Collection[int]) -> list[Common]:
    """Return what the papers share, and what the people do who are left for them."""
    found = []
    if best := _most_telling(_of_papers(inputs), papers, inputs.papers):
        kind, name, number = best
        told = f"{_part(number, len(papers), 'papers')} {OF_PAPERS[kind].format(name)}."
        found.append(Common(told, by_authors=kind in BY_AUTHORS))
    if best := _most_telling(_of_people(inputs, ground), people, inputs.people):
        kind, name, number = best
        found.append(Common(f"{_part(number, len(people), 'people left for them')} {OF_PEOPLE[kind].format(name)}."))
    return found


def _most_telling(
    traits: dict[str, Traits], inside: Collection[int], among: Collection[int]
) -> tuple[str, str, int] | None:
    """Return the kind, the name, and how many of those inside share it; none if nothing sets them apart."""
    chosen = set(inside)
    others = len(among) - len(chosen)
    if len(chosen) < FEW or others <= 0:
        return None
    best: list[tuple[float, str, str, int]] = []
    for kind, of in traits.items():
        within = Counter(name for one in chosen for name in of.get(one, ()))
        without = Counter(name for one in among if one not in chosen for name in of.get(one, ()))
        for name, number in within.items():
            here, elsewhere = number / len(chosen), without[name] / others
            if here >= MOST and elsewhere <= here / 2:
                best.append((here - elsewhere, kind, name, number))
    order = list(traits)
    found = max(best, key=lambda one: (round(one[0], 6), -order.index(one[1]), one[2]), default=None)
    return found[1:] if found else None


def _part(number: int, size: int, what: str) -> str:
    return f"All {size:,} {what}" if number == size else f"{number:,} of the {size:,} {what}"


def _of_papers(inputs: Inputs) -> dict[str, Traits]:
    found: dict[str, Traits] = {kind: defaultdict(set) for kind in OF_PAPERS}
    lines = Author.objects.current().filter(submission__in=inputs.papers).order_by("submission", "position")
    written: dict[str, str] = {}
    for paper, affiliation, email, stated in lines.values_list("submission", "affiliation", "email", "user__country"):
        for key, name in institutions(affiliation).items():
            found["institution"][paper].add(written.setdefault(key, name))
        if country := country_of(stated or "", [email]):
            found["country"][paper].add(name_of(country))
    for paper in inputs.papers:
        found["track"][paper] = {inputs.tracks.names[one] for one in [inputs.tracks.of_paper.get(paper)] if one}
        found["topic"][paper] = set(_topics(inputs, inputs.paper_topics.get(paper, ())))
    return found


def _of_people(inputs: Inputs, ground: Ground) -> dict[str, Traits]:
    found: dict[str, Traits] = {kind: {} for kind in OF_PEOPLE}
    for person in inputs.people:
        found["institution"][person] = {ground.house.get(person, "")} - {""}
        found["country"][person] = {ground.country.get(person, "")} - {""}
        found["track"][person] = {inputs.tracks.names[one] for one in inputs.tracks.of_person.get(person, ())}
        found["topic"][person] = set(_topics(inputs, inputs.known_topics.get(person, ())))
    return found


def _topics(inputs: Inputs, keys: Collection[int]) -> Iterator[str]:
    return (inputs.topic_names[key] for key in keys if key in inputs.topic_names)
