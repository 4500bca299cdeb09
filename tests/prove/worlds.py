"""A world: an edition in one stage with one subject paper in one state, everybody of the tables, and a canary in each
fact. Neighbouring papers, other reviewers and bidders stand around it so that no list is trivial.

Scores cannot be words. The grades of a paper's parts are therefore numbers that no scale has (the database keeps them,
the pages print them), and the overall scores are a pair nobody else has, searched for as it is drawn.
"""

import io
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pikepdf
from allauth.account.models import EmailAddress

from reviews.models import (
    Assignment,
    AssignmentPlan,
    Bid,
    Comment,
    Decision,
    Invitation,
    MetaReview,
    PlannedPair,
    Rebuttal,
    Review,
    ReviewDraft,
    ReviewVersion,
)
from reviews.visibility.facts import Fact
from submissions.manuscripts import store
from submissions.manuscripts.blind import make_blind_copy
from submissions.models import Author, CameraReady, Conflict, Manuscript, NamedConflict, Submission
from submissions.models.manuscript import Kind
from submissions.states import Status
from tests import cast
from tests.prove.canaries import Canaries, word_for
from tests.prove.rowkeys import key_in, number_apart
from tests.prove.table import Setting
from tests.submissions.pdfs import pdf
from want.accounts.models import User
from want.audit.actions import record
from want.mail.models import Message, MessageState
from want.venues.models import Edition, Role
from want.venues.stages import Stage

ANONYMOUS = "anonymous"

# Who holds which role. Whoever is not here has none.
ROLES = {
    "reviewer_unassigned": Role.REVIEWER,
    "reviewer_assigned_open": Role.REVIEWER,
    "reviewer_assigned_done": Role.REVIEWER,
    "reviewer_removed": Role.REVIEWER,
    "reviewer_conflicted": Role.REVIEWER,
    "reviewer_author": Role.REVIEWER,
    "deactivated": Role.REVIEWER,
    "ac_unassigned": Role.AREA_CHAIR,
    "ac_assigned": Role.AREA_CHAIR,
    "ac_conflicted": Role.AREA_CHAIR,
    "ac_author": Role.AREA_CHAIR,
    "chair": Role.CHAIR,
    "chair_conflicted": Role.CHAIR,
    "chair_author": Role.CHAIR,
    # Nobody of the tables: others on the committee, so that there is somebody to hide.
    "other_done": Role.REVIEWER,
    "other_open": Role.REVIEWER,
    "bidder": Role.REVIEWER,
    "listed": Role.REVIEWER,
    "second_chair": Role.CHAIR,
}
AUTHORS = ("author_contact", "author_coauthor", "reviewer_author", "ac_author", "chair_author")
REVIEWERS = ("reviewer_assigned_done", "other_done", "reviewer_assigned_open", "other_open", "reviewer_removed")
WITH_A_REVIEW = ("reviewer_assigned_done", "other_done")
CONFLICTED = ("reviewer_conflicted", "ac_conflicted", "chair_conflicted")
PEOPLE = (
    "user_norole",
    "coauthor_unverified",
    "author_other",
    "author_contact",
    "author_coauthor",
    "author_removed",
    "reviewer_invited",
    "reviewer_declined",
    "site_admin",
    *ROLES,
)
FACTS_OF_A_REVIEWER = {**dict.fromkeys(REVIEWERS, Fact.REVIEWER_IDENTITY), "ac_assigned": Fact.AC_IDENTITY}

NUMBER, KEY = (
    70613,
    key_in("submissions_submission", 84_129),
)  # of the subject paper: as people call it, and in the database


@dataclass
class World:
    """What was built. `papers` holds the subject and its neighbours by name."""

    setting: Setting
    edition: Edition
    canaries: Canaries
    people: dict[str, User] = field(default_factory=dict)
    papers: dict[str, Submission] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)

    @property
    def paper(self) -> Submission:
        return self.papers["subject"]

    def word(self, fact: Fact, name: str, **kind: Any) -> str:
        return self.canaries.word(fact, name, **kind)

    def reached(self, stage: Stage) -> bool:
        return self.setting.stage.position >= stage.position


def build(setting: Setting) -> World:
    """Build the world of a setting; call it with the clock inside its stage."""
    number_apart()
    world = World(setting, cast.make_edition(slug="zqprove", four_eyes=False), Canaries())
    _people(world)
    _papers(world)
    _files(world)
    _conflicts(world)
    _office(world)
    if setting.exists(Fact.BIDS_OTHERS):
        _bids(world)
    if world.reached(Stage.ASSIGNMENT):
        _assignments(world)
    if setting.exists(Fact.REVIEW_TEXT_OTHERS):
        _reviews(world)
    _what_follows(world)
    _outcome(world)
    world.paper.refresh_from_db()
    return world


def odd(days: float, hour: int, minute: int) -> datetime:
    """Return an instant on that day at an hour and minute that nothing else happens at."""
    return (cast.at(days)).replace(hour=hour, minute=minute)


def minute_pattern(instant: datetime) -> str:
    """Return what finds an instant however it is written: in UTC, anywhere on Earth, for programs."""
    aoe = instant - timedelta(hours=12)
    told = "|".join(rf"{at.day} {at:%b}\w* (?:%Y, )?{at:%H:%M}".replace("%Y", rf"{at:%Y}") for at in (instant, aoe))
    return rf"\b(?:{told})\b|{instant:%Y-%m-%d.%H:%M}"


## People


def _people(world: World) -> None:
    for name in PEOPLE:
        words = _name_words(world, name)
        user = User.objects.create_user(
            f"{words['email']}@{word_for(f'host of {name}')}.example",
            None,
            name=f"{words['name'].capitalize()} Person",
            affiliation=f"{words['affiliation'].capitalize()} Institute",
            is_superuser=name == "site_admin",
            is_active=name != "deactivated",
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        world.people[name] = user
        if name in ROLES:
            member = cast.join(world.edition, user, ROLES[name], max_load=5)
            member.topics.set(world.edition.topics.all()[:2])
    _invitation(world, "reviewer_invited", "pending")
    _invitation(world, "reviewer_declined", "declined")


def _name_words(world: World, name: str) -> dict[str, str]:
    """Return the words of a person's name, place and address; canaries where they give a fact away."""
    names = {part: f"{part} of {name}" for part in ("name", "affiliation", "email")}
    own = Fact.AC_IDENTITY if name == "ac_assigned" else None
    facts: dict[str, Fact] = {}
    if name in FACTS_OF_A_REVIEWER and _takes_part(world, name):
        facts = dict.fromkeys(names, FACTS_OF_A_REVIEWER[name])
        if name != "ac_assigned":
            facts["email"] = Fact.REVIEWER_EMAILS
    elif name in {"author_contact", "author_coauthor", "author_removed"}:
        facts = {"name": Fact.AUTHOR_IDENTITY, "affiliation": Fact.AUTHOR_IDENTITY, "email": Fact.AUTHOR_EMAILS}
    elif name == "bidder" and world.setting.exists(Fact.BIDS_OTHERS):
        facts = dict.fromkeys(names, Fact.BIDS_OTHERS)
    elif name == "listed":
        facts = dict.fromkeys(names, Fact.PC_ROSTER)
    return {
        part: world.word(facts[part], label, owner=name, own=own, account="member" if name in ROLES else "person")
        if part in facts
        else word_for(label)
        for part, label in names.items()
    }


def _takes_part(world: World, name: str) -> bool:
    """Tell whether this reviewer is on the paper in this world: the tables have no line for those who cannot be."""
    return name in world.setting.rows or (
        name in {"other_done", "other_open"} and "reviewer_assigned_open" in world.setting.rows
    )


def _invitation(world: World, name: str, state: str) -> None:
    user, chair = world.people[name], world.people["second_chair"]
    answered = {"answered_at": cast.at(-2)} if state == "declined" else {}
    Invitation.objects.create(
        edition=world.edition,
        role=Role.REVIEWER,
        email=user.email,
        name=user.name,
        invited_by=chair,
        invited_at=cast.at(-3),
        state=state,
        **answered,
    )


## Papers and their files


def _papers(world: World) -> None:
    world.papers["subject"] = _subject(world)
    neighbour = Status.DRAFT if world.setting.stage is Stage.UPCOMING else Status.SUBMITTED
    for name, writer in (("neighbour", "author_other"), ("second", "user_of_another_paper")):
        if writer not in world.people:
            world.people[writer] = cast.make_user("Wendy Writer", affiliation="Wendy Works")
        paper = cast.make_submission(
            world.edition, world.people[writer], status=neighbour, number=len(world.papers) + 300, title=f"The {name}"
        )
        world.papers[name] = paper


def _subject(world: World) -> Submission:
    status, word = world.setting.status, world.word
    at = odd(12, 7, 43)
    dates: dict[str, Any] = {} if status is Status.DRAFT else {"submitted_at": at}
    if status is Status.WITHDRAWN:
        dates |= {"withdrawn_at": odd(20, 5, 41)}
        dates["withdrawal_reason"] = f"Because of {word(Fact.SUBMISSION_TIMES_HISTORY, 'reason of the withdrawal')}."
    before = Status.SUBMITTED if status in {Status.ACCEPTED, Status.REJECTED} else status
    paper = Submission.objects.create(
        pk=KEY,
        edition=world.edition,
        number=NUMBER,
        code=word(Fact.EXISTENCE, "code"),
        status=before,
        created_by=world.people["author_contact"],
        created_at=odd(11, 7, 43),
        submission_type=world.edition.submission_types.first(),
        title=f"On {word(Fact.TITLE_ABSTRACT, 'title')}",
        abstract=f"We study {word(Fact.TITLE_ABSTRACT, 'abstract')} at length.",
        tldr=f"In short {word(Fact.TITLE_ABSTRACT, 'tldr')}.",
        keywords=[word(Fact.TITLE_ABSTRACT, "keyword")],
        other_topic=word(Fact.TITLE_ABSTRACT, "other topic").capitalize(),
        **dates,
    )
    world.canaries.pattern(Fact.EXISTENCE, "number", rf"\b{NUMBER}\b")
    world.canaries.pattern(Fact.EXISTENCE, "key", rf"\b{KEY}\b")
    world.canaries.pattern(Fact.SUBMISSION_TIMES_HISTORY, "time of submission", minute_pattern(at))
    paper.topics.set(world.edition.topics.all()[:1])
    _author_lines(world, paper)
    return paper


def _author_lines(world: World, paper: Submission) -> None:
    """List the authors under names and places that stand in the list alone, not in their accounts."""
    for position, name in enumerate((*AUTHORS, "author_removed", "coauthor_unverified")):
        user: User | None = world.people[name]
        email = world.people[name].email
        if name == "coauthor_unverified":
            email = (
                f"{world.word(Fact.AUTHOR_EMAILS, 'unverified address', owner=name, account='person')}@other.example"
            )
            EmailAddress.objects.create(user=user, email=email, verified=False)
            user = None
        Author.objects.create(
            submission=paper,
            position=position,
            name=f"{world.word(Fact.AUTHOR_IDENTITY, f'listed name of {name}').capitalize()} Author",
            affiliation=f"{world.word(Fact.AUTHOR_IDENTITY, f'listed place of {name}').capitalize()} Lab",
            email=email,
            user=user,
            is_contact=name == "author_contact",
            removed_at=cast.at(11.5) if name == "author_removed" else None,
        )


def _files(world: World) -> None:
    history, raw = Fact.SUBMISSION_TIMES_HISTORY, Fact.PDF_RAW_METADATA_FILENAME
    first = world.word(history, "text of the first PDF")
    keep_file(world, Kind.PAPER, 1, text=first, maker=world.word(raw, "maker of the first PDF"))
    keep_file(
        world, Kind.PAPER, 2, text=world.word(Fact.PDF, "text of the PDF"), maker=world.word(raw, "maker of the PDF")
    )
    text = world.word(Fact.SUPPLEMENTARY, "text of the supplement")
    keep_file(world, Kind.SUPPLEMENT, 1, text=text, maker=world.word(raw, "maker of the supplement"))
    for name in ("neighbour", "second"):
        keep_file(world, Kind.PAPER, 1, text=f"The text of {name}", maker="somebody", of=name)


def keep_file(world: World, kind: Kind, version: int, *, text: str, maker: str, of: str = "subject") -> None:
    """Keep a PDF that says `text` on its pages and names `maker` inside, with its blind copy."""
    paper = world.papers[of]
    with store.workplace() as folder:
        store.write([signed_pdf(text, maker)], folder / "original.pdf")
        make_blind_copy(folder / "original.pdf", folder / "blind.pdf")
        size = (folder / "original.pdf").stat().st_size
        original, blind = store.keep(folder / "original.pdf"), store.keep(folder / "blind.pdf")
    if of == "subject" and kind is not Kind.CAMERA_READY:
        world.canaries.pattern(Fact.PDF_RAW_METADATA_FILENAME, f"hash of {kind} {version}", original)
    name = word_for(f"file name of {kind} {version}")
    if of == "subject" and kind is not Kind.CAMERA_READY:
        world.word(Fact.PDF_RAW_METADATA_FILENAME, f"file name of {kind} {version}")
    Manuscript.objects.create(
        submission=paper,
        kind=kind,
        version=version,
        sha256=original,
        blind_sha256=blind,
        size=size,
        pages=2,
        original_name=f"{name}.pdf" if of == "subject" else "paper.pdf",
        uploaded_by=paper.created_by,
        uploaded_at=odd(12, 7, 43) if of == "subject" else cast.at(12.1),
    )


def signed_pdf(text: str, maker: str) -> bytes:
    """Return a PDF of two pages with a name among its metadata."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(text))) as document:
        document.docinfo["/Author"] = maker
        with document.open_metadata() as xmp:
            xmp["dc:creator"] = [maker]
        document.attachments[f"{maker}.tex"] = maker.encode()
        document.save(out, deterministic_id=True)
    return out.getvalue()


## Ties and the office


def _conflicts(world: World) -> None:
    for name in CONFLICTED:
        Conflict.objects.create(
            submission=world.paper,
            user=world.people[name],
            reason="declared",
            because=f"They share {world.word(Fact.DECLARED_CONFLICTS, f'conflict of {name}')}.",
            declared_by=world.people["author_contact"],
        )

    because = world.word(Fact.DECLARED_CONFLICTS, "reason that the authors give")
    about = world.word(Fact.DECLARED_CONFLICTS, "address that the authors name")
    NamedConflict.objects.create(submission=world.paper, about=f"{about}@college.example", because=because)


def _office(world: World) -> None:
    """Write a line of the log and a letter about the paper."""
    writer = world.people["author_contact"]
    record(
        "submission.submitted",
        by=writer,
        edition=world.edition.slug,
        submission_id=world.paper.pk,
        remark=world.word(Fact.AUDIT_LOG, "remark in the log"),
    )
    Message.objects.create(
        key="about-the-subject",
        to=writer.email,
        subject=f"About {world.word(Fact.EMAIL_LOG, 'subject of a letter')}",
        body=f"Dear author, {world.word(Fact.EMAIL_LOG, 'body of a letter')}.",
        edition=world.edition.slug,
        submission_id=world.paper.pk,
        state=MessageState.SENT,
        sent_at=cast.at(13),
        created_at=cast.at(13),
    )


def _bids(world: World) -> None:
    for name, value in (("reviewer_unassigned", "eager"), ("bidder", "willing"), ("ac_unassigned", "willing")):
        Bid.objects.create(submission=world.paper, user=world.people[name], value=value, placed_at=cast.at(34.2))
    for name in ("reviewer_unassigned", "ac_unassigned"):
        value = "eager" if name == "reviewer_unassigned" else "willing"
        chosen = rf'name="bid-{world.paper.code}"[^>]*value="{value}"[^>]*checked'
        world.canaries.pattern(Fact.BIDS_OTHERS, f"bid of {name}", chosen, owner=name, own=Fact.BID_OWN)
    for name in ("listed", "reviewer_author", "chair_author", "chair_conflicted"):
        Bid.objects.create(submission=world.papers["neighbour"], user=world.people[name], value="in_a_pinch")
    if world.setting.status is not Status.SUBMITTED:
        return
    plan = AssignmentPlan.objects.create(
        edition=world.edition,
        state="ready",
        demand=2,
        total=1.2,
        upper_bound=1.2,
        created_by=world.people["second_chair"],
    )
    because = world.word(Fact.AFFINITY_SCORES, "why a reviewer matches")
    bidder, listed = world.people["bidder"], world.people["listed"]
    PlannedPair.objects.create(plan=plan, submission=world.paper, reviewer=bidder, score=0.61, because=because)
    PlannedPair.objects.create(plan=plan, submission=world.papers["neighbour"], reviewer=listed, score=0.2)


def _assignments(world: World) -> None:
    paper = world.paper
    names = [name for name in REVIEWERS if _takes_part(world, name)]
    for place, name in enumerate(names):
        _assign(world, paper, name, Role.REVIEWER, f"Reviewer {7301 + place}")
    if "reviewer_removed" in world.assignments:
        Assignment.objects.filter(pk=world.assignments["reviewer_removed"].pk).update(
            removed_at=cast.at(38), removal_reason="Has left."
        )
    if "ac_assigned" in world.setting.rows:
        _assign(world, paper, "ac_assigned", Role.AREA_CHAIR, "Area chair 1")
    for name in ("listed", "reviewer_unassigned", "reviewer_author", "reviewer_conflicted"):
        Assignment.objects.create(
            submission=world.papers["second"],
            reviewer=world.people[name],
            role=Role.REVIEWER,
            pseudonym=f"Reviewer {world.papers['second'].assignments.count() + 1}",
            assigned_at=cast.at(36),
        )
    for name in ("reviewer_assigned_done", "other_done"):
        if name in world.assignments:
            world.canaries.pattern(
                Fact.REVIEW_COUNT_PROGRESS,
                f"pseudonym of {name}",
                rf"\b{world.assignments[name].pseudonym[9:]}\b",
                owner=name,
                own=None,
            )


def _assign(world: World, paper: Submission, name: str, role: Role, pseudonym: str) -> None:
    world.assignments[name] = Assignment.objects.create(
        submission=paper, reviewer=world.people[name], role=role, pseudonym=pseudonym, assigned_at=cast.at(35.2)
    )


## The reviewing


def _reviews(world: World) -> None:
    for place, name in enumerate(WITH_A_REVIEW):
        if name in world.assignments:
            _review(world, name, overall=1 + 9 * place, grade=4711 + place)
    for name in ("reviewer_assigned_open", "other_open", "reviewer_removed"):
        if name in world.assignments:
            own = Fact.REVIEW_TEXT_OWN if name == "reviewer_assigned_open" else None
            text = world.word(Fact.REVIEW_DRAFTS_OTHERS, f"draft of {name}", owner=name, own=own)
            content = {"strengths": text, "overall": "4"}
            ReviewDraft.objects.create(assignment=world.assignments[name], content=content, saved_at=cast.at(39))
    if "other_done" in world.assignments and "reviewer_assigned_done" in world.assignments:
        world.canaries.pattern(Fact.SCORE_AGGREGATES, "overall scores of the paper", r"scores 1, 10 on")


def _review(world: World, name: str, *, overall: int, grade: int) -> None:
    own = {"owner": name, "own": Fact.REVIEW_TEXT_OWN}
    at = odd(39, 3, 13 + grade % 10)
    word = world.word
    content = {
        "overall": overall,
        "confidence": 4,
        "soundness": grade,
        "presentation": 3,
        "contribution": 3,
        "strengths": f"Strong: {word(Fact.REVIEW_TEXT_OTHERS, f'strengths of {name}', **own)}.",
        "weaknesses": f"Weak: {word(Fact.REVIEW_TEXT_OTHERS, f'weaknesses of {name}', **own)}.",
        "questions": f"Why {word(Fact.REVIEW_TEXT_OTHERS, f'questions of {name}', **own)}?",
        "confidential": f"Between us: {word(Fact.CONFIDENTIAL_COMMENTS, f'remarks of {name}', **own)}.",
    }
    world.canaries.pattern(Fact.REVIEW_SCORES, f"grade by {name}", rf"\b{grade}\b", **own)
    world.canaries.pattern(Fact.REVIEW_TIMESTAMPS, f"time of the review by {name}", minute_pattern(at), **own)
    review = Review.objects.create(assignment=world.assignments[name], submitted_at=at, updated_at=at, **content)
    ReviewVersion.objects.create(review=review, number=1, at=at, **content)
    if world.setting.exists(Fact.REVIEW_EDITS_AFTER_REBUTTAL):
        _revise(world, name, review, content)


def _revise(world: World, name: str, review: Review, content: dict[str, Any]) -> None:
    """Revise a review after the author response: one more sentence, the rest as it was."""
    edit = world.word(Fact.REVIEW_EDITS_AFTER_REBUTTAL, f"edit by {name}", owner=name, own=Fact.REVIEW_TEXT_OWN)
    later = content | {"weaknesses": f"{content['weaknesses']} After the response: {edit}."}
    Review.objects.filter(pk=review.pk).update(weaknesses=later["weaknesses"], updated_at=cast.at(47.5), version=2)
    ReviewVersion.objects.create(review=review, number=2, at=cast.at(47.5), **later)


def _what_follows(world: World) -> None:
    setting, paper, people = world.setting, world.paper, world.people
    if setting.exists(Fact.REBUTTAL):
        text = f"We thank all for {world.word(Fact.REBUTTAL, 'author response')}."
        Rebuttal.objects.create(submission=paper, text=text, written_by=people["author_coauthor"])
    if setting.exists(Fact.DISCUSSION):
        for name in ("other_done", "ac_assigned"):
            text = f"I think {world.word(Fact.DISCUSSION, f'comment of {name}')}."
            signature = world.assignments[name].pseudonym
            Comment.objects.create(
                submission=paper, writer=people[name], signature=signature, text=text, key=_uuid(name)
            )
    if setting.exists(Fact.META_REVIEW):
        text = f"All in all {world.word(Fact.META_REVIEW, 'meta-review')}."
        assignment = world.assignments["ac_assigned"]
        MetaReview.objects.create(assignment=assignment, text=text, recommendation="oral")


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


## The outcome


def _outcome(world: World) -> None:
    setting, paper = world.setting, world.paper
    chair = world.people["second_chair"]
    outcome = "reject" if setting.status is Status.REJECTED else "oral"
    if setting.exists(Fact.DECISION_BEFORE_RELEASE):
        note = world.word(Fact.DECISION_BEFORE_RELEASE, "note of the prepared decision")
        Decision.objects.create(submission=paper, outcome=outcome, note=f"Note: {note}.", decided_by=chair)
    if setting.stage in {Stage.DISCUSSION, Stage.DECIDING}:
        for name in ("neighbour", "second"):
            Decision.objects.create(submission=world.papers[name], outcome="poster", decided_by=chair)
    if setting.status in TOLD:
        world.canaries.pattern(Fact.DECISION_AFTER_RELEASE, "the outcome", TOLD[setting.status])
    if not world.reached(Stage.RELEASED):
        return
    for name in ("neighbour", "second"):
        _release(world, world.papers[name], "poster", "")
    if setting.status in {Status.ACCEPTED, Status.REJECTED}:
        note = world.word(Fact.DECISION_AFTER_RELEASE, "note of the decision")
        _release(world, paper, outcome, f"Note: {note}.")
    if setting.exists(Fact.CAMERA_READY_FILES):
        _hand_in(world)


# How a decision that is known reads; no neighbour of the subject has the same.
TOLD = {
    Status.ACCEPTED: r"accepted \(oral\)|as an oral presentation",
    Status.REJECTED: r"not accepted",
    Status.DESK_REJECTED: r"rejected without review|rejected it without review",
}


def _release(world: World, paper: Submission, outcome: str, note: str) -> None:
    chair = world.people["second_chair"]
    Decision.objects.create(submission=paper, outcome=outcome, note=note, decided_by=chair, released_at=cast.at(52))
    accepted = outcome != "reject"
    paper.status, paper.presentation = ("accepted", outcome) if accepted else ("rejected", "")
    paper.save()


def _hand_in(world: World) -> None:
    word = world.word
    text = word(Fact.CAMERA_READY_FILES, "text of the final PDF")
    keep_file(world, Kind.CAMERA_READY, 1, text=text, maker=word(Fact.CAMERA_READY_FILES, "maker of the final PDF"))
    CameraReady.objects.create(
        submission=world.paper,
        title=f"On {word(Fact.CAMERA_READY_FILES, 'final title')}",
        abstract=f"We studied {word(Fact.CAMERA_READY_FILES, 'final abstract')}.",
        code_url=f"https://{word(Fact.CAMERA_READY_FILES, 'link to code')}.example/",
        consents=True,
        submitted_by=world.people["author_contact"],
        submitted_at=cast.at(55),
    )
