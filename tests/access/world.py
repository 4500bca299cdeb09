"""A small edition with something to find behind every URL, and one person of each kind who may look for it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reviews.models import AssignmentPlan, Bid, Comment, Decision, Invitation, MetaReview, PlannedPair, Rebuttal, Review
from submissions.manuscripts import store
from submissions.models import CameraReady, Manuscript, Submission
from submissions.models.manuscript import Kind
from tests import cast
from tests.access.resolver import routes
from tests.submissions.pdfs import pdf
from want.accounts.models import User
from want.audit.actions import record
from want.audit.models import Entry
from want.mail.models import Message
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage

NOBODY = "anonymous"
MISSING = {"code": "nothere0nothere", "object_id": "987654321", "pk": 987654321, "token": "no-such-token"}


@dataclass
class World:
    """The edition at a stage. `paper` is by author and coauthor, read by reviewer and area chair."""

    stage: Stage
    edition: Edition
    people: dict[str, User]
    paper: Submission

    def address(self, name: str, places: list[str], **instead: Any) -> str:
        """Return the address of a URL about this edition and this paper, or about something that is not there."""
        return reverse(name, kwargs={place: instead.get(place) or self._stands_in(name, place) for place in places})

    def address_of(self, name: str) -> str:
        """Return the address of a URL by its name alone."""
        return self.address(name, routes()[name])

    def _stands_in(self, name: str, place: str) -> Any:
        match place:
            case "edition" | "slug":
                return self.edition.slug
            case "code":
                return self.paper.code
            case "object_id":
                return self._record(name.split(":")[1].removesuffix("_change")).pk
            case "token":
                return self.edition.invitations.get().token
            case "pk":
                return self._record("plan" if name.startswith("desk:plan") else "venues_membership").pk
        return PLAIN[name, place]

    def _record(self, kind: str) -> Any:
        return {
            "audit_entry": lambda: Entry.objects.filter(submission_id=self.paper.pk).first(),
            "mail_message": lambda: Message.objects.filter(submission_id=self.paper.pk).first(),
            "venues_membership": lambda: Membership.objects.filter(edition=self.edition, role=Role.REVIEWER).first(),
            "reviews_invitation": self.edition.invitations.get,
            "plan": self.edition.plans.get,
            "reviews_assignment": self.paper.assignments.first,
            "reviews_bid": self.paper.bids.get,
            "reviews_review": lambda: Review.objects.get(assignment__submission=self.paper),
            "reviews_decision": lambda: self.paper.decision,
            "accounts_user": lambda: self.people["author"],
            "submissions_submission": lambda: self.paper,
        }[kind]()


# What stands in a URL's places beside edition and paper.
PLAIN: dict[tuple[str, str], Any] = {
    ("account_reset_password_from_key", "uidb36"): "1",
    ("account_reset_password_from_key", "key"): "no-key",
    ("desk:extend", "stage"): "submission",
    ("desk:opening", "opening"): "bidding",
    ("desk:list", "name"): "topics",
    ("papers:file", "kind"): "supplement",
    ("papers:version", "kind"): "paper",
    ("papers:version", "number"): 1,
}


def make_world(stage: Stage) -> World:
    """Make the edition as it stands inside `stage`."""
    edition = cast.make_edition(takes_offers=True)
    people = {
        "newcomer": cast.make_user("Nora Newcomer"),
        "author": cast.make_user("Ada Author", affiliation="Ada College"),
        "coauthor": cast.make_user("Cora Coauthor", affiliation="Cora Lab"),
        "other_author": cast.make_user("Oskar Otherauthor", affiliation="Oskar Works"),
        "reviewer": cast.make_user("Rita Reviewer", affiliation="Rita Institute"),
        "other_reviewer": cast.make_user("Sam Second", affiliation="Sam School"),
        "area_chair": cast.make_user("Alma Areachair", affiliation="Alma Mater"),
        "chair": cast.make_user("Carl Chair", affiliation="Carl Centre"),
        "conflicted": cast.make_user("Connie Conflicted", affiliation="Connie Clinic"),
        "superuser": cast.make_user("Kim Keeper", is_superuser=True),
    }
    track = edition.tracks.create(name="Main", description="What the workshop is about.")
    for name, role in ROLES.items():
        cast.join(edition, people[name], role)
    paper = cast.make_submission(
        edition, people["author"], people["coauthor"], title="A paper that some may see", track=track
    )
    cast.make_submission(edition, people["other_author"], title="Another paper", track=track)
    cast.declare(paper, people["conflicted"])
    keep_file(paper, Kind.PAPER)
    keep_file(paper, Kind.SUPPLEMENT)
    record("submission.submitted", by=people["author"], edition=edition.slug, submission_id=paper.pk)
    Message.objects.create(
        key="about", to="ada@ada.example", subject="About", body="x", edition=edition.slug, submission_id=paper.pk
    )
    Invitation.objects.create(
        edition=edition, role=Role.REVIEWER, email="ivo@invited.example", invited_by=people["chair"]
    )
    world = World(stage, edition, people, paper)
    if stage.position >= Stage.REVIEWING.position:
        _plan(world)
        _review(world)
    if stage.position >= Stage.DECIDING.position:
        Decision.objects.create(submission=paper, outcome="poster", decided_by=people["chair"])
    if stage.position >= Stage.RELEASED.position:
        _release(world)
    return world


ROLES = {
    "reviewer": Role.REVIEWER,
    "other_reviewer": Role.REVIEWER,
    "area_chair": Role.AREA_CHAIR,
    "chair": Role.CHAIR,
    "conflicted": Role.CHAIR,
}


def keep_file(paper: Submission, kind: Kind = Kind.PAPER) -> None:
    """Give a paper a file of two pages, without the work of taking one apart."""
    with store.workplace() as folder:
        path = folder / "paper.pdf"
        size = store.write([pdf(f"{kind} of {paper.number}")], path)
        sha256 = store.keep(path)
    Manuscript.objects.create(
        submission=paper,
        kind=kind,
        version=1,
        sha256=sha256,
        blind_sha256=sha256,
        size=size,
        pages=2,
        uploaded_by=paper.created_by,
    )


def _plan(world: World) -> None:
    chair, reader = world.people["chair"], world.people["other_reviewer"]
    Bid.objects.create(submission=world.paper, user=reader, value="willing")
    plan = AssignmentPlan.objects.create(
        edition=world.edition, state="ready", demand=2, total=0.2, upper_bound=0.2, created_by=chair
    )
    PlannedPair.objects.create(plan=plan, submission=world.paper, reviewer=reader, score=0.2, because="topics: 1 of 1")


def _review(world: World) -> None:
    people, paper = world.people, world.paper
    cast.review(cast.assign(paper, people["reviewer"]))
    meta = cast.assign(paper, people["area_chair"], Role.AREA_CHAIR)
    if world.stage.position >= Stage.REBUTTAL.position:
        Rebuttal.objects.create(submission=paper, text="We thank you.", written_by=people["author"])
    if world.stage.position >= Stage.DISCUSSION.position:
        Comment.objects.create(
            submission=paper, writer=people["reviewer"], signature="Reviewer 1", text="I agree.", key=uuid.uuid4()
        )
        MetaReview.objects.create(assignment=meta, text="They agree.", recommendation="poster")


def _release(world: World) -> None:
    paper = world.paper
    Decision.objects.filter(submission=paper).update(released_at=cast.at(52))
    paper.status, paper.presentation = "accepted", "poster"
    paper.save()
    if world.stage.position >= Stage.PUBLISHED.position:
        _hand_in(world)


def _hand_in(world: World) -> None:
    paper = world.paper
    keep_file(paper, Kind.CAMERA_READY)
    CameraReady.objects.create(
        submission=paper,
        title=paper.title,
        abstract=paper.abstract,
        consents=True,
        submitted_by=world.people["author"],
        submitted_at=cast.at(60),
    )
