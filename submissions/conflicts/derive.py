"""Which people are in conflict with which papers, and why, as far as plain records can tell. Pure.

Called when a submission or a profile is saved and before an assignment. What people declare themselves is kept
beside it (Reason.DECLARED) and never derived here, and so is what followed once and does not any more (Reason.KEPT).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from textwrap import shorten

from submissions.conflicts.institutions import institutions, mail_house, plainly
from submissions.conflicts.records import AuthorEntry, DerivedConflict, Paper, Person, Reason, Tie

Who = int | str  # somebody with an account, or an address nobody has verified
Houses = dict[str, str]  # what compares equal -> how to write it


def derive_conflicts(
    people: Iterable[Person],
    papers: Iterable[Paper],
    *,
    among: Collection[int] | None = None,
    on: Collection[int] | None = None,
) -> list[DerivedConflict]:
    """Return all conflicts of these people with these papers, by paper, person and reason.

    `among` and `on` keep the answer to the people and papers of these ids; the others only help to find it.

    A paper that lists any address of a person is theirs, whoever it was entered for. Authors of a paper have no
    other reason for it. What an author with an account says of themselves counts beside what the paper says of
    them: their mail addresses, their affiliations.
    """
    everybody, works = sorted(people, key=lambda one: one.id), sorted(papers, key=lambda one: one.id)
    directory = _Directory(everybody, works, among)
    wanted = directory.wanted
    found: list[DerivedConflict] = []
    for paper in works if on is None else [work for work in works if work.id in on]:
        authors = directory.authors_of(paper)
        reasons: dict[int, dict[Reason, set[str]]] = defaultdict(lambda: defaultdict(set))
        for reason, persons, words in directory.related(paper, authors):
            for person in persons:
                reasons[person][reason].add(words)
        for author in authors:
            if isinstance(author, int) and author in wanted:
                reasons[author] = {Reason.AUTHOR: set()}
        for person in sorted(reasons):
            for reason in sorted(reasons[person], key=ORDER.__getitem__):
                because = _because(reason, tuple(sorted(reasons[person][reason])))
                found.append(DerivedConflict(paper.id, person, reason, because))
    return found


ORDER = {reason: at for at, reason in enumerate(Reason)}
BECAUSE = {
    Reason.AUTHOR: "They are an author of this paper.",
    Reason.COAUTHOR: "They and an author of this paper are co-authors of another paper here.",
    Reason.AFFILIATION: "They and an author of this paper are both at {}.",
    Reason.DOMAIN: "They and an author of this paper both use addresses of {}.",
    Reason.NAMED: "The authors of this paper named {}.",
    Reason.OWN: "They named {}.",
}


@lru_cache(maxsize=4096)
def _because(reason: Reason, what: tuple[str, ...]) -> str:
    """Return the sentence, short enough for a table: three names at most, each cut at sixty characters."""
    named = [shorten(name, 60, placeholder="...") for name in what[:3]]
    return BECAUSE[reason].format(" and ".join(named))


class _Directory:
    """Who is who, who is where and who wrote with whom, so that no pair has to be compared."""

    def __init__(self, people: list[Person], papers: list[Paper], among: Collection[int] | None) -> None:
        self.ids = frozenset(person.id for person in people)
        self.wanted = self.ids if among is None else self.ids.intersection(among)
        self._holders: dict[str, set[int]] = defaultdict(set)
        for person in people:
            for address in filter(None, map(_address, person.emails)):
                self._holders[address].add(person.id)
        self._places: dict[int, Houses] = {person.id: _places(person.affiliations) for person in people}
        self._domains = {person.id: _domains(person.telling) for person in people}
        self._works: dict[Who, set[int]] = defaultdict(set)
        for paper in papers:
            if paper.is_draft:
                continue
            for who in self.authors_of(paper):
                self._works[who].add(paper.id)
            for entry in paper.authors:
                self._learn(entry)
        self._authors = {paper.id: self.authors_of(paper) for paper in papers}
        self._at_place = _groups(self._places, self.wanted)
        self._at_domain = _groups(self._domains, self.wanted)
        self._below: dict[str, set[int]] = defaultdict(set)
        for person in people:
            if person.id in self.wanted:
                for domain in chain.from_iterable(map(_domains_above, map(_address, person.telling))):
                    self._below[domain].add(person.id)
        self._emails = {person.id: person.emails for person in people}
        self._tied = _tied(person for person in people if person.id in self.wanted)

    def authors_of(self, paper: Paper) -> set[Who]:
        """Return everybody a paper lists: accounts, and addresses as well, which two papers may share."""
        return set().union(*(self._identities(entry) for entry in paper.authors))

    def related(self, paper: Paper, authors: set[Who]) -> Iterator[tuple[Reason, Collection[int], str]]:
        """Yield groups of people who are near to an author of this paper, and in what way."""
        other = set().union(*(self._works[who] for who in authors)) - {paper.id}
        for work in other:
            yield (
                Reason.COAUTHOR,
                [who for who in self._authors[work] if isinstance(who, int) and who in self.wanted],
                "",
            )
        places, domains = self._houses(paper, authors)
        for key, name in sorted(places.items()):
            yield Reason.AFFILIATION, self._at_place.get(key, ()), name
        for key, name in sorted(domains.items()):
            yield Reason.DOMAIN, self._at_domain.get(key, ()), name
        for named in paper.named:
            whom = "them" if "@" in named.about else named.about
            yield Reason.NAMED, self._named(named.about), f"{whom} ({named.because})" if named.because else whom
        if self._tied:
            for key in self._keys(paper, authors, places, domains):
                for person, words in self._tied.get(key, ()):
                    yield Reason.OWN, (person,), words

    def _keys(self, paper: Paper, authors: set[Who], places: Houses, domains: Houses) -> Iterator[str]:
        """Yield by what the authors of a paper, and where they are, can be named."""
        for who in authors:
            addresses = self._emails.get(who, ()) if isinstance(who, int) else (who,)
            yield from (f"address {_address(email)}" for email in addresses)
        yield from (f"name {_name_key(entry.name)}" for entry in paper.authors if entry.name)
        yield from (f"place {key}" for key in places)
        yield from (f"domain {key}" for key in domains)

    def _named(self, about: str) -> set[int]:
        """Return those who have this address, or one of this domain."""
        if "@" in about:
            return self._holders.get(_address(about), set()) & self.wanted
        return self._below.get(about, set())

    def _identities(self, entry: AuthorEntry) -> set[Who]:
        address = _address(entry.email)
        known: set[Who] = set(self._holders.get(address, ()))
        if address:
            known.add(address)
        if entry.person_id is not None:
            known.add(entry.person_id)
        return known

    def _learn(self, entry: AuthorEntry) -> None:
        """Take what people write on their own papers as theirs: many leave the profile empty."""
        for who in self._identities(entry) & self.ids:
            if isinstance(who, int):
                self._places[who] = _places([entry.affiliation]) | self._places[who]
                self._domains[who] = _domains([entry.email]) | self._domains[who]

    def _houses(self, paper: Paper, authors: set[Who]) -> tuple[Houses, Houses]:
        places = _places(entry.affiliation for entry in paper.authors)
        domains = _domains(entry.email for entry in paper.authors)
        for who in authors & self.ids:
            if isinstance(who, int):
                places = self._places[who] | places
                domains = self._domains[who] | domains
        return places, domains


def _tied(people: Iterable[Person]) -> dict[str, set[tuple[int, str]]]:
    """Return who named what, with the words for chairs, by what it is found by."""
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for person in people:
        for tie in person.ties:
            for key in _keys_of(tie):
                found[key].add((person.id, tie.words))
    return found


def _keys_of(tie: Tie) -> Iterator[str]:
    """Yield what a tie is found by: a person by their address and by their name, an institution by both, too."""
    if tie.is_place:
        yield from (f"place {key}" for key in institutions(tie.name))
        if house := mail_house(f"somebody@{tie.about}"):
            yield f"domain {house}"
        return
    if tie.about:
        yield f"address {_address(tie.about)}"
    if " " in (key := _name_key(tie.name)):
        yield f"name {key}"


def _name_key(name: str) -> str:
    """Return a name as it compares: in full, but in any order and whatever the accents."""
    return " ".join(sorted(plainly(name).split()))


def _domains_above(address: str) -> Iterator[str]:
    """Yield the domains an address lies in: cs.uni.example, uni.example."""
    labels = address.rpartition("@")[2].split(".")
    yield from (".".join(labels[at:]) for at in range(len(labels) - 1))


def _address(email: str) -> str:
    return email.strip().casefold()


def _places(affiliations: Iterable[str]) -> Houses:
    found: Houses = {}
    for affiliation in sorted(affiliations):
        found |= institutions(affiliation)
    return found


def _domains(emails: Iterable[str]) -> Houses:
    return {house: house for house in map(mail_house, emails) if house}


def _groups(houses: Mapping[int, Houses], ids: Collection[int]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for person in sorted(ids):
        for key in houses[person]:
            groups[key].append(person)
    return groups
