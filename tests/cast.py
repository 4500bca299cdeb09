"""The cast of the tests: people and papers made with few words. Readers know them from conftest.py."""

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress

from reviews.models import Assignment, Review, ReviewVersion
from submissions.models import Author, Conflict, Submission
from want.accounts.models import User
from want.venues.models import Edition, Membership, Role, StageWindow, SubmissionType, Topic, Venue
from want.venues.stages import Stage

T0 = datetime(2024, 4, 26, 12, tzinfo=UTC)

# Days after T0 on which each stage opens and closes.
DAYS = {
    Stage.SUBMISSION: (0, 32),
    Stage.BIDDING: (33, 35),
    Stage.REVIEWING: (36, 44),
    Stage.REBUTTAL: (44, 47),
    Stage.DISCUSSION: (47, 50),
    Stage.CAMERA_READY: (54, 70),
}

INSIDE = {
    Stage.UPCOMING: -1,
    Stage.SUBMISSION: 10,
    Stage.CHECKS: 32.5,
    Stage.BIDDING: 34,
    Stage.ASSIGNMENT: 35.5,
    Stage.REVIEWING: 40,
    Stage.REBUTTAL: 45,
    Stage.DISCUSSION: 48,
    Stage.DECIDING: 51,
    Stage.RELEASED: 53,
    Stage.CAMERA_READY: 60,
    Stage.PUBLISHED: 72,
    Stage.ARCHIVED: 90,
}

ACTS = {
    Stage.RELEASED: ("released_at", 52),
    Stage.PUBLISHED: ("published_at", 71),
    Stage.ARCHIVED: ("archived_at", 80),
}


def at(days: float) -> datetime:
    """Return the instant so many days after T0."""
    return T0 + timedelta(days=days)


def make_edition(slug: str = "icml2024", **fields: Any) -> Edition:
    """Make an edition with a full calendar, two topics and one type."""
    venue, _ = Venue.objects.get_or_create(slug="want", defaults={"name": "WANT", "full_name": "Workshop"})
    edition = Edition.objects.create(
        venue=venue,
        slug=slug,
        name=slug.upper(),
        title=f"Workshop {slug}",
        is_public=True,
        **({"notification_at": at(52), "held_on": at(92).date()} | fields),
    )
    StageWindow.objects.bulk_create(
        StageWindow(edition=edition, stage=stage, opens_at=at(opens), closes_at=at(closes))
        for stage, (opens, closes) in DAYS.items()
    )
    SubmissionType.objects.create(edition=edition, name="Full paper", page_limit=8)
    names = ["Pipelining", "Offloading", "Scheduling for AI"]
    Topic.objects.bulk_create(Topic(edition=edition, name=name, position=place) for place, name in enumerate(names))
    return edition


def play_to(edition: Edition, stage: Stage) -> datetime:
    """Do the acts that the stage needs (release, publish, archive) and return an instant inside the stage."""
    for reached, (field, day) in ACTS.items():
        setattr(edition, field, at(day) if stage.position >= reached.position else None)
    edition.save()
    edition.__dict__.pop("calendar", None)
    return at(INSIDE[stage])


def make_user(name: str, email: str = "", **fields: Any) -> User:
    """Make a person with one verified address; the password is "correct horse battery"."""
    email = email or f"{name.lower().replace(' ', '.')}@{name.lower().replace(' ', '-')}.example"
    user = User.objects.create_user(email, None, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def join(edition: Edition, user: User, role: Role, **fields: Any) -> Membership:
    """Give a person a role."""
    return Membership.objects.create(edition=edition, user=user, role=role, **fields)


def make_submission(edition: Edition, *authors: User, status: str = "submitted", **fields: Any) -> Submission:
    """Make a complete paper by these authors; the first is the contact."""
    number = fields.pop("number", edition.submissions.count() + 101)
    dates: dict[str, Any] = {} if status == "draft" else {"submitted_at": at(12)}
    if status == "withdrawn":
        dates |= {"withdrawn_at": at(20), "withdrawn_early": True}
    submission = Submission.objects.create(
        edition=edition,
        number=number,
        status=status,
        created_by=authors[0],
        submission_type=edition.submission_types.first(),
        **({"title": f"Title {number}", "abstract": f"Abstract {number}", "keywords": ["training"]} | dates | fields),
    )
    submission.topics.set(edition.topics.all()[:1])
    for position, user in enumerate(authors):
        Author.objects.create(
            submission=submission,
            position=position,
            name=user.name,
            email=user.email,
            affiliation=user.affiliation,
            user=user,
            is_contact=position == 0,
        )
    return submission


def declare(submission: Submission, user: User) -> Conflict:
    """Put a declared conflict between a person and a paper."""
    return Conflict.objects.create(
        submission=submission,
        user=user,
        reason="declared",
        because="They wrote a book together.",
        declared_by=submission.created_by,
    )


def assign(submission: Submission, reviewer: User, role: Role = Role.REVIEWER) -> Assignment:
    """Assign a person to a paper."""
    count = submission.assignments.filter(role=role).count() + 1
    pseudonym = f"Reviewer {count}" if role == Role.REVIEWER else f"Area chair {count}"
    return Assignment.objects.create(
        submission=submission, reviewer=reviewer, role=role, pseudonym=pseudonym, assigned_at=at(36)
    )


ANSWERS = {
    "overall": 7,
    "confidence": 4,
    "soundness": 3,
    "presentation": 3,
    "contribution": 3,
    "strengths": "Clear.",
    "weaknesses": "Few baselines.",
    "questions": "Why Adam?",
    "confidential": "Solid.",
}


def review(assignment: Assignment, **answers: Any) -> Review:
    """Submit a review as its first version."""
    content = ANSWERS | answers
    written = Review.objects.create(assignment=assignment, submitted_at=at(42), updated_at=at(42), **content)
    ReviewVersion.objects.create(review=written, number=1, at=at(42), **content)
    return written
