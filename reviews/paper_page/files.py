"""Which files of a paper a viewer may open, under which name, and which bytes they get."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from reviews.paper_page.records import FileLine
from reviews.visibility.doors import Opened
from reviews.visibility.facts import Fact
from reviews.visibility.standing import Seen
from submissions.models import Manuscript, Submission
from submissions.models.manuscript import Ending, Kind

LABELS = {
    Kind.PAPER: "Paper",
    Kind.SUPPLEMENT: "Supplementary material",
    Kind.CAMERA_READY: "Final version",
}
ENDINGS = {Kind.PAPER: "", Kind.SUPPLEMENT: "-supplement", Kind.CAMERA_READY: "-camera-ready"}


@dataclass(frozen=True, slots=True)
class Served:
    """The bytes for one viewer, by their hash, and the name they are saved under."""

    sha256: str
    name: str
    is_attachment: bool = False
    ending: str = Ending.PDF  # in the store


def may_open(kind: str, seen: Seen) -> bool:
    """Tell whether the viewer may open the newest file of this kind."""
    if kind == Kind.CAMERA_READY:
        return seen.may(Fact.CAMERA_READY_FILES)
    return seen.may(Fact.PDF if kind == Kind.PAPER else Fact.SUPPLEMENTARY)


def manuscripts_of(submission: Submission, seen: Seen) -> list[Manuscript]:
    """Return the files of the kinds that the viewer may open, newest first; no query if there is no such kind.

    Who may not follow the paper's history gets the newest of each kind alone.
    """
    kinds = [kind.value for kind in Kind if may_open(kind, seen)]
    if not kinds:
        return []
    files = Manuscript.objects.filter(submission=submission, kind__in=kinds).order_by("-version")
    if not (seen.case.standing.is_author or seen.case.standing.is_chair):  # a final version needs consent for others
        files = files.exclude(Q(kind=Kind.CAMERA_READY) & ~Q(submission__camera_ready__consents=True))
    if not seen.may(Fact.SUBMISSION_TIMES_HISTORY):  # how many there were is no row more
        files = files.order_by("kind", "-version").distinct("kind")
    return list(files)


def paper_for(paper: Opened) -> Served | None:
    """Return what stands behind "PDF" for this viewer: once published the final version, else the submitted one."""
    manuscripts = manuscripts_of(paper.submission, paper.seen)
    final = _newest(manuscripts, Kind.CAMERA_READY)
    submitted = _newest(manuscripts, Kind.PAPER)
    is_published = paper.seen.case.terms.is_published
    chosen = final if final and (is_published or submitted is None) else submitted
    return served(paper, chosen) if chosen else None


def file_for(paper: Opened, kind: str, version: int | None = None) -> Served | None:
    """Return the file of a kind, the newest or an earlier version; earlier ones are for those who see the history."""
    if version is not None and not paper.seen.may(Fact.SUBMISSION_TIMES_HISTORY):
        return None
    rows = [row for row in manuscripts_of(paper.submission, paper.seen) if row.kind == kind]
    found = next((row for row in rows if version in {None, row.version}), None)
    return served(paper, found) if found else None


def served(paper: Opened, row: Manuscript) -> Served | None:
    """Return the original to those who may see what is inside a file, a copy without any of that to all others.

    Nobody gets the original instead of a missing blind copy, but for archives, which have none: where the chairs have
    chosen that reviewers get them as they are.
    """
    sees_original = row.kind == Kind.CAMERA_READY or paper.seen.may(Fact.PDF_RAW_METADATA_FILENAME)
    sees_original = sees_original or (row.is_archive and paper.edition.archives_for_reviewers)
    sha256 = row.sha256 if sees_original else row.blind_sha256
    if not sha256:
        return None
    version = f"-v{row.version}" if paper.seen.may(Fact.SUBMISSION_TIMES_HISTORY) else ""
    is_attachment = row.kind == Kind.SUPPLEMENT
    name = f"{paper.edition.slug}-{paper.submission.number}{ENDINGS[Kind(row.kind)]}{version}"
    return Served(sha256, f"{name}.{'tar.gz' if row.ending == Ending.TGZ else row.ending}", is_attachment, row.ending)


def files_of(paper: Opened, manuscripts: Sequence[Manuscript]) -> Iterable[FileLine]:
    """Yield the newest file of each kind that this viewer may open."""
    for kind in Kind:
        row = _newest(manuscripts, kind)
        if row is not None and served(paper, row):
            yield _line(paper, row, LABELS[kind], _url(paper, kind))


def versions_of(paper: Opened, manuscripts: Sequence[Manuscript]) -> Iterable[FileLine]:
    """Yield every version with its hash and time, newest first, for those who may follow the paper's history."""
    if not paper.seen.may(Fact.SUBMISSION_TIMES_HISTORY):
        return
    for row in sorted(manuscripts, key=lambda row: (row.uploaded_at, row.pk), reverse=True):
        url = reverse("papers:version", args=[paper.edition.slug, paper.submission.code, row.kind, row.version])
        yield _line(paper, row, f"{LABELS[Kind(row.kind)]}, version {row.version}", url)


def _newest(manuscripts: Sequence[Manuscript], kind: Kind) -> Manuscript | None:
    return next((row for row in manuscripts if row.kind == kind), None)


def _line(paper: Opened, row: Manuscript, label: str, url: str) -> FileLine:
    sees_history = paper.seen.may(Fact.SUBMISSION_TIMES_HISTORY)
    return FileLine(
        label=label,
        url=url,
        size=row.size,
        pages=row.pages,
        what=row.get_ending_display(),
        is_unchecked=row.is_archive and not paper.seen.may(Fact.PDF_RAW_METADATA_FILENAME),
        sha256=row.sha256 if sees_history else "",
        uploaded_at=row.uploaded_at if sees_history else None,
    )


def _url(paper: Opened, kind: Kind) -> str:
    address = [paper.edition.slug, paper.submission.code]
    if kind == Kind.PAPER:
        return reverse("papers:pdf", args=address)
    return reverse("papers:file", args=[*address, kind.value])
