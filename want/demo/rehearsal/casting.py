"""Who is in the play and what becomes of their papers, drawn with a seed before the curtain rises. Pure."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from want.demo.papers import papers
from want.demo.people import Figure, figures
from want.demo.rehearsal.places import left_without
from want.demo.rehearsal.ties import ties_of
from want.demo.rehearsal.work import Fate, OtherAddress, Work

CHAIRS = 3
CLUSTER = "Inria"
LOADS = (1, None, None, 5)  # of every four reviewers one takes a single paper: the assignment must heed it
SHARE = 0.45  # of writers and reviewers who work there: their papers have few people left who may read them
ENOUGH = 6  # reviewers whom nothing keeps from a paper, so that each can have three
BIDS = 2  # papers that each reviewer can bid on: some declare a conflict with one
REVIEWS = 3  # a paper
TRACKS = ("Main", "Systems in practice")  # every third paper is in the second
ONE_TRACK = 5  # every so many-th reviewer serves in the first track alone
AT_LEAST = 3  # papers that somebody takes who named no number; the edition's is one more, for conflicts still to come

# Two who are listed as authors without an account: one never comes, one signs up and finds the paper. Her line calls
# the cluster by another of its names, and her address is elsewhere.
NEVER_HERE = Figure("Ghislaine Never", "g.never@faraway.example", "Faraway Institute")
COMES_LATER = Figure("Leopoldine Later", "l.later@someplace.example", "Inria Grenoble")


# Of every dozen papers: so each kind of fate is in the smallest play too.
FATES = [
    Fate.PLAIN,
    Fate.EDITED,
    Fate.REPLACED,
    Fate.PLAIN,
    Fate.UNFINISHED,
    Fate.REORDERED,
    Fate.PLAIN,
    Fate.PLAIN,
    Fate.WITHDRAWN,
    Fate.TURNED_AWAY,
    Fate.EDITED,
    Fate.PLAIN,
]


class Answer(StrEnum):
    """What somebody says to an invitation."""

    YES = "accepts"
    NO = "declines"
    SILENCE = "does not answer"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody the chairs invite, and what they will say."""

    figure: Figure
    answer: Answer
    load: int | None  # as they say it when accepting; None leaves the edition's number
    first_topic: int = 0  # they know this topic, and every so many-th after it
    topic_step: int = 3
    track: str = ""  # they serve in this track alone; empty means in all

    def __str__(self) -> str:
        return self.figure.name


@dataclass(slots=True)
class Cast:
    """Everybody and every paper."""

    chairs: list[Figure]
    area_chairs: list[Guest]
    reviewers: list[Guest]
    works: list[Work]
    latecomer: Figure
    outsider: Figure

    @property
    def authors(self) -> list[Figure]:
        """Return all authors, each once, with those who join later."""
        joining = [work.joining for work in self.works if work.joining]
        return list(dict.fromkeys([*(author for work in self.works for author in work.authors), *joining]))

    @property
    def other_address(self) -> OtherAddress:
        """Return the author who is listed by a second address."""
        return next(author for author in self.authors if isinstance(author, OtherAddress))

    @property
    def everybody(self) -> list[Figure]:
        """Return all people of the play, each once."""
        asked = [guest.figure for guest in [*self.area_chairs, *self.reviewers]]
        return list(dict.fromkeys([*self.chairs, *self.authors, *asked, self.latecomer, self.outsider]))

    @property
    def signing_up(self) -> list[Figure]:
        """Return who makes an account by themselves: authors but for two, the latecomer and the outsider."""
        own = [f for f in self.authors if f not in {NEVER_HERE, COMES_LATER} and not isinstance(f, OtherAddress)]
        return list(dict.fromkeys([*self.chairs, *own, self.latecomer, self.outsider]))

    @property
    def working_reviewers(self) -> list[Guest]:
        """Return those who say yes."""
        return [guest for guest in self.reviewers if guest.answer is Answer.YES]

    @property
    def working_area_chairs(self) -> list[Guest]:
        """Return those who say yes."""
        return [guest for guest in self.area_chairs if guest.answer is Answer.YES]

    def is_off_track(self, email: str, work: Work) -> bool:
        """Tell whether somebody reviews for another track than the paper's alone."""
        named = next((guest.track for guest in self.reviewers if guest.figure.email == email), "")
        return bool(named) and named != work.track

    @property
    def under_review(self) -> list[Work]:
        """Return the papers that the committee works on."""
        return [work for work in self.works if work.is_under_review]


def cast(paper_count: int, reviewer_count: int, rng: random.Random) -> Cast:
    """Draw a play of so many papers with so many reviewers who say yes; the same for the same generator."""
    fresh = _people(rng)
    chairs = [next(p for p in fresh if p.affiliation != CLUSTER) for _ in range(CHAIRS - 1)]
    chairs.append(next(p for p in fresh if p.affiliation == CLUSTER))
    writers = [chairs[1], *(next(fresh) for _ in range(paper_count * 2))]
    works = _works(paper_count, writers, rng)
    for work in works:
        work.joining = next(fresh) if work.fate is Fate.REORDERED else None
    works[0].authors.append(NEVER_HERE)
    works[1].authors.append(COMES_LATER)
    drawn = Cast(
        chairs=chairs,
        area_chairs=_area_chairs(max(3, paper_count // 12 + 2), fresh),
        reviewers=_reviewers(reviewer_count, works, fresh, rng),
        works=works,
        latecomer=next(fresh),
        outsider=next(fresh),
    )
    works[3].authors.append(_by_another_address(drawn, works[3]))
    return drawn if _can_be_played(drawn) else cast(paper_count, reviewer_count, rng)


def _can_be_played(drawn: Cast) -> bool:
    """Tell whether each paper has a chair, an area chair besides the first, and reviewers who may deal with it."""
    area_chairs = [guest.figure for guest in drawn.working_area_chairs[1:]]
    reviewers = [guest.figure for guest in drawn.working_reviewers]

    def free(people: Iterable[Figure], work: Work) -> set[str]:
        return {figure.email for figure in people if not ties_of(figure, work, drawn.works)}

    if not all(free(drawn.chairs, work) and free(area_chairs, work) for work in drawn.works):
        return False
    readers = {
        work.place: {email for email in free(reviewers, work) if not drawn.is_off_track(email, work)}
        for work in drawn.works
    }
    if min(map(len, readers.values())) < ENOUGH:
        return False
    bids = Counter(email for work in drawn.under_review for email in readers[work.place])
    if any(bids[figure.email] < BIDS for figure in reviewers):
        return False
    places = places_of(drawn, AT_LEAST)
    return not left_without(drawn.under_review, places, lambda email, work: email in readers[work.place], REVIEWS)


def places_of(drawn: Cast, usual: int) -> dict[str, int]:
    """Return how many papers each reviewer takes, by address."""
    return {guest.figure.email: guest.load or usual for guest in drawn.working_reviewers}


def _by_another_address(drawn: Cast, work: Work) -> OtherAddress:
    """Return a reviewer who writes here too, as another paper lists them: by an address of their own at home."""
    authors = {author.email for author in drawn.authors}
    serving = (guest.figure for guest in drawn.working_reviewers if guest.figure.email in authors)
    figure = next(one for one in serving if one.email not in work.addresses)
    return OtherAddress(figure.name, f"{figure.email.split('@')[0]}@at-home.example", figure.affiliation, figure.email)


def _people(rng: random.Random) -> Iterator[Figure]:
    """Yield people of different names: a name found on a page must tell who was given away."""
    names: set[str] = set()
    while True:
        for figure in (_at_the_cluster(one) if rng.random() < SHARE else one for one in figures(50, rng)):
            if figure.name not in names and figure.email.split("@")[0].isascii():
                names.add(figure.name)
                yield figure


def _at_the_cluster(figure: Figure) -> Figure:
    return Figure(figure.name, f"{figure.email.split('@')[0]}@{CLUSTER.lower()}.example", CLUSTER)


def _works(count: int, writers: list[Figure], rng: random.Random) -> list[Work]:
    """Give each paper one to four authors; the chair who writes has the first, people of one place stick together."""
    works = []
    for place, paper in enumerate(papers(count, rng)):
        contact = writers[place]
        near = [w for w in writers if w.affiliation == contact.affiliation and w is not contact]
        pool = near if near and rng.random() < 0.5 else [w for w in writers if w is not contact]
        others = rng.sample(pool, min(len(pool), rng.choice([0, 1, 1, 2, 3])))
        work = Work(place, paper, [contact, *others], FATES[place % len(FATES)], title=paper.title)
        work.track = TRACKS[1] if place % 3 == 2 else TRACKS[0]
        works.append(work)
    return works


def _area_chairs(count: int, fresh: Iterator[Figure]) -> list[Guest]:
    """Invite so many who say yes, the first to few papers, and one who does not."""
    chosen = [Guest(next(fresh), Answer.YES, None if place else 2) for place in range(count)]
    return [*chosen, Guest(next(fresh), Answer.NO, None)]


def _track(place: int) -> str:
    return TRACKS[0] if place % ONE_TRACK == ONE_TRACK - 1 else ""


def _reviewers(count: int, works: list[Work], fresh: Iterator[Figure], rng: random.Random) -> list[Guest]:
    """Invite so many who say yes, a third of them authors, one address of the cluster at least, and a few more."""
    writers = list(dict.fromkeys(a for w in works for a in w.authors if a not in {NEVER_HERE, COMES_LATER}))
    insiders = rng.sample([w for w in writers if w is not works[0].contact], count // 3)
    outsiders = [next(p for p in fresh if p.affiliation == CLUSTER)]
    outsiders += [next(fresh) for _ in range(count - len(insiders) - 1)]
    saying_yes = [
        Guest(figure, Answer.YES, LOADS[place % len(LOADS)], rng.randrange(4), rng.choice([2, 3, 4]), _track(place))
        for place, figure in enumerate(insiders + outsiders)
    ]
    others = [Guest(next(fresh), Answer.NO, None) for _ in range(max(2, count // 12))]
    others += [Guest(next(fresh), Answer.SILENCE, None) for _ in range(max(1, count // 20))]
    invited = saying_yes + others
    rng.shuffle(invited)
    return invited
