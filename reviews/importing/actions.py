"""Make an edition of an export: people, papers and outcomes in bulk, then ratings as reviews.

Nothing is mailed: the people of an export did not sign up. Their addresses end in ".invalid", for which no server
answers, so that a release in an imported edition reaches no stranger either. What the export knows of where they are, a
mail domain, stands as their affiliation, without the department: colleagues are in conflict by that.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from reviews.importing.reading import Record, Writer
from reviews.models import Assignment, Decision, Review, ReviewVersion
from reviews.models.decision import Outcome
from submissions.conflicts.actions import refresh_edition
from submissions.conflicts.institutions import mail_house
from submissions.lifecycle import is_before_deadline
from submissions.models import Author, Conflict, Submission
from submissions.states import Status
from want.accounts.models import User
from want.audit.actions import record as log
from want.core import clock
from want.venues.models import Edition, Membership, Role, StageWindow, SubmissionType, Topic, Track, Venue
from want.venues.stages import Stage

NOBODY = frozenset({"anonymous", "anonymous authors", "anon"})  # a name that names nobody in particular
MOST_TOPICS = 40
OUTCOMES = {
    "Oral": Outcome.ORAL,
    "Poster": Outcome.POSTER,
    "Workshop": Outcome.REJECT,
    "Reject": Outcome.REJECT,
}
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in."""

    edition: Edition
    papers_by_key: dict[str, Submission]
    people: int
    reviewers: int
    decisions: int
    conflicts: int

    @property
    def papers(self) -> int:
        """Return how many papers came in."""
        return len(self.papers_by_key)


@transaction.atomic
def import_records(slug: str, records: Sequence[Record], *, chair: User, committee_from_authors: bool) -> Imported:
    """Make a new edition `slug` of these records, chaired by `chair`, in the stage of decisions.

    Outcomes become private decisions, and with `committee_from_authors` every author who is named becomes a reviewer
    whose topics are those of their own papers. Conflicts are derived at the end. Withdrawn papers still count as
    submitted, for they may have been reviewed: see `withdraw_withdrawn`.
    """
    moment = clock.now()
    edition = _edition(slug, len(records), moment)
    Membership.objects.create(edition=edition, user=chair, role=Role.CHAIR)
    people = _people(records)
    papers = _papers(edition, records, people, moment)
    _topics(edition, records, papers)
    reviewers = _committee(edition, records, people, papers) if committee_from_authors else 0
    decided = _decisions(records, papers, chair, moment)
    refresh_edition(edition)
    log("edition.imported", by=chair, edition=slug, papers=len(papers), people=len(set(people.values())))
    conflicts = Conflict.objects.filter(submission__edition=edition).count()
    return Imported(edition, papers, len(people), reviewers, decided, conflicts)


def withdraw_withdrawn(imported: Imported, records: Sequence[Record]) -> int:
    """Withdraw the papers whose authors had withdrawn them; return how many."""
    gone = [imported.papers_by_key[record.key].pk for record in records if record.status == "Withdraw"]
    early = is_before_deadline(imported.edition)
    rows = Submission.objects.filter(pk__in=gone)
    return rows.update(status=Status.WITHDRAWN, withdrawn_at=clock.now(), withdrawn_early=early)


def import_ratings(imported: Imported, records: Sequence[Record], assigned: dict[int, list[Assignment]]) -> int:
    """Turn each paper's ratings into reviews by the people assigned to it (by paper); return how many."""
    moment = clock.now()
    reviews = [
        Review(assignment=assignment, overall=overall, confidence=confidence, submitted_at=moment, updated_at=moment)
        for record in records
        for assignment, (overall, confidence) in zip(
            assigned[imported.papers_by_key[record.key].pk], record.ratings, strict=True
        )
    ]
    Review.objects.bulk_create(reviews, batch_size=BATCH)
    versions = [
        ReviewVersion(review=r, number=1, at=moment, overall=r.overall, confidence=r.confidence) for r in reviews
    ]
    ReviewVersion.objects.bulk_create(versions, batch_size=BATCH)
    log("ratings.imported", by=None, edition=imported.edition.slug, reviews=len(reviews))
    return len(reviews)


def _edition(slug: str, size: int, moment: datetime) -> Edition:
    venue, _ = Venue.objects.get_or_create(
        slug=slug.rstrip("0123456789") or slug, defaults={"name": slug, "full_name": slug}
    )
    edition = Edition.objects.create(
        venue=venue,
        slug=slug,
        name=slug,
        title=slug,
        is_public=True,
        expected_size=max(300, size),
        papers_per_reviewer=6,
        camera_ready_reminder_days=0,
    )
    SubmissionType.objects.create(edition=edition, name="Paper", page_limit=8)
    days = {Stage.SUBMISSION: (-60, -40), Stage.REVIEWING: (-30, -2), Stage.CAMERA_READY: (10, 30)}
    for stage, (opens, closes) in days.items():
        StageWindow.objects.create(
            edition=edition,
            stage=stage,
            opens_at=moment + timedelta(days=opens),
            closes_at=moment + timedelta(days=closes),
            is_announced=False,  # its people have real mail domains, and nobody asked them
        )
    return edition


def _identity(record: Record, writer: Writer) -> str:
    """Return what tells people apart: the name, but for those without one, each their own."""
    name = writer.name.casefold()
    return f"{name} of {record.key}" if name in NOBODY else name


def _writers(records: Iterable[Record]) -> Iterator[tuple[Record, Writer, str]]:
    for record in records:
        for writer in record.authors:
            yield record, writer, _identity(record, writer)


def _people(records: Sequence[Record]) -> dict[str, User]:
    """Make an account with a verified address for everybody who is named; return them by identity."""
    domains: dict[str, str] = {}
    names: dict[str, str] = {}
    for _, writer, identity in _writers(records):
        names.setdefault(identity, writer.name)
        domains[identity] = domains.get(identity) or writer.domain
    taken = set(User.objects.values_list("email", flat=True))
    people = {}
    unusable = make_password(None)
    for identity, name in names.items():
        email = _address(name, domains[identity] or "unknown", taken)
        house = mail_house(f"@{domains[identity]}")
        people[identity] = User(email=email, name=name, affiliation=house, password=unusable)
    User.objects.bulk_create(people.values(), batch_size=BATCH)
    addresses = [EmailAddress(user=u, email=u.email, verified=True, primary=True) for u in people.values()]
    EmailAddress.objects.bulk_create(addresses, batch_size=BATCH)
    return people


def _address(name: str, domain: str, taken: set[str]) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local = re.sub(r"[^a-z0-9]+", ".", ascii_name).strip(".")[:50] or "author"
    email, count = f"{local}@{domain}.invalid", 1
    while email in taken:
        count += 1
        email = f"{local}.{count}@{domain}.invalid"
    taken.add(email)
    return email


def _papers(
    edition: Edition, records: Sequence[Record], people: dict[str, User], moment: datetime
) -> dict[str, Submission]:
    kind, tracks = edition.submission_types.get(), _tracks(edition, records)
    papers = {
        record.key: Submission(
            edition=edition,
            number=number,
            title=record.title,
            abstract=record.abstract,
            keywords=list(record.keywords),
            submission_type=kind,
            track=tracks.get(record.track),
            status=Status.SUBMITTED,
            submitted_at=moment - timedelta(days=41),
            created_at=moment - timedelta(days=45),
            created_by=people[_identity(record, record.authors[0])],
        )
        for number, record in enumerate(records, start=1)
    }
    Submission.objects.bulk_create(papers.values(), batch_size=BATCH)
    Author.objects.bulk_create(_authors(records, papers, people), batch_size=BATCH)
    return papers


def _tracks(edition: Edition, records: Sequence[Record]) -> dict[str, Track]:
    """Make the tracks that papers name, in the order in which they appear; return them by name."""
    names = dict.fromkeys(record.track for record in records if record.track)
    made = Track.objects.bulk_create(
        Track(edition=edition, name=name, position=place) for place, name in enumerate(names)
    )
    return {track.name: track for track in made}


def _authors(records: Sequence[Record], papers: dict[str, Submission], people: dict[str, User]) -> Iterator[Author]:
    for record in records:
        seen: set[int] = set()
        for position, writer in enumerate(record.authors):
            user = people[_identity(record, writer)]
            if user.pk in seen:  # the same name twice, with two domains
                continue
            seen.add(user.pk)
            yield Author(
                submission=papers[record.key],
                position=position,
                name=writer.name,
                email=user.email,
                affiliation=user.affiliation,
                user=user,
                is_contact=position == 0,
            )


def _topics(edition: Edition, records: Sequence[Record], papers: dict[str, Submission]) -> None:
    """Make the edition's topics of the most frequent keywords, and give each paper those among its own."""
    counts = Counter(word.casefold() for record in records for word in set(record.keywords))
    common = [word for word, _ in counts.most_common(MOST_TOPICS)]
    topics = Topic.objects.bulk_create(
        Topic(edition=edition, name=word, position=position) for position, word in enumerate(common)
    )
    by_name = {topic.name: topic for topic in topics}
    through = Submission.topics.through
    links = {
        (papers[record.key].pk, by_name[word.casefold()].pk)
        for record in records
        for word in record.keywords
        if word.casefold() in by_name
    }
    through.objects.bulk_create(
        (through(submission_id=paper, topic_id=topic) for paper, topic in sorted(links)), batch_size=BATCH
    )


def _committee(
    edition: Edition, records: Sequence[Record], people: dict[str, User], papers: dict[str, Submission]
) -> int:
    """Let every named author review, with the topics of their own papers."""
    topics_of_paper: dict[int, set[int]] = defaultdict(set)
    for paper, topic in Submission.topics.through.objects.filter(submission__edition=edition).values_list(
        "submission_id", "topic_id"
    ):
        topics_of_paper[paper].add(topic)
    knows: dict[int, set[int]] = {}
    for record, writer, identity in _writers(records):
        if writer.name.casefold() not in NOBODY:
            knows.setdefault(people[identity].pk, set()).update(topics_of_paper[papers[record.key].pk])
    memberships = Membership.objects.bulk_create(
        (Membership(edition=edition, user_id=user, role=Role.REVIEWER) for user in knows), batch_size=BATCH
    )
    through = Membership.topics.through
    through.objects.bulk_create(
        (
            through(membership_id=membership.pk, topic_id=topic)
            for membership in memberships
            for topic in sorted(knows[membership.user_id])
        ),
        batch_size=BATCH,
    )
    return len(memberships)


def _decisions(records: Sequence[Record], papers: dict[str, Submission], chair: User, moment: datetime) -> int:
    decisions = [
        Decision(
            submission=papers[record.key],
            outcome=OUTCOMES[record.status],
            note="Invited to the workshop track." if record.status == "Workshop" else "",
            decided_by=chair,
            decided_at=moment,
        )
        for record in records
        if record.status in OUTCOMES
    ]
    Decision.objects.bulk_create(decisions, batch_size=BATCH)
    return len(decisions)
