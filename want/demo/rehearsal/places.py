"""Whether everybody can have their reviewers, worked out anew and slowly: one place after the other, by paths. Pure."""

from collections.abc import Callable, Mapping, Sequence

from want.demo.rehearsal.work import Work

Free = Callable[[str, Work], bool]  # may the person of this address deal with this paper?


def left_without(works: Sequence[Work], places: Mapping[str, int], free: Free, demand: int) -> list[Work]:
    """Return papers that cannot all have so many reviewers, whoever takes what; none when all can.

    Each paper asks in turn; who is full passes a paper on where that helps (augmenting paths). Where no path leads to
    a free place, the papers that were asked on the way have no more places among them than they are short of.
    """
    search = _Search([[email for email in places if free(email, work)] for work in works], places)
    for index in range(len(works)):
        for _ in range(demand):
            search.asked, search.tried = set(), set()
            if not search.places(index):
                return [works[one] for one in sorted(search.asked)]
    return []


class _Search:
    """Who has which papers, and whom one search has asked."""

    def __init__(self, able: list[list[str]], room: Mapping[str, int]) -> None:
        self.able, self.room = able, room
        self.taken: dict[str, list[int]] = {email: [] for email in room}
        self.asked: set[int] = set()
        self.tried: set[str] = set()

    def places(self, index: int) -> bool:
        """Find one more person for a paper; who is full may hand another paper on."""
        self.asked.add(index)
        for email in self.able[index]:
            theirs = self.taken[email]
            if email in self.tried or index in theirs:
                continue
            if len(theirs) < self.room[email]:
                theirs.append(index)
                return True
            self.tried.add(email)
            for other in list(theirs):
                if other not in self.asked and self.places(other):
                    theirs.remove(other)
                    theirs.append(index)
                    return True
        return False


def most_places(works: Sequence[Work], places: Mapping[str, int], free: Free) -> int:
    """Return how many reviews these papers can have at most, if each had everybody to itself."""
    return sum(min(load, sum(free(email, work) for work in works)) for email, load in places.items())
