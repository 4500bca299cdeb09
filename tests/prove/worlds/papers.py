"""The subject and its neighbours, their author lists and files."""

import io
from typing import Any

import pikepdf
from allauth.account.models import EmailAddress

from reviews.visibility.facts import Fact
from submissions.manuscripts import store
from submissions.manuscripts.blind import make_blind_copy
from submissions.models import Author, Manuscript, Submission
from submissions.models.manuscript import Kind
from submissions.states import Status
from tests import cast
from tests.prove.canaries import word_for
from tests.prove.worlds.world import AUTHORS, KEY, NUMBER, World, minute_pattern, odd
from tests.submissions.pdfs import pdf
from want.accounts.models import User
from want.venues.stages import Stage


def write_papers(world: World) -> None:
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
        dates |= {"withdrawn_at": odd(20, 5, 41), "withdrawn_early": True}
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
        track=world.edition.tracks.first(),
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


def hand_in_files(world: World) -> None:
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
