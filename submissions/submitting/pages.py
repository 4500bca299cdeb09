"""What the page of the form is given: the typed form, its authors, what lacks, what others saved meanwhile."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from submissions.conflicts.naming import write_named
from submissions.manuscripts.queries import latest, versions
from submissions.manuscripts.rules import page_note
from submissions.models import Submission
from submissions.models.manuscript import Kind
from submissions.submitting.author_forms import ARRANGING, AuthorList
from submissions.submitting.completeness import Missing, missing
from submissions.submitting.content import NAMED, AuthorLine, lines_of
from submissions.submitting.forms import SubmissionForm
from submissions.submitting.rail import rail
from submissions.volunteering.queries import Tick, tick_for
from want.core.numbers import whole
from want.core.versions import EditedMeanwhile
from want.venues.models import Edition
from want.venues.stages import Stage


@dataclass(slots=True)
class Sheet:
    """A paper's form as one request sees it: shown for the first time, or with what was typed into it."""

    request: HttpRequest
    edition: Edition
    paper: Submission | None
    form: SubmissionForm
    authors: AuthorList
    meanwhile: EditedMeanwhile | None = None
    would_lack: list[Missing] = field(default_factory=list)  # what a submitted paper would lack, had it been saved
    has_kept_file: bool = False

    @classmethod
    def of(cls, request: HttpRequest, edition: Edition, paper: Submission | None = None) -> "Sheet":
        """Return the sheet of this request."""
        if request.method == "POST":
            form = SubmissionForm(edition, paper, data=request.POST, files=request.FILES)
            return cls(request, edition, paper, form, AuthorList.typed(request.POST))
        lines = lines_of(paper) if paper else [_first_author(request.user)]
        return cls(request, edition, paper, SubmissionForm(edition, paper), AuthorList(lines))

    @property
    def only_shows(self) -> bool:
        """Tell whether the pressed button asks for another look at the form and not for saving."""
        return any(name in self.request.POST for name in (*ARRANGING, "preview"))

    @property
    def arranges_authors(self) -> bool:
        """Tell whether the pressed button is one of the author list."""
        return any(name in self.request.POST for name in ARRANGING)

    @property
    def is_wrong(self) -> bool:
        """Tell whether something typed cannot be stored."""
        return bool(self.form.errors or self.authors.problem)

    @property
    def seen_version(self) -> int:
        """Return the version the form was made of; a form that says none is as old as can be."""
        given = whole(self.request.POST.get("version", ""))
        return 1 if given is None else given

    @property
    def next_version(self) -> int:
        """Return the version that the next save replaces: the one whose text the page shows."""
        if self.meanwhile:
            return self.meanwhile.version
        if self.only_shows or self.would_lack:
            return self.seen_version
        return self.paper.version if self.paper else 1

    def context(self) -> dict[str, Any]:
        """Return what the template is given."""
        return {
            "edition": self.edition,
            "form": self.form,
            "authors": self.authors,
            "version": self.next_version,
            "due": self.edition.moment().closes_at(Stage.SUBMISSION),
            "preview": self.request.POST.get("abstract", "") if "preview" in self.request.POST else "",
            "lost_file": self.only_shows and bool(self.request.FILES),
            "has_kept_file": self.has_kept_file and bool(self.would_lack or self.meanwhile),
            "would_lack": self.would_lack,
            "meanwhile": self.meanwhile,
            "tick": self._tick(),
            "differences": differences(self) if self.meanwhile else [],
            **self._of_paper(),
        }

    def _tick(self) -> Tick:
        """Return whether this person would review, as typed if it was."""
        stored = tick_for(self.edition, self.request.user)
        if "volunteer_asked" in self.request.POST:
            return replace(stored, is_set="volunteer" in self.request.POST)
        return stored

    def _of_paper(self) -> dict[str, Any]:
        paper = self.paper
        wrong = [*self.form.errors] if self.form.is_bound else []
        wrong += ["authors"] if self.authors.problem else []
        if paper is None:
            return {"paper": None, "rail": rail(None, wrong)}
        lacking = [one for one in missing(paper) if one.field not in wrong]
        file = latest(paper)
        return {
            "paper": paper,
            "lacking": lacking,
            "rail": rail(lacking, wrong),
            "file": file,
            "versions": versions(paper),
            "supplement": latest(paper, Kind.SUPPLEMENT),
            "page_note": page_note(file, paper.submission_type) if file else "",
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else saved meanwhile, with what is stored now."""

    label: str
    theirs: str


def differences(sheet: Sheet) -> list[Difference]:
    """Return what is stored now of the fields in which the typed form differs, in words."""
    assert sheet.meanwhile is not None
    return [_difference(sheet, name, value) for name, value in sheet.meanwhile.theirs.items()]


def _difference(sheet: Sheet, name: str, value: Any) -> Difference:
    if name == "authors":
        return Difference("Authors", "\n".join(f"{line.name} <{line.email}>, {line.affiliation}" for line in value))
    field_, label = sheet.form.fields[name], str(sheet.form[name].label)
    if name == NAMED:
        return Difference(label, write_named(value))
    if hasattr(field_, "choices"):
        chosen = value if isinstance(value, list) else [value]
        return Difference(label, ", ".join(words for key, words in field_.choices if key in chosen))
    return Difference(label, ", ".join(value) if isinstance(value, list) else value)


def _first_author(user: Any) -> AuthorLine:
    return AuthorLine(user.name, user.email, user.affiliation, is_contact=True)
