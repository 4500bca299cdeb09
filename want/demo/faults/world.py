"""Three small editions, one open for papers, one for bids, one for reviews, and the people who write in them."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress

from reviews.models import Assignment
from submissions.models import Author as Line
from submissions.models import Submission
from want.accounts.models import User
from want.core import clock
from want.demo.faults import people
from want.demo.faults.ledger import Ledger
from want.demo.signing import token_for
from want.mail.actions import Letter, enqueue
from want.venues.models import Edition, Membership, Role, StageWindow, SubmissionType, Topic, Venue
from want.venues.stages import Stage

PAPERS = 3  # to bid on and to review
NEWS = "faults-papers"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who writes, and the chair who sends given-up letters again."""

    writers: list[people.Writer]
    chair: User
    edition: Edition


def make_world(base_url: str, ledger: Ledger, rng: random.Random) -> Cast:
    """Make editions, papers and people."""
    taking, bidding, reviewing = (
        _edition(f"faults-{name}", stage)
        for name, stage in (("papers", Stage.SUBMISSION), ("bids", Stage.BIDDING), ("reviews", Stage.REVIEWING))
    )
    chair = _user("Clara Chair")
    Membership.objects.create(edition=taking, user=chair, role=Role.CHAIR)
    codes = tuple(paper.code for paper in _papers(bidding))
    writers: list[people.Writer] = []

    def enter(kind: type[people.Writer], user: User, address: str) -> people.Writer:
        line = people.Line(base_url)
        writer = kind(user.email, line, f"/demo/sign-in/{token_for(user)}/", ledger, random.Random(rng.random()))
        writer.address = address
        writers.append(writer)
        return writer

    for name in ("Ada", "Ben", "Cleo"):
        enter(people.Author, _user(f"{name} Author"), f"/{taking.slug}/submit/")
    for name, paper in zip(("Rita", "Sam", "Tom"), _papers(reviewing), strict=True):
        user = _member(reviewing, f"{name} Reviewer")
        Assignment.objects.create(submission=paper, reviewer=user, role=Role.REVIEWER, pseudonym="Reviewer 1")
        enter(people.Reviewer, user, f"/{reviewing.slug}/papers/{paper.code}/review/")
    for name in ("Ulla", "Veit"):
        bidder = enter(people.Bidder, _member(bidding, f"{name} Bidder"), f"/{bidding.slug}/bids/")
        bidder.codes = codes
    return Cast(writers, chair, taking)


def write_letters(number: int) -> None:
    """Queue a batch of letters, one to each of so many people."""
    enqueue(
        Letter(f"faults:{n}", f"reader{n}@readers.example", f"Letter {n}", f"Letter {n}.\n\nWANT\n", edition=NEWS)
        for n in range(number)
    )


def _edition(slug: str, open_stage: Stage) -> Edition:
    venue, _ = Venue.objects.get_or_create(slug="want", defaults={"name": "WANT", "full_name": "Workshop"})
    edition = Edition.objects.create(venue=venue, slug=slug, name=slug, title=slug, is_public=True)
    now = clock.now()
    StageWindow.objects.create(
        edition=edition, stage=open_stage, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    if open_stage is not Stage.SUBMISSION:
        StageWindow.objects.create(
            edition=edition,
            stage=Stage.SUBMISSION,
            opens_at=now - timedelta(days=3),
            closes_at=now - timedelta(days=2),
        )
    SubmissionType.objects.create(edition=edition, name="Paper", page_limit=8)
    Topic.objects.create(edition=edition, name="Pipelining")
    return edition


def _papers(edition: Edition) -> Iterable[Submission]:
    wrote = _user(f"Author of {edition.slug}")
    papers = [
        Submission.objects.create(
            edition=edition,
            number=number,
            title=f"Paper {number}",
            abstract="Abstract",
            keywords=["faults"],
            submission_type=edition.submission_types.get(),
            status="submitted",
            submitted_at=clock.now(),
            created_by=wrote,
        )
        for number in range(1, PAPERS + 1)
    ]
    for paper in papers:
        Line.objects.create(submission=paper, position=0, name=wrote.name, email=wrote.email, user=wrote)
    return papers


def _member(edition: Edition, name: str) -> User:
    user = _user(name)
    Membership.objects.create(edition=edition, user=user, role=Role.REVIEWER)
    return user


def _user(name: str) -> User:
    address = f"{name.lower().replace(' ', '.')}@{name.lower().replace(' ', '-')}.example"
    user = User.objects.create_user(address, None, name=name, affiliation=f"College of {name}")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
