"""What the page of the formula reads: papers this chair may see, addresses, examples of what another one does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from numpy.typing import NDArray

from reviews.affinity.score import Formula
from reviews.assignment.inputs import Inputs
from reviews.committee.profile_names import key_of_name
from reviews.formula.scores import ScoresRead, read_scores
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.core.versions import mark_of
from want.venues.models import Edition, Membership, Role

EXAMPLES = 6
BEST = 3
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of the best for a paper: who, how well, and why."""

    name: str
    value: float
    why: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A paper with those who fit best, by the present formula and by another one."""

    number: int
    title: str
    before: tuple[Ranked, ...]
    after: tuple[Ranked, ...]


def open_papers(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers in review whose affinities this chair may see."""
    seen = sight.papers(Fact.TITLE_ABSTRACT, Fact.AFFINITY_SCORES, Fact.BIDS_OTHERS)
    return seen.filter(status=Status.SUBMITTED).order_by("number")


def names_of_papers(sight: Sight) -> dict[str, int]:
    """Return the papers this chair may see by what files call them: number and public id."""
    rows = open_papers(sight).values_list("pk", "number", "code")
    return {name: pk for pk, number, code in rows for name in (str(number), code)}


def people_by_address(edition: Edition) -> dict[str, int]:
    """Return the readers of the edition by all their verified addresses."""
    readers = Membership.objects.filter(edition=edition, role__in=[Role.REVIEWER, Role.AREA_CHAIR]).values("user")
    rows = EmailAddress.objects.filter(user__in=readers, verified=True)
    own = User.objects.filter(pk__in=readers)
    return {email.lower(): pk for email, pk in [*rows.values_list("email", "user"), *own.values_list("email", "pk")]}


def people_by_name(edition: Edition) -> dict[str, list[int]]:
    """Return the same people by their names, as files of OpenReview tell them; several can have one name."""
    readers = Membership.objects.filter(edition=edition, role__in=[Role.REVIEWER, Role.AREA_CHAIR]).values("user")
    found: dict[str, list[int]] = {}
    for pk, name in User.objects.filter(pk__in=readers).values_list("pk", "name"):
        found.setdefault(key_of_name(name), []).append(pk)
    return found


def scores_in(text: str | Iterable[str], sight: Sight) -> ScoresRead:
    """Read a table of scores for this chair: a paper that is kept from them is like one that there is not."""
    edition = sight.edition
    return read_scores(text, names_of_papers(sight), people_by_address(edition), people_by_name(edition))


def taken_again(read: ScoresRead, sight: Sight) -> str:
    """Return the lines that were understood as a table: papers by number, people by their address."""
    numbers = dict(open_papers(sight).values_list("pk", "number"))
    people = {person for _, person in read.scores}
    return read.as_text(numbers, dict(User.objects.filter(pk__in=people).values_list("pk", "email")))


def mark_of_formula(text: float, topics: float, bid_base: float, use: str) -> str:
    """Return what a form carries to say which formula it showed."""
    return mark_of([text, topics, bid_base, use])


def examples(inputs: Inputs, other: Formula, sight: Sight) -> list[Example]:
    """Return the papers in which the other formula changes most who fits best, of those this chair may see."""
    changed = replace(inputs, formula=other)
    shown = {pk: (number, title) for pk, number, title in open_papers(sight).values_list("pk", "number", "title")}
    rows = [at for at, pk in enumerate(inputs.papers) if pk in shown]
    if not rows or not inputs.people:
        return []
    before, after = _without_conflicts(inputs), _without_conflicts(changed)
    best = min(BEST, len(inputs.people))
    firsts, seconds = _best(before[rows], best), _best(after[rows], best)
    moved = (firsts != seconds).sum(axis=1) + 3 * _strangers(firsts, seconds)
    chosen = np.argsort(-moved, kind="stable")[:EXAMPLES]
    people = dict(User.objects.filter(pk__in=inputs.people).values_list("pk", "name"))
    found = []
    for at in chosen.tolist():
        pk = inputs.papers[rows[at]]
        first, second = firsts[at].tolist(), seconds[at].tolist()
        found.append(
            Example(
                *shown[pk],
                tuple(_ranked(inputs, people, pk, column, is_new=False) for column in first),
                tuple(_ranked(changed, people, pk, column, is_new=column not in first) for column in second),
            )
        )
    return found


def all_scores(inputs: Inputs, sight: Sight) -> Iterator[tuple[int, str, str]]:
    """Yield paper, address and affinity of every pair of the papers this chair may see."""
    addresses = dict(User.objects.filter(pk__in=inputs.people).values_list("pk", "email"))
    for pk, number in open_papers(sight).values_list("pk", "number"):
        if pk in inputs.row:
            scores = inputs.affinity[inputs.row[pk]].tolist()
            for person, value in zip(inputs.people, scores, strict=True):
                yield number, addresses[person], f"{value:.6f}"


def _without_conflicts(inputs: Inputs) -> Scores:
    scores = inputs.affinity.copy()
    pairs = inputs.pairs(inputs.conflicts)
    scores[pairs[:, 0], pairs[:, 1]] = -1
    return scores


def _best(scores: Scores, count: int) -> NDArray[np.int64]:
    return np.argsort(-scores, axis=1, kind="stable")[:, :count]


def _strangers(firsts: NDArray[np.int64], seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count who is among the best of one and not of the other."""
    return np.asarray((firsts[:, :, None] != seconds[:, None, :]).all(axis=2).sum(axis=1))


def _ranked(inputs: Inputs, people: dict[int, str], paper: int, column: int, *, is_new: bool) -> Ranked:
    person = inputs.people[column]
    match = inputs.match(paper, person)
    return Ranked(people[person], match.value, "; ".join(match.reasons), is_new)
