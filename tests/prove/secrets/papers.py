"""Who wrote a paper, that there is one, and its files."""

from django.db.models import F

from reviews.models import Assignment, Bid, Comment, Decision, PlannedAlternate, PlannedPair, Rebuttal
from reviews.visibility.facts import Fact
from submissions.models import Author, Conflict, Manuscript, Submission
from tests import cast
from tests.prove.secrets.secret import BIDS, TALK, secret
from tests.prove.worlds import World
from want.mail.models import Message


@secret(
    "the paper exists or not",
    f"{TALK} {BIDS} submission-submitted submission-draft deciding-submitted",
    Fact.EXISTENCE,
    but=("chair",),
)
def without_the_paper(world: World) -> None:
    for model in (Decision, Rebuttal, Comment, Bid, PlannedPair, PlannedAlternate, Manuscript, Conflict):
        model._default_manager.filter(submission=world.paper).delete()
    Assignment.objects.filter(submission=world.paper).delete()
    Message.objects.filter(submission_id=world.paper.pk).delete()
    world.paper.authors.all().delete()
    Submission.objects.filter(pk=world.paper.pk).delete()


@secret("a rejected paper exists or not", "published-rejected archived-rejected", Fact.EXISTENCE)
def without_the_rejected_paper(world: World) -> None:
    without_the_paper(world)


@secret("title and abstract are these or others", f"{TALK} {BIDS}", Fact.TITLE_ABSTRACT)
def other_words(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(title="Other words", abstract="Of another length altogether.")


@secret("an author is this or another", f"{TALK} {BIDS} released-accepted", Fact.AUTHOR_IDENTITY)
def other_author(world: World) -> None:
    line = world.paper.authors.get(user=world.people["author_coauthor"])
    Author.objects.filter(pk=line.pk).update(
        name="Otherwise Named", affiliation="Elsewhere", user=None, email="o@e.example"
    )


@secret("the order of authors", TALK, Fact.AUTHOR_IDENTITY)
def other_order(world: World) -> None:
    world.paper.authors.update(position=20 - F("position"))


@secret("an unverified co-author is listed or not", f"{TALK} {BIDS} submission-submitted", Fact.AUTHOR_IDENTITY)
def without_unverified(world: World) -> None:
    world.paper.authors.filter(position=6).delete()


@secret("an author was once listed or not", f"{TALK} submission-submitted", Fact.SUBMISSION_TIMES_HISTORY)
def without_former(world: World) -> None:
    world.paper.authors.exclude(removed_at=None).delete()


@secret("an author's address", f"{TALK} released-accepted", Fact.AUTHOR_EMAILS)
def other_address(world: World) -> None:
    world.paper.authors.filter(position=0).update(email="another@address.example")


@secret("a conflict is declared or not", f"{TALK} {BIDS}", Fact.DECLARED_CONFLICTS, but=("reviewer_unassigned",))
def another_conflict(world: World) -> None:
    cast.declare(world.paper, world.people["bidder"])


@secret("whom the authors name as being in conflict", f"{TALK} {BIDS} submission-submitted", Fact.DECLARED_CONFLICTS)
def other_named(world: World) -> None:
    world.paper.named_conflicts.update(about="somebody@else.example", because="For a longer reason than before.")


@secret("whom a member names as a conflict of their own", f"{TALK} {BIDS}", Fact.DECLARED_CONFLICTS)
def other_stated(world: World) -> None:
    world.people["bidder"].personal_conflicts.update(name="Another Person Altogether", about="another@else.example")


@secret("why there is a conflict", TALK, Fact.DECLARED_CONFLICTS)
def other_reason(world: World) -> None:
    Conflict.objects.filter(submission=world.paper).update(because="For another reason, told at length.")


@secret("the supplement exists or not", TALK, Fact.SUPPLEMENTARY)
def without_supplement(world: World) -> None:
    world.paper.manuscripts.filter(kind="supplement").delete()


@secret("the file as it was uploaded", f"{TALK} published-accepted", Fact.PDF_RAW_METADATA_FILENAME)
def other_original(world: World) -> None:
    world.paper.manuscripts.exclude(kind="camera_ready").update(
        sha256="0" * 64, original_name="ada-lovelace-final-v2.pdf"
    )


@secret("an earlier version exists or not", TALK, Fact.SUBMISSION_TIMES_HISTORY)
def without_first_version(world: World) -> None:
    world.paper.manuscripts.filter(kind="paper", version=1).delete()


@secret("when it was submitted", f"{TALK} published-accepted", Fact.SUBMISSION_TIMES_HISTORY)
def other_time(world: World) -> None:
    Submission.objects.filter(pk=world.paper.pk).update(
        submitted_at=cast.at(3), created_at=cast.at(2), updated_at=cast.at(3)
    )
    world.paper.manuscripts.filter(kind="paper").update(uploaded_at=cast.at(3))
