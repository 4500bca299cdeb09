"""The people of the demo: who gets an account, who chairs, and whom the chairs invite to review. Called by play.py."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from reviews.committee.actions import invite
from reviews.committee.answering import accept, decline
from reviews.committee.parsing import Candidate
from reviews.expertise.actions import add_papers
from reviews.expertise.found import Reading
from reviews.models import Invitation
from want.accounts.models import User
from want.core import clock
from want.demo.papers import earlier_papers
from want.demo.people import COUNTRY, Figure, figures
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage

AREA_CHAIRS = 6
# The chairs come from places of their own, so that for each paper one of them is free of conflicts.
CHAIRS = [
    Figure("Clara Holm", "clara.holm@nit.example", "Northern Institute of Technology"),
    Figure("Matteo Serra", "matteo.serra@harbour.example", "Harbour University"),
    Figure("Ngozi Bello", "ngozi.bello@savanna.example", "Savanna Computing Centre"),
]
NEWCOMER = Figure("Nora Newcomer", "nora@newcomer.example", "Riverside College")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: all have accounts, the chairs alone have their role already."""

    chairs: list[User]
    area_chairs: list[User]
    authors: list[User]


def make_cast(edition: Edition, paper_count: int, rng: random.Random) -> Cast:
    """Make the accounts, some weeks before papers are taken, and the chairs; the others are invited later."""
    since = edition.calendar.windows[Stage.SUBMISSION].opens_at - timedelta(days=20)
    with clock.frozen(since):
        people = [_person(figure) for figure in figures(paper_count * 2 + AREA_CHAIRS, rng)]
        _person(NEWCOMER)
        chairs = [_person(figure) for figure in CHAIRS]
    for user in chairs:
        Membership.objects.create(edition=edition, user=user, role=Role.CHAIR, since=since)
    return Cast(chairs, people[:AREA_CHAIRS], people[AREA_CHAIRS:])


def fill_committee(edition: Edition, cast: Cast, paper_count: int, rng: random.Random) -> None:
    """Invite area chairs and reviewers, a third of them authors too; most accept, some say no or nothing."""
    size = max(12, paper_count * 4 // 3)
    outsiders = figures(size * 2 // 3, random.Random(rng.random()))
    fresh = [figure for figure in outsiders if not User.objects.filter(email=figure.email).exists()]
    insiders = [_figure(user) for user in rng.sample(cast.authors, size // 3)]
    start = edition.calendar.windows[Stage.SUBMISSION].opens_at + timedelta(days=1)
    with clock.frozen(start):
        _invite(edition, Role.AREA_CHAIR, [_figure(user) for user in cast.area_chairs], by=cast.chairs[0])
        _invite(edition, Role.REVIEWER, fresh + insiders, by=cast.chairs[0])
    for invitation in Invitation.objects.filter(edition=edition).order_by("id"):
        with clock.frozen(start + timedelta(hours=rng.uniform(2, 240))):
            _answer(invitation, rng)


def _person(figure: Figure) -> User:
    user = User.objects.create(
        email=figure.email,
        name=figure.name,
        affiliation=figure.affiliation,
        country=COUNTRY.get(figure.affiliation, ""),
        password=make_password(None),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _figure(user: User) -> Figure:
    return Figure(user.name, user.email, user.affiliation)


def _invite(edition: Edition, role: Role, whom: Sequence[Figure], *, by: User) -> None:
    candidates = [Candidate(email=f.email, name=f.name, affiliation=f.affiliation) for f in whom]
    invite(edition, role, candidates, by=by)


def _answer(invitation: Invitation, rng: random.Random) -> None:
    luck = rng.random()
    if invitation.role == Role.REVIEWER and luck < 0.06:
        decline(invitation, reason="I am on leave during the review period.")
    elif invitation.role == Role.AREA_CHAIR or luck < 0.92:
        offered = list(invitation.edition.topics.all())
        places = rng.sample(range(len(offered)), rng.randrange(3, 7))
        load = rng.choice([None, None, None, 3, 5])
        known = [offered[place] for place in places]
        member = accept(
            invitation,
            name=invitation.name,
            affiliation=invitation.affiliation,
            country=COUNTRY.get(invitation.affiliation, ""),
            max_load=load,
            topics=known,
        )
        _fill_profile(member, places, rng)


def _fill_profile(member: Membership, topics: list[int], rng: random.Random) -> None:
    """Let two of three name papers they wrote before, and one of six reviewers offer to help late."""
    if rng.random() < 0.67:
        reading = Reading("bibtex")
        for paper in earlier_papers(topics[:2], rng.randrange(2, 6), rng):
            reading.add("", paper.title, paper.abstract, rng.randrange(2019, 2024))
        add_papers(reading, by=member.user)
    if member.role == Role.REVIEWER and rng.random() < 0.17:
        member.extra_load = rng.choice([1, 1, 2])
        member.save(update_fields=["extra_load"])
