"""Which accepted papers are ready to be published, and what the others lack."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Author, Manuscript
from submissions.models.manuscript import Kind
from submissions.states import Status


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted paper on its way to the public list."""

    number: int
    code: str
    title: str
    presentation: str
    contact: str
    has_words: bool  # the final title and abstract are handed in
    has_file: bool
    consents: bool

    @property
    def lacks(self) -> list[str]:
        """Return in words what is missing."""
        found = [] if self.has_words else ["the final version"]
        if not self.has_file:
            found.append("its PDF")
        if self.has_words and not self.consents:
            found.append("the authors' consent")
        return found


def accepted_papers(sight: Sight) -> list[Accepted]:
    """Return the accepted papers, incomplete ones first."""
    final = Manuscript.objects.filter(submission=OuterRef("pk"), kind=Kind.CAMERA_READY)
    contacts = dict(
        Author.objects.current()
        .filter(submission__edition=sight.edition, is_contact=True)
        .values_list("submission_id", "name")
    )
    papers = sight.papers(Fact.TITLE_ABSTRACT, Fact.DECISION_AFTER_RELEASE, Fact.AUTHOR_IDENTITY)
    rows = papers.filter(status=Status.ACCEPTED).annotate(has_file=Exists(final)).order_by("number")
    found = [
        Accepted(*paper, contacts.get(pk, ""), consents is not None, has_file, bool(consents))
        for pk, *paper, has_file, consents in rows.values_list(
            "pk", "number", "code", "title", "presentation", "has_file", "camera_ready__consents"
        )
    ]
    return sorted(found, key=lambda paper: (not paper.lacks, paper.number))
