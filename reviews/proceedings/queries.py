"""The published papers, as everybody may see them: one query, whatever their number."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject, Lower
from django.urls import reverse

from reviews.proceedings.bibtex import Reference
from reviews.visibility.facts import Fact
from reviews.visibility.lists import visible_submissions
from submissions.models import Author, Manuscript, Submission
from submissions.models.manuscript import Kind
from want.mail.letters import absolute
from want.venues.models import Edition, Topic

IN_THE_LIST = (Fact.TITLE_ABSTRACT, Fact.AUTHOR_IDENTITY, Fact.DECISION_AFTER_RELEASE)


@dataclass(frozen=True, slots=True)
class Published:
    """A paper in the public list."""

    number: int
    code: str
    title: str
    tldr: str
    presentation: str
    authors: list[dict[str, str]]
    code_url: str
    has_pdf: bool

    @property
    def names(self) -> list[str]:
        """Return the authors' names in their order."""
        return [author["name"] for author in self.authors]


def published_papers(edition: Edition, *, topic: int | None = None, code: str = "") -> list[Published]:
    """Return what everybody may see of the accepted papers, the orals first; none before they are published."""
    if edition.published_at is None:
        return []
    papers = visible_submissions(AnonymousUser(), edition, *IN_THE_LIST)
    if topic is not None:
        papers = papers.filter(topics=topic)
    if code:
        papers = papers.filter(code=code)
    return [_published(row) for row in _rows(papers)]


def topics_of_list(edition: Edition) -> QuerySet[Topic]:
    """Return the topics that at least one published paper has."""
    papers = visible_submissions(AnonymousUser(), edition, *IN_THE_LIST).filter(topics=OuterRef("pk"))
    return edition.topics.filter(Exists(papers))


def reference_of(edition: Edition, paper: Published) -> Reference:
    """Return how a paper is cited."""
    held = edition.held_on or edition.published_at
    return Reference(
        title=paper.title,
        authors=paper.names,
        booktitle=edition.title,
        year=held.year if held else 0,
        url=absolute(reverse("papers:page", args=[edition.slug, paper.code])),
    )


def _rows(papers: QuerySet[Submission]) -> QuerySet[Submission, dict[str, Any]]:
    """Say the title as the final version has it; of one that was handed in without consent nothing is public."""
    author = JSONObject(name="name", affiliation="affiliation")
    authors = Author.objects.current().filter(submission=OuterRef("pk")).order_by("position", "id")
    final = Manuscript.objects.filter(submission=OuterRef("pk"), kind=Kind.CAMERA_READY)
    consents = Q(camera_ready__consents=True)
    code_url = Case(When(consents, then=F("camera_ready__code_url")), default=Value(""), output_field=CharField())
    listed = papers.annotate(
        listed_title=Case(When(consents, then=F("camera_ready__title")), default=F("title")),
        place=Case(When(presentation="oral", then=0), default=1),
    )
    return listed.order_by("place", Lower("listed_title"), "number").values(
        "number",
        "code",
        "tldr",
        "presentation",
        "listed_title",
        authors_in_order=ArraySubquery(authors.values(line=author)),
        code_url=code_url,
        has_pdf=Exists(final) & consents,
    )


def _published(row: dict[str, Any]) -> Published:
    return Published(
        number=row["number"],
        code=row["code"],
        title=row["listed_title"],
        tldr=row["tldr"],
        presentation=row["presentation"],
        authors=row["authors_in_order"],
        code_url=row["code_url"],
        has_pdf=row["has_pdf"],
    )
