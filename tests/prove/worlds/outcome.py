"""What becomes of the papers, up to the final version."""

from reviews.models import Decision
from reviews.visibility.facts import Fact
from submissions.models import CameraReady, Submission
from submissions.models.manuscript import Kind
from submissions.states import Status
from tests import cast
from tests.prove.worlds.papers import keep_file
from tests.prove.worlds.world import World
from want.venues.stages import Stage


def decide(world: World) -> None:
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
