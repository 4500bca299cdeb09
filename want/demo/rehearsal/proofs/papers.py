"""What must be true of the papers' rows: their states, authors, files, and the log."""

import hashlib
from collections import Counter

from submissions.models import Author, Manuscript, Submission
from submissions.models.manuscript import Kind
from submissions.states import Status
from want.audit.models import Entry
from want.demo.rehearsal.files import manuscript
from want.demo.rehearsal.work import Fate
from want.demo.rehearsal.world import EDITION, World

STATUS = {
    Fate.WITHDRAWN: Status.WITHDRAWN,
    Fate.UNFINISHED: Status.DRAFT,
    Fate.TURNED_AWAY: Status.DESK_REJECTED,
}


def every_paper_stands_as_its_authors_left_it(world: World) -> None:
    """Compare status, title, authors in order, and files with what the people of the play did."""
    checks, works = world.checks, world.cast.works
    rows = {paper.code: paper for paper in Submission.objects.filter(edition__slug=EDITION)}
    checks.alike(rows, (work.code for work in works), "there is a row for each paper and no other")
    found = [(w.number, rows[w.code].number, rows[w.code].status, rows[w.code].title) for w in works if w.code in rows]
    expected = [(w.number, w.number, STATUS.get(w.fate, Status.SUBMITTED).value, w.title) for w in works]
    checks.alike(found, expected, "every paper has the number, status and title its authors know")
    lines = Author.objects.current().filter(submission__edition__slug=EDITION)
    listed = [(a.submission.code, a.position, a.email) for a in lines.select_related("submission")]
    wanted = [(w.code, place, author.email) for w in works for place, author in enumerate(w.authors)]
    checks.alike(listed, wanted, "the authors stand in the order in which they were put")
    unlinked = [a.email for a in lines if (a.user is None) == (a.email != "g.never@faraway.example")]
    checks.none(unlinked, "a line is linked to an account exactly where the address is proved")


def every_file_is_kept(world: World) -> None:
    """See that each version is there under the hash of what was uploaded, with a blind copy that differs."""
    files = Manuscript.objects.filter(submission__edition__slug=EDITION, kind=Kind.PAPER).select_related("submission")
    kept = Counter((file.submission.code, file.version) for file in files)
    wanted = {(w.code, 1): 1 for w in world.cast.works if w.fate is not Fate.UNFINISHED}
    wanted |= {(w.code, 2): 1 for w in world.cast.works if w.fate is Fate.REPLACED}
    world.checks.equal(kept, Counter(wanted), "every version of every file is kept, and none that came too late")
    replaced = {
        w.code: hashlib.sha256(manuscript(w, 2)).hexdigest() for w in world.cast.works if w.fate is Fate.REPLACED
    }
    found = {f.submission.code: f.sha256 for f in files if f.version == 2}
    world.checks.equal(found, replaced, "a replaced file is the one that was uploaded")
    signed = [str(f) for f in files if not f.blind_sha256 or f.blind_sha256 == f.sha256]
    world.checks.none(signed, "every file has a blind copy that is another file")


def the_log_tells_it(world: World) -> None:
    """See that each thing done to a paper has its entry."""
    works = world.cast.works
    entries = Entry.objects.filter(edition=EDITION).values_list("verb", "submission_id")
    numbers = dict(Submission.objects.values_list("pk", "number"))
    told = [(verb, numbers.get(paper)) for verb, paper in entries]
    started = [(("submission.started"), work.number) for work in works]
    submitted = [("submission.submitted", work.number) for work in works if work.fate is not Fate.UNFINISHED]
    withdrawn = [("submission.withdrawn", work.number) for work in works if work.fate is Fate.WITHDRAWN]
    for verb, wanted in (("started", started), ("submitted", submitted), ("withdrawn", withdrawn)):
        found = [entry for entry in told if entry[0] == f"submission.{verb}"]
        world.checks.alike(found, wanted, f"the log tells once of each paper that was {verb}")
    acts = Counter(verb for verb, _ in told)
    for verb in ("edition.opened", "edition.settings_changed", "deadline.extended"):
        world.checks.equal(acts[verb], 1, f"the log tells once of {verb}")
