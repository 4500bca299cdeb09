"""The door of every page of one paper: it opens to whoever may know of the paper, and is a wall to all others."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from reviews.visibility.relations import Relation, relations_of
from reviews.visibility.standing import Seen, terms_of
from reviews.visibility.ties import ties_of
from submissions.models import Submission
from want.audit.actions import record
from want.core import clock
from want.venues.models import Edition
from want.venues.queries import get_edition
from want.venues.stages import Moment


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper that the visitor may know of, and what they may see of it. The row is for builders, not for templates."""

    edition: Edition
    moment: Moment
    submission: Submission
    seen: Seen


def open_paper(request: HttpRequest, slug: str, code: str) -> Opened:
    """Return the paper at this address as this visitor sees it.

    Raises Http404 when there is none and when it is hidden: the same answer, after the same queries and rows, because
    the database is asked for the paper only as far as this visitor may know of papers at all. What a
    superuser reads behind broken glass is logged.
    """
    edition = get_edition(request, slug)
    moment = edition.moment(clock.now())
    ties = ties_of(request.user, [edition.pk], code)[edition.pk]
    sight = Sight(edition, moment, terms_of(edition, moment), ties)
    paper = sight.papers(Fact.EXISTENCE).filter(code=code).first()
    if paper is None:
        raise Http404
    paper.edition = edition
    seen = sight.on(paper)
    if Relation.BREAKER_OF_GLASS in relations_of(seen.standing):
        record("break_glass.read", by=request.user, edition=edition.slug, submission_id=paper.pk, page=request.path)
    return Opened(edition, moment, paper, seen)
