"""Decisions are private until the release, and what was decided afterwards; so with publication."""

import hashlib

from reviews.models import Decision
from reviews.models.decision import Outcome
from submissions.models import CameraReady, Manuscript
from submissions.models.manuscript import Kind
from submissions.states import Status
from want.audit.models import Entry
from want.demo.rehearsal.acts.publishing import code_of
from want.demo.rehearsal.files import final_version
from want.demo.rehearsal.world import EDITION, World


def decisions_are_as_decided_and_private(world: World) -> None:
    """See that every paper has its decision, made by a chair without a conflict, and that no status tells it."""
    rows = Decision.objects.filter(submission__edition__slug=EDITION).select_related("submission", "decided_by")
    found = [(row.submission.code, Outcome(row.outcome).label) for row in rows]
    world.checks.alike(found, world.outcomes.items(), "every paper has the decision that was chosen")
    tied = [str(row) for row in rows if world.is_tied(row.decided_by.email, world.work(row.submission.code))]
    world.checks.none(tied, "nobody decided on a paper with which they have a conflict")
    noted = [row.submission.code for row in rows if row.note]
    world.checks.alike(noted, world.story.noted, "notes stand where they were written")
    told = [row.submission.code for row in rows if row.submission.status != Status.SUBMITTED or row.released_at]
    world.checks.none(told, "no paper's state tells its decision before the release")


def the_release_made_them_known(world: World) -> None:
    """See that all decisions were released in one act; that each paper has its state is proved after every scene."""
    times = set(Decision.objects.filter(submission__edition__slug=EDITION).values_list("released_at", flat=True))
    world.checks.holds(len(times) == 1 and None not in times, "all decisions were released at one instant")
    for verb in ("decisions.release_asked", "decisions.released"):
        told = Entry.objects.filter(edition=EDITION, verb=verb).count()
        world.checks.equal(told, 1, f"the log tells once of {verb}")


def the_programme_is_what_was_handed_in(world: World) -> None:
    """See that every accepted paper has the final version that was handed in, with the consent that was given."""
    rows = CameraReady.objects.filter(submission__edition__slug=EDITION)
    found = rows.values_list("submission__code", "title", "code_url", "consents")
    wanted = [(work.code, work.title, code_of(work), work is not world.accepted[-1]) for work in world.accepted]
    world.checks.alike(found, wanted, "every accepted paper has its final version, published only with consent")
    files = Manuscript.objects.filter(submission__edition__slug=EDITION, kind=Kind.CAMERA_READY)
    uploaded = [(work.code, 1, hashlib.sha256(final_version(work)).hexdigest()) for work in world.accepted]
    kept = files.values_list("submission__code", "version", "sha256")
    world.checks.alike(kept, uploaded, "every final file is the one that was uploaded, and none came too late")
    told = Entry.objects.filter(edition=EDITION, verb="edition.published").count()
    world.checks.equal(told, 1, "the log tells once of the publication")
