"""Fill an edition with thousands of papers in seconds: rows in bulk, one PDF file shared by all."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from reviews.models import Assignment, Decision, Review, ReviewVersion
from submissions.models import Author, Manuscript, Submission
from submissions.states import Status
from want.accounts.models import User
from want.demo.papers import papers as invented
from want.demo.papers import review_of
from want.demo.people import figures
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage

REVIEWS_A_PAPER = 3
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Filled:
    """The edition and the persons whose pages are measured."""

    edition: Edition
    author: User
    reviewer: User
    area_chair: User
    chair: User


@transaction.atomic
def fill(edition: Edition, *, papers: int, reviewers: int, seed: int, keep: Callable[[bytes], Manuscript]) -> Filled:
    """Fill an empty edition: so many papers with three reviews each, by so many reviewers.

    `keep` stores a PDF and returns an unsaved Manuscript that points to it.
    """
    rng = random.Random(seed)
    staff = 4 + max(4, papers // 100)
    people = _people(papers * 3 // 2 + reviewers + staff, rng)
    chairs, area_chairs = people[:4], people[4:staff]
    committee, authors = people[staff : staff + reviewers], people[staff + reviewers :]
    _memberships(edition, chairs, area_chairs, committee, rng)
    submissions = _submissions(edition, papers, authors, rng)
    _files(submissions, keep)
    _reviews(edition, submissions, committee, area_chairs, rng)
    _decisions(submissions, chairs[0], edition, rng)
    _analyse()
    return Filled(edition, submissions[0].created_by, committee[0], area_chairs[0], chairs[0])


def _save(model: type[models.Model], rows: Iterator[Any] | list[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _people(count: int, rng: random.Random) -> list[User]:
    unusable = make_password(None)
    people = _save(
        User,
        [User(email=f.email, name=f.name, affiliation=f.affiliation, password=unusable) for f in _many(count, rng)],
    )
    _save(EmailAddress, [EmailAddress(user=u, email=u.email, verified=True, primary=True) for u in people])
    return people


def _many(count: int, rng: random.Random) -> Iterator[Any]:
    return iter(figures(count, rng))


def _memberships(
    edition: Edition, chairs: list[User], area_chairs: list[User], committee: list[User], rng: random.Random
) -> None:
    rows = [
        Membership(edition=edition, user=user, role=role)
        for role, users in ((Role.CHAIR, chairs), (Role.AREA_CHAIR, area_chairs), (Role.REVIEWER, committee))
        for user in users
    ]
    topics = list(edition.topics.values_list("pk", flat=True))
    through = Membership.topics.through
    _save(
        through,
        [
            through(membership_id=membership.pk, topic_id=topic)
            for membership in _save(Membership, rows)
            for topic in rng.sample(topics, 4)
        ],
    )


def _submissions(edition: Edition, count: int, authors: list[User], rng: random.Random) -> list[Submission]:
    kind = edition.submission_types.first()
    opened = edition.calendar.windows[Stage.SUBMISSION].opens_at
    drawn = invented(count, rng)
    contacts = [authors[i % len(authors)] for i in range(count)]
    submissions = _save(
        Submission,
        [
            Submission(
                edition=edition,
                number=number,
                title=paper.title,
                abstract=paper.abstract,
                tldr=paper.tldr,
                keywords=paper.keywords,
                submission_type=kind,
                status=Status.SUBMITTED,
                created_by=contact,
                created_at=opened + timedelta(days=1),
                submitted_at=opened + timedelta(days=2),
            )
            for number, (paper, contact) in enumerate(zip(drawn, contacts, strict=True), start=1)
        ],
    )
    topics = list(edition.topics.values_list("pk", flat=True))
    through = Submission.topics.through
    _save(
        through,
        [
            through(submission_id=submission.pk, topic_id=topics[position])
            for submission, paper in zip(submissions, drawn, strict=True)
            for position in paper.topics
        ],
    )
    _save(Author, list(_authors(submissions, contacts, authors, rng)))
    return submissions


def _authors(
    submissions: list[Submission], contacts: list[User], authors: list[User], rng: random.Random
) -> Iterator[Author]:
    for submission, contact in zip(submissions, contacts, strict=True):
        others = [user for user in rng.sample(authors, 3) if user.pk != contact.pk]
        for position, user in enumerate([contact, *others]):
            yield Author(
                submission=submission,
                position=position,
                name=user.name,
                email=user.email,
                affiliation=user.affiliation,
                user=user,
                is_contact=position == 0,
            )


def _files(submissions: list[Submission], keep: Callable[[bytes], Manuscript]) -> None:
    from_store = keep(b"")
    rows = []
    for submission in submissions:
        row = Manuscript(
            submission=submission,
            kind=from_store.kind,
            version=1,
            sha256=from_store.sha256,
            blind_sha256=from_store.blind_sha256,
            size=from_store.size,
            pages=from_store.pages,
            uploaded_by_id=submission.created_by_id,
            uploaded_at=submission.submitted_at,
        )
        rows.append(row)
    _save(Manuscript, rows)


def _reviews(
    edition: Edition, submissions: list[Submission], committee: list[User], area_chairs: list[User], rng: random.Random
) -> None:
    opens = edition.calendar.windows[Stage.REVIEWING].opens_at
    assignments = _save(Assignment, list(_assignments(submissions, committee, area_chairs, opens)))
    written = []
    for assignment in assignments:
        if assignment.role == Role.REVIEWER:
            answers = review_of(rng.gauss(0, 1), rng.gauss(0, 0.5), rng)
            instant = opens + timedelta(hours=rng.uniform(24, 180))
            written.append(Review(assignment=assignment, submitted_at=instant, updated_at=instant, **answers))
    _save(Review, written)
    contents = [f.name for f in ReviewVersion._meta.get_fields() if f.name not in {"id", "review", "number", "at"}]
    _save(
        ReviewVersion,
        [
            ReviewVersion(review=r, number=1, at=r.submitted_at, **{name: getattr(r, name) for name in contents})
            for r in written
        ],
    )


def _assignments(
    submissions: list[Submission], committee: list[User], area_chairs: list[User], moment: datetime
) -> Iterator[Assignment]:
    place = 0
    for index, submission in enumerate(submissions):
        for count in range(REVIEWS_A_PAPER):
            yield Assignment(
                submission=submission,
                reviewer=committee[place % len(committee)],
                pseudonym=f"Reviewer {count + 1}",
                assigned_at=moment,
            )
            place += 1
        yield Assignment(
            submission=submission,
            reviewer=area_chairs[index % len(area_chairs)],
            role=Role.AREA_CHAIR,
            pseudonym="Area chair 1",
            assigned_at=moment,
        )


def _decisions(submissions: list[Submission], chair: User, edition: Edition, rng: random.Random) -> None:
    moment = edition.calendar.windows[Stage.REVIEWING].closes_at
    _save(
        Decision,
        [
            Decision(
                submission=submission,
                outcome=rng.choices(["oral", "poster", "reject"], [1, 4, 5])[0],
                decided_by=chair,
                decided_at=moment,
            )
            for submission in submissions[::1]
            if rng.random() < 0.8
        ],
    )


def _analyse() -> None:
    """Let the planner know the new sizes, as autovacuum would within a minute."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
